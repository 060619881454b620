using System.Globalization;

namespace CortexSharp.Local.Engine.Temporal;

/// <summary>
/// Arithmetic on wall-clock times. Weeks begin on Monday and belong to the year of their Thursday, as Snowflake's default parameters have it.
/// </summary>
internal static class DateArithmetic
{
    /// <summary>The time so many units later.</summary>
    public static Timestamp Add(DatePart part, long count, Timestamp time) => part switch
    {
        DatePart.Year => AddMonths(time, (Int128)count * 12),
        DatePart.Quarter => AddMonths(time, (Int128)count * 3),
        DatePart.Month => AddMonths(time, count),
        DatePart.Week => new(Timestamp.Checked(time.Day + ((Int128)count * 7)), time.Time),
        DatePart.Day => time.AddDays(count),
        _ => time.AddNanoseconds((Int128)count * Nanoseconds(part)),
    };

    /// <summary>How many beginnings of a unit lie between two times.</summary>
    public static long Difference(DatePart part, Timestamp from, Timestamp to) => part switch
    {
        DatePart.Year => to.Date.Year - from.Date.Year,
        DatePart.Quarter => Quarters(to.Date) - Quarters(from.Date),
        DatePart.Month => Months(to.Date) - Months(from.Date),
        DatePart.Week => Weeks(to.Day) - Weeks(from.Day),
        DatePart.Day => to.Day - from.Day,
        _ => Difference(Nanoseconds(part), from, to),
    };

    /// <summary>The beginning of the part that a time lies in.</summary>
    public static Timestamp Truncate(DatePart part, Timestamp time)
    {
        switch (part)
        {
            case DatePart.Year:
                return Timestamp.FromDate(new(time.Date.Year, 1, 1));
            case DatePart.Quarter:
                return Timestamp.FromDate(new(time.Date.Year, (((time.Date.Month - 1) / 3) * 3) + 1, 1));
            case DatePart.Month:
                return Timestamp.FromDate(new(time.Date.Year, time.Date.Month, 1));
            case DatePart.Week or DatePart.WeekIso:
                return new(Timestamp.Checked(Monday(Weeks(time.Day))), 0);
            case DatePart.YearOfWeek or DatePart.YearOfWeekIso:
                return Timestamp.FromDateTime(ISOWeek.GetYearStart(ISOWeek.GetYear(time.Date.ToDateTime(default))));
            case DatePart.Day:
                return time with { Time = 0 };
            default:
                var unit = Nanoseconds(part);
                return time with { Time = time.Time / unit * unit };
        }
    }

    /// <summary>A part of a time, as a number.</summary>
    public static Int128 Extract(DatePart part, Timestamp time) => part switch
    {
        DatePart.Year => time.Date.Year,
        DatePart.Quarter => ((time.Date.Month - 1) / 3) + 1,
        DatePart.Month => time.Date.Month,
        DatePart.Week or DatePart.WeekIso => ISOWeek.GetWeekOfYear(time.Date.ToDateTime(default)),
        DatePart.YearOfWeek or DatePart.YearOfWeekIso => ISOWeek.GetYear(time.Date.ToDateTime(default)),
        DatePart.Day => time.Date.Day,
        DatePart.DayOfWeek => (int)time.Date.DayOfWeek,
        DatePart.DayOfWeekIso => (((int)time.Date.DayOfWeek + 6) % 7) + 1,
        DatePart.DayOfYear => time.Date.DayOfYear,
        DatePart.Hour => time.Hour,
        DatePart.Minute => time.Minute,
        DatePart.Second => time.Second,
        DatePart.Nanosecond => time.Nanosecond,
        DatePart.EpochSecond => (time.Day * 86_400) + (time.Time / Timestamp.NanosecondsPerSecond),
        DatePart.EpochMillisecond => (time.Day * 86_400_000) + (time.Time / 1_000_000),
        DatePart.EpochMicrosecond => (time.Day * 86_400_000_000) + (time.Time / 1_000),
        DatePart.EpochNanosecond => time.SinceEpoch,
        _ => throw SqlErrors.Execution($"The part {part} cannot be taken from this value"),
    };

    /// <summary>The last day of the part that a day lies in.</summary>
    public static long LastDay(DatePart part, long day) => part is DatePart.Week or DatePart.WeekIso
        ? Timestamp.Checked(Monday(Weeks(day)) + 6)
        : part is DatePart.YearOfWeek or DatePart.YearOfWeekIso
            ? Timestamp.ToDay(DateOnly.FromDateTime(ISOWeek.GetYearEnd(ISOWeek.GetYear(Timestamp.ToDate(day).ToDateTime(default)))))
            : part is DatePart.Day ? day : LastDay(Timestamp.ToDate(day), part is DatePart.Year ? 12 : part is DatePart.Quarter ? 3 : 1);

