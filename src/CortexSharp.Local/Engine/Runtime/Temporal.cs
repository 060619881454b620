using System.Globalization;
using System.Text;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Arithmetic and text of dates and times, in nanoseconds since 1970 (so from 1677 to 2262).</summary>
internal static class Temporal
{
    /// <summary>Nanoseconds of a day.</summary>
    public const long Day = 86_400_000_000_000;

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-M-d", "MM/dd/yyyy", "M/d/yyyy", "dd-MMM-yyyy", "yyyyMMdd"];

    private static readonly string[] TimestampFormats =
    [
        .. from day in (string[])["yyyy-MM-dd", "yyyy-M-d"] from between in (string[])[" ", "'T'"]
           from time in (string[])["HH:mm:ss.FFFFFFF", "HH:mm:ss", "HH:mm"] from zone in (string[])["", "zzz", " zzz", "K", " K"] select day + between + time + zone,
        "yyyy-MM-dd", "yyyy-M-d", "MM/dd/yyyy HH:mm:ss", "MM/dd/yyyy", "ddd MMM dd HH:mm:ss zzz yyyy",
    ];

    public static long FloorDivide(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);

    /// <summary>Nanoseconds of a moment.</summary>
    public static long FromDateTime(DateTime time)
    {
        try
        {
            return checked((time.Ticks - DateTime.UnixEpoch.Ticks) * 100);
        }
        catch (OverflowException)
        {
            throw SqlErrors.TimestampNotRecognized(time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        }
    }

    public static DateTime ToDateTime(long nanoseconds, DateTimeKind kind = DateTimeKind.Unspecified) =>
        new(DateTime.UnixEpoch.Ticks + FloorDivide(nanoseconds, 100), kind);

    public static TimeOnly ToTime(long nanoseconds) => new(nanoseconds / 100);

    /// <summary>An instant with its offset.</summary>
    public static string Zoned(long instant, int minutes) => string.Create(CultureInfo.InvariantCulture, $"{instant}|{minutes}");

    public static long Instant(string zoned) => long.Parse(zoned.AsSpan(0, zoned.IndexOf('|', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    public static long WallClock(string zoned) => Instant(zoned) + (Minutes(zoned) * 60_000_000_000L);

    public static DateTimeOffset ToDateTimeOffset(string zoned) => new(ToDateTime(WallClock(zoned)), TimeSpan.FromMinutes(Minutes(zoned)));

    private static int Minutes(string zoned) => int.Parse(zoned.AsSpan(zoned.IndexOf('|', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    /// <summary>Snowflake's default format, milliseconds and no more.</summary>
    public static string Format(long nanoseconds) => ToDateTime(nanoseconds).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string FormatZoned(string zoned) => ToDateTimeOffset(zoned).ToString("yyyy-MM-dd HH:mm:ss.fff ", CultureInfo.InvariantCulture) +
        (Minutes(zoned) < 0 ? "-" : "+") + TimeSpan.FromMinutes(Math.Abs(Minutes(zoned))).ToString("hhmm", CultureInfo.InvariantCulture);

    /// <summary>Formats by Snowflake's elements, as far as they are known here.</summary>
    public static string Format(long nanoseconds, string format)
    {
        var result = new StringBuilder();
        var time = ToDateTime(nanoseconds);
        (string Element, string Net)[] elements =
            [("YYYY", "yyyy"), ("YY", "yy"), ("MMMM", "MMMM"), ("MON", "MMM"), ("MM", "MM"), ("DD", "dd"), ("DY", "ddd"), ("HH24", "HH"), ("HH12", "hh"), ("AM", "tt"), ("PM", "tt"), ("MI", "mm"), ("SS", "ss"), ("FF9", "fffffff"), ("FF6", "ffffff"), ("FF3", "fff"), ("FF", "fffffff")];
        for (var i = 0; i < format.Length;)
        {
            var element = Array.Find(elements, e => format.AsSpan(i).StartsWith(e.Element, StringComparison.OrdinalIgnoreCase));
            if (element.Net is null && char.IsAsciiLetter(format[i]) && format[i] is not 'T')
                throw SqlErrors.Execution($"The date format '{format}' is not supported at '{format[i..]}'");
            result.Append(element.Net is null ? format[i].ToString() : time.ToString(element.Net.Length == 1 ? "%" + element.Net : element.Net, CultureInfo.InvariantCulture));
            i += element.Element?.Length ?? 1;
        }

        return result.ToString();
    }

    public static object ParseDate(string text)
    {
        if (DateOnly.TryParseExact(text.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return (long)(date.DayNumber - 719_162);
        return TryParse(text, out var time) ? FloorDivide(FromDateTime(time.DateTime), Day) : throw SqlErrors.DateNotRecognized(text);
    }

    public static object ParseTime(string text) => TimeOnly.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var time)
        ? time.Ticks * 100
        : throw new LocalSqlException(100108, "22007", $"Time '{text}' is not recognized");

    /// <summary>Reads wall-clock time; an offset in the text is passed over.</summary>
    public static object ParseNtz(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var epoch) && text.Length != 8 ? FromEpoch(epoch)
        : TryParse(text, out var time) ? FromDateTime(time.DateTime)
        : throw SqlErrors.TimestampNotRecognized(text);

    public static string ParseZoned(string text) => TryParse(text, out var time)
        ? Zoned(FromDateTime(time.UtcDateTime), (int)time.Offset.TotalMinutes)
        : Zoned((long)ParseNtz(text), 0);

    private static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text.Trim(), TimestampFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out time);

    /// <summary>Snowflake guesses a number's unit by its size: seconds, milliseconds, microseconds or nanoseconds.</summary>
    public static long FromEpoch(long value) => Math.Abs(value) switch
    {
        < 31_536_000_000 => value * 1_000_000_000,
        < 31_536_000_000_000 => value * 1_000_000,
        < 31_536_000_000_000_000 => value * 1_000,
        _ => value,
    };

    public static object Add(string part, long count, long time)
    {
        try
        {
            return part switch
            {
                "YEAR" => AddMonths(time, checked(count * 12)),
                "QUARTER" => AddMonths(time, checked(count * 3)),
                "MONTH" => AddMonths(time, count),
                _ => checked(time + (count * Unit(part))),
            };
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            throw SqlErrors.TimestampNotRecognized("out of range");
        }
    }

    /// <summary>How many boundaries of a part lie between two times.</summary>
    public static object Difference(string part, long from, long to)
    {
        var (a, b) = (ToDateTime(from), ToDateTime(to));
        return part switch
        {
            "YEAR" => (long)(b.Year - a.Year),
            "QUARTER" => (((b.Year * 4L) + ((b.Month - 1) / 3)) - ((a.Year * 4L) + ((a.Month - 1) / 3))),
            "MONTH" => ((b.Year * 12L) + b.Month) - ((a.Year * 12L) + a.Month),
            // Weeks begin on Monday; the first day of 1970 was a Thursday.
            "WEEK" => FloorDivide(FloorDivide(to, Day) + 3, 7) - FloorDivide(FloorDivide(from, Day) + 3, 7),
            _ => FloorDivide(to, Unit(part)) - FloorDivide(from, Unit(part)),
        };
    }

    public static object Truncate(string part, long time)
    {
        var date = ToDateTime(time);
        return part switch
        {
            "YEAR" => FromDateTime(new DateTime(date.Year, 1, 1)),
            "QUARTER" => FromDateTime(new DateTime(date.Year, ((date.Month - 1) / 3 * 3) + 1, 1)),
            "MONTH" => FromDateTime(new DateTime(date.Year, date.Month, 1)),
            "WEEK" => ((FloorDivide(FloorDivide(time, Day) + 3, 7) * 7) - 3) * Day,
            _ => FloorDivide(time, Unit(part)) * Unit(part),
        };
    }

    public static object Part(string part, long time)
    {
        var date = ToDateTime(time);
        return part switch
        {
            "YEAR" => (long)date.Year,
            "QUARTER" => (long)(((date.Month - 1) / 3) + 1),
            "MONTH" => (long)date.Month,
            "WEEK" => (long)ISOWeek.GetWeekOfYear(date),
            "DAY" => (long)date.Day,
            "DAYOFWEEK" => (long)date.DayOfWeek,
            "DAYOFYEAR" => (long)date.DayOfYear,
            "HOUR" => (long)date.Hour,
            "MINUTE" => (long)date.Minute,
            "SECOND" => (long)date.Second,
            "EPOCH_SECOND" => FloorDivide(time, 1_000_000_000),
            "EPOCH_MILLISECOND" => FloorDivide(time, 1_000_000),
            _ => time - (FloorDivide(time, 1_000_000_000) * 1_000_000_000),
        };
    }

    private static long AddMonths(long time, long months)
    {
        var date = ToDateTime(time);
        return FromDateTime(date.AddMonths(checked((int)months))) + (time - (FloorDivide(time, 100) * 100));
    }

    private static long Unit(string part) => part switch
    {
        "WEEK" => 7 * Day,
        "DAY" => Day,
        "HOUR" => 3_600_000_000_000,
        "MINUTE" => 60_000_000_000,
        "SECOND" => 1_000_000_000,
        "MILLISECOND" => 1_000_000,
        "MICROSECOND" => 1_000,
        "NANOSECOND" => 1,
        _ => throw SqlErrors.Execution($"The date or time part {part} cannot be added"),
    };
}
