using System.Globalization;

namespace CortexSharp.Local.Engine.Temporal;

/// <summary>Reads the dates and times that Snowflake recognizes without a format.</summary>
/// <remarks>https://docs.snowflake.com/en/sql-reference/date-time-input-output#supported-formats-for-auto-detection</remarks>
internal static class AutoFormat
{
    /// <summary>All but the ISO forms, which are read by hand because they are the usual ones.</summary>
    private static readonly TimestampFormat[] Others =
    [
        .. new[]
        {
            "DD-MON-YYYY", "MM/DD/YYYY", "MM/DD/YYYY HH24:MI:SS", "DY MON DD HH24:MI:SS TZHTZM YYYY",
            "DY, DD MON YYYY HH24:MI:SS TZHTZM", "DY, DD MON YYYY HH24:MI:SS.FF TZHTZM", "DY, DD MON YYYY HH12:MI:SS AM TZHTZM",
            "DY, DD MON YYYY HH12:MI:SS.FF AM TZHTZM", "DY, DD MON YYYY HH24:MI:SS", "DY, DD MON YYYY HH24:MI:SS.FF", "DY, DD MON YYYY HH12:MI:SS AM",
            "DY, DD MON YYYY HH12:MI:SS.FF AM",
        }.Select(TimestampFormat.Of),
    ];

    private static readonly TimestampFormat[] HalfDayTimes = [.. new[] { "HH12:MI:SS.FF AM", "HH12:MI:SS AM", "HH12:MI AM" }.Select(
        TimestampFormat.Of)];

    /// <summary>Reads a date, with or without a time and an offset; or a whole number, as a time since 1970.</summary>
    public static bool TryRead(string text, out ReadTimestamp value)
    {
        if (TryReadEpoch(text, out var epoch))
        {
            value = new(epoch, 0);
            return true;
        }

        var iso = new TimestampReader(text.AsSpan().Trim());
        if (IsoDate(ref iso) && (iso.AtEnd || ((iso.Literal("T") || iso.Blank()) && IsoTime(ref iso))) && iso.TryFinish(out value))
            return true;
        foreach (var format in Others)
        {
            if (format.TryRead(text, out value))
                return true;
        }

        value = default;
        return false;
    }

    /// <summary>Reads a time of day; an offset in it is passed over.</summary>
    public static bool TryReadTime(string text, out long time)
    {
        var found = TryReadEpoch(text, out var epoch);
        time = epoch.Time;
        if (found)
            return true;
        var iso = new TimestampReader(text.AsSpan().Trim());
        if (IsoTime(ref iso) && iso.HasMinute && iso.TryFinish(out var value))
        {
            time = value.WallClock.Time;
            return true;
        }

        foreach (var format in HalfDayTimes)
        {
            if (format.TryRead(text, out value))
            {
                time = value.WallClock.Time;
                return true;
            }
        }

        return false;
    }

    private static bool TryReadEpoch(string text, out Timestamp value)
    {
        var isWhole = long.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        // A text's number has the unit that its size suggests; a negative one counts seconds.
        value = !isWhole ? default : Timestamp.FromEpoch(number switch
        {
            < 31_536_000_000 => (Int128)number * 1_000_000_000,
            < 31_536_000_000_000 => (Int128)number * 1_000_000,
            < 31_536_000_000_000_000 => (Int128)number * 1_000,
            _ => number,
        });
        return isWhole;
    }

    private static bool IsoDate(ref TimestampReader reader) =>
        reader.FullYear() && reader.Literal("-") && reader.Month() && reader.Literal("-") && reader.Day();

    /// <summary>Hours, the smaller parts as far as they are there, and an offset, which has a sign here or is <c>Z</c>.</summary>
    private static bool IsoTime(ref TimestampReader reader)
    {
        if (!reader.Hour24())
            return false;
        if (reader.Literal(":"))
        {
            if (!reader.Minute() || (reader.Literal(":") && (!reader.Second() || (reader.Literal(".") && !reader.Fraction()))))
                return false;
        }

        reader.Blank();
        return reader.AtEnd || (reader.IsZone && reader.Zone());
    }
}
