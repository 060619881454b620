namespace CortexSharp.Local.Engine.Temporal;

/// <summary>An element of a date and time format.</summary>
internal enum FormatElement
{
    Literal,
    Year,
    ShortYear,
    Month,
    MonthAbbreviation,
    MonthName,
    Day,
    WeekdayAbbreviation,
    Hour24,
    Hour12,
    Meridiem,
    MeridiemLetter,
    Minute,
    Second,
    Fraction,
    Zone,
}
