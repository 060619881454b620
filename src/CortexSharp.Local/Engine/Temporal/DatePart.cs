namespace CortexSharp.Local.Engine.Temporal;

/// <summary>A part of a date or time.</summary>
internal enum DatePart
{
    Year,
    Quarter,
    Month,
    Week,
    WeekIso,
    YearOfWeek,
    YearOfWeekIso,
    Day,
    DayOfWeek,
    DayOfWeekIso,
    DayOfYear,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
    EpochSecond,
    EpochMillisecond,
    EpochMicrosecond,
    EpochNanosecond,
    TimeZoneHour,
    TimeZoneMinute,
}
