using System.Collections.Frozen;

namespace CortexSharp.Local.Engine.Temporal;

/// <summary>Snowflake's names of the parts.</summary>
internal static class DateParts
{
    // https://docs.snowflake.com/en/sql-reference/functions-date-time#supported-date-and-time-parts
    private static readonly FrozenDictionary<string, DatePart> Names = new (DatePart Part, string Names)[]
    {
        (DatePart.Year, "YEAR Y YY YYY YYYY YR YEARS YRS"),
        (DatePart.Quarter, "QUARTER Q QTR QTRS QUARTERS"),
        (DatePart.Month, "MONTH MM MON MONS MONTHS"),
        (DatePart.Week, "WEEK W WK WEEKOFYEAR WOY WY WEEKS"),
        (DatePart.WeekIso, "WEEK_ISO WEEKISO WEEKOFYEARISO WEEKOFYEAR_ISO"),
        (DatePart.YearOfWeek, "YEAROFWEEK"),
        (DatePart.YearOfWeekIso, "YEAROFWEEKISO"),
        (DatePart.Day, "DAY D DD DAYS DAYOFMONTH"),
        (DatePart.DayOfWeek, "DAYOFWEEK WEEKDAY DOW DW"),
        (DatePart.DayOfWeekIso, "DAYOFWEEK_ISO DAYOFWEEKISO WEEKDAY_ISO DOW_ISO DW_ISO"),
        (DatePart.DayOfYear, "DAYOFYEAR YEARDAY DOY DY"),
        (DatePart.Hour, "HOUR H HH HR HOURS HRS"),
        (DatePart.Minute, "MINUTE M MI MIN MINUTES MINS"),
        (DatePart.Second, "SECOND S SEC SECONDS SECS"),
        (DatePart.Millisecond, "MILLISECOND MS MSEC MILLISECONDS"),
        (DatePart.Microsecond, "MICROSECOND US USEC MICROSECONDS"),
        (DatePart.Nanosecond, "NANOSECOND NS NSEC NANOSEC NSECOND NANOSECONDS NANOSECS NSECONDS"),
        (DatePart.EpochSecond, "EPOCH_SECOND EPOCH EPOCH_SECONDS"),
        (DatePart.EpochMillisecond, "EPOCH_MILLISECOND EPOCH_MILLISECONDS"),
        (DatePart.EpochMicrosecond, "EPOCH_MICROSECOND EPOCH_MICROSECONDS"),
        (DatePart.EpochNanosecond, "EPOCH_NANOSECOND EPOCH_NANOSECONDS"),
        (DatePart.TimeZoneHour, "TIMEZONE_HOUR TZH"),
        (DatePart.TimeZoneMinute, "TIMEZONE_MINUTE TZM"),
    }.SelectMany(p => p.Names.Split(' ').Select(name => (name, p.Part)))
    .ToFrozenDictionary(p => p.name, p => p.Part, StringComparer.OrdinalIgnoreCase);

    /// <summary>The part of a name; null when there is none.</summary>
    public static DatePart? Find(string name) => Names.TryGetValue(name, out var part) ? part : null;

    /// <summary>Whether it can be added to a date and counted between dates.</summary>
    public static bool IsUnit(this DatePart part) =>
        part is DatePart.Year or DatePart.Quarter or DatePart.Month or DatePart.Week or DatePart.Day || part.IsTimeUnit();

    /// <summary>Whether it is shorter than a day.</summary>
    public static bool IsTimeUnit(this DatePart part) => part is >= DatePart.Hour and <= DatePart.Nanosecond;

    /// <summary>Whether times can be cut off at it.</summary>
    public static bool IsTruncation(this DatePart part) => part.IsUnit() || part is DatePart.WeekIso or DatePart.YearOfWeek or DatePart.YearOfWeekIso;
}
