using System.Globalization;

namespace CortexSharp.Local.Engine.Temporal;

/// <summary>A day and a time of day, of the years 1 to 9999 and to the nanosecond: wall-clock time, or an instant by UTC's clock.</summary>
/// <remarks>
/// SQLite holds it as the text that <see cref="ToString"/> writes. Its width is fixed, so it sorts and compares as time does; 64-bit
/// nanoseconds would end in 2262.
/// </remarks>
/// <param name="Day">Days since 1970-01-01.</param>
/// <param name="Time">Nanoseconds since midnight.</param>
internal readonly record struct Timestamp(long Day, long Time)
{
    public const long NanosecondsPerSecond = 1_000_000_000;

    public const long NanosecondsPerMinute = 60 * NanosecondsPerSecond;

    public const long NanosecondsPerDay = 86_400 * NanosecondsPerSecond;

    /// <summary>The length of the stored text.</summary>
    public const int TextLength = 29;

    /// <summary>0001-01-01.</summary>
    public const long FirstDay = -EpochDayNumber;

    /// <summary>9999-12-31.</summary>
    public const long LastDay = 2_932_896;

    /// <summary>1970-01-01 as .NET counts days.</summary>
    private const long EpochDayNumber = 719_162;

    /// <summary>The calendar's day.</summary>
    public DateOnly Date => ToDate(Day);

    public int Hour => (int)(Time / (3600 * NanosecondsPerSecond));

    public int Minute => (int)(Time / NanosecondsPerMinute % 60);

    public int Second => (int)(Time / NanosecondsPerSecond % 60);

    /// <summary>The nanoseconds behind the whole second.</summary>
    public int Nanosecond => (int)(Time % NanosecondsPerSecond);

    /// <summary>Nanoseconds since 1970.</summary>
    public Int128 SinceEpoch => ((Int128)Day * NanosecondsPerDay) + Time;

    /// <summary>A moment by its nanoseconds since 1970.</summary>
    /// <exception cref="LocalSqlException">It lies outside of the years 1 to 9999.</exception>
    public static Timestamp FromEpoch(Int128 nanoseconds)
    {
        var (day, time) = Int128.DivRem(nanoseconds, NanosecondsPerDay);
        return time < 0 ? new(Checked(day - 1), (long)time + NanosecondsPerDay) : new(Checked(day), (long)time);
    }

    public static Timestamp FromDate(DateOnly date, long time = 0) => new(ToDay(date), time);

    public static Timestamp FromDateTime(DateTime time) => FromDate(DateOnly.FromDateTime(time), time.TimeOfDay.Ticks * 100);

    public static DateOnly ToDate(long day) => DateOnly.FromDayNumber((int)(Checked(day) + EpochDayNumber));

    public static long ToDay(DateOnly date) => date.DayNumber - EpochDayNumber;

    /// <summary>A count of days, where it names a day of the years 1 to 9999.</summary>
    /// <exception cref="LocalSqlException">It does not.</exception>
    public static long Checked(Int128 day) => day >= FirstDay && day <= LastDay ? (long)day : throw SqlErrors.TimestampOutOfRange();

    public Timestamp AddDays(long days) => new(Checked((Int128)Day + days), Time);

    public Timestamp AddNanoseconds(Int128 nanoseconds) => FromEpoch(SinceEpoch + nanoseconds);

    public Timestamp AddMinutes(int minutes)
    {
        var time = Time + (minutes * NanosecondsPerMinute);
        var days = FloorDivide(time, NanosecondsPerDay);
        return new(Checked(Day + days), time - (days * NanosecondsPerDay));
    }

    /// <summary>The same in .NET, which counts in 100 nanoseconds; what is finer is cut off, as Snowflake's driver does.</summary>
    public DateTime ToDateTime(DateTimeKind kind = DateTimeKind.Unspecified) => Date.ToDateTime(new TimeOnly(Time / 100), kind);

    /// <summary>Reads the stored text.</summary>
    public static Timestamp Parse(ReadOnlySpan<char> text)
    {
        var date = new DateOnly(Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var seconds = (((Number(text[11..13]) * 60L) + Number(text[14..16])) * 60) + Number(text[17..19]);
        return FromDate(date, (seconds * NanosecondsPerSecond) + Number(text[20..TextLength]));
    }

    /// <summary>The text in which it is stored: <c>2024-01-31 12:34:56.123456789</c>.</summary>
    public override string ToString() => string.Create(TextLength, this, static (text, moment) =>
    {
        var date = moment.Date;
        "    -  -     :  :  .".CopyTo(text);
        Write(text[..4], date.Year);
        Write(text[5..7], date.Month);
        Write(text[8..10], date.Day);
        Write(text[11..13], moment.Hour);
        Write(text[14..16], moment.Minute);
        Write(text[17..19], moment.Second);
        Write(text[20..], moment.Nanosecond);
    });

    public static long FloorDivide(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static void Write(Span<char> place, int value)
    {
        for (var i = place.Length - 1; i >= 0; i--, value /= 10)
            place[i] = (char)('0' + (value % 10));
    }
}