    /// <summary>Adds months; the last day of a month stays the last day.</summary>
    public static Timestamp AddMonthsToEnd(Timestamp time, long months)
    {
        var sum = AddMonths(time, months);
        return time.Date.Day == DateTime.DaysInMonth(time.Date.Year, time.Date.Month) ? sum with { Day = LastDay(DatePart.Month, sum.Day) } : sum;
    }

    /// <summary>Months between two times; where not both are the same or the last day of their months, in 31sts and fractions of a day.</summary>
    public static double MonthsBetween(Timestamp to, Timestamp from)
    {
        double months = Months(to.Date) - Months(from.Date);
        if (to.Date.Day == from.Date.Day || (IsLast(to.Date) && IsLast(from.Date)))
            return months;
        return months + ((to.Date.Day - from.Date.Day + ((to.Time - from.Time) / (double)Timestamp.NanosecondsPerDay)) / 31);

        static bool IsLast(DateOnly date) => date.Day == DateTime.DaysInMonth(date.Year, date.Month);
    }

    /// <summary>The next such weekday behind a day (or, backwards, before it), never the day itself.</summary>
    /// <param name="day">The day.</param>
    /// <param name="weekday">The weekday's name, of which two letters are enough.</param>
    /// <param name="backwards">Whether it is looked for before the day.</param>
    public static long Weekday(long day, string weekday, bool backwards)
    {
        var name = weekday.Trim();
        var names = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;
        var wanted = Array.FindIndex(names, d => name.Length >= 2 && d.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        if (wanted < 0)
            throw SqlErrors.Execution($"'{weekday}' is no day of the week");
        var ahead = (wanted - (int)Timestamp.ToDate(day).DayOfWeek + 7) % 7;
        return Timestamp.Checked(backwards ? day - (((7 - ahead - 1) % 7) + 1) : day + (((ahead + 6) % 7) + 1));
    }

    /// <summary>
    /// The beginning or end of the slice, of so many units, that a time lies in. Slices are counted from 1970-01-01, those of weeks from the
    /// Monday before.
    /// </summary>
    public static Timestamp Slice(DatePart part, long length, Timestamp time, bool end)
    {
        if (length < 1)
            throw SqlErrors.Execution("The slice length of TIME_SLICE must be at least 1");
        var origin = part is DatePart.Week ? new Timestamp(Monday(0), 0) : new Timestamp(0, 0);
        var count = Timestamp.FloorDivide(Difference(part, origin, time), length) * length;
        return Add(part, end ? count + length : count, origin);
    }

    private static Timestamp AddMonths(Timestamp time, Int128 months)
    {
        var index = Months(time.Date) - 1 + months;
        if (index < 12 || index >= 120_000)
            throw SqlErrors.TimestampOutOfRange();
        var (year, month) = ((int)index / 12, ((int)index % 12) + 1);
        return Timestamp.FromDate(new(year, month, Math.Min(time.Date.Day, DateTime.DaysInMonth(year, month))), time.Time);
    }

    private static long LastDay(DateOnly date, int months)
    {
        var month = ((date.Month - 1) / months * months) + months;
        return Timestamp.ToDay(new(date.Year, month, DateTime.DaysInMonth(date.Year, month)));
    }

    private static long Difference(long unit, Timestamp from, Timestamp to)
    {
        // A day is a whole number of every such unit, so days and times of day can be counted apart.
        var difference = ((Int128)(to.Day - from.Day) * (Timestamp.NanosecondsPerDay / unit)) + (to.Time / unit) - (from.Time / unit);
        return difference >= long.MinValue && difference <= long.MaxValue ? (long)difference : throw SqlErrors.NumberOverflow();
    }

    private static long Quarters(DateOnly date) => (date.Year * 4L) + ((date.Month - 1) / 3);

    private static long Months(DateOnly date) => (date.Year * 12L) + date.Month;

    /// <summary>Weeks since the one of 1970-01-01, which was a Thursday.</summary>
    private static long Weeks(long day) => Timestamp.FloorDivide(day + 3, 7);

    private static long Monday(long week) => (week * 7) - 3;

    private static long Nanoseconds(DatePart part) => part switch
    {
        DatePart.Hour => 60 * Timestamp.NanosecondsPerMinute,
        DatePart.Minute => Timestamp.NanosecondsPerMinute,
        DatePart.Second => Timestamp.NanosecondsPerSecond,
        DatePart.Millisecond => 1_000_000,
        DatePart.Microsecond => 1_000,
        DatePart.Nanosecond => 1,
        _ => throw SqlErrors.Execution($"The part {part} is no unit of time"),
    };
}
