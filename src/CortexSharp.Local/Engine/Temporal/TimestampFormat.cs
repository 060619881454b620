using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CortexSharp.Local.Engine.Runtime;

namespace CortexSharp.Local.Engine.Temporal;

/// <summary>A date and time format of Snowflake's, such as <c>YYYY-MM-DD"T"HH24:MI:SS.FF3 TZH:TZM</c>, read once and used for many values.</summary>
/// <remarks>https://docs.snowflake.com/en/sql-reference/date-time-input-output#about-the-elements-used-in-input-and-output-formats</remarks>
internal sealed class TimestampFormat
{
    // Longest first, because HH24 begins with HH. Width is the number of digits written, and the most that are read; 0 stands for no leading zeros.
    private static readonly (string Name, FormatElement Element, int Width)[] Elements =
    [
        ("TZH:TZM", FormatElement.Zone, 3), ("TZHTZM", FormatElement.Zone, 2), ("TZH", FormatElement.Zone, 1),
        ("YYYY", FormatElement.Year, 4), ("UUUU", FormatElement.Year, 4), ("MMMM", FormatElement.MonthName, 0),
        ("HH24", FormatElement.Hour24, 2), ("HH12", FormatElement.Hour12, 2),
        ("MON", FormatElement.MonthAbbreviation, 0), ("H24", FormatElement.Hour24, 0), ("H12", FormatElement.Hour12, 0),
        .. Enumerable.Range(0, 10).Select(i => (string.Create(CultureInfo.InvariantCulture, $"FF{i}"), FormatElement.Fraction, i)),
        ("FF", FormatElement.Fraction, 9), ("YY", FormatElement.ShortYear, 2), ("MM", FormatElement.Month, 2), ("MO", FormatElement.Month, 0),
        ("MI", FormatElement.Minute, 2), ("ME", FormatElement.Minute, 0), ("DD", FormatElement.Day, 2), ("DY", FormatElement.WeekdayAbbreviation, 0),
        ("HH", FormatElement.Hour24, 2), ("AM", FormatElement.Meridiem, 0), ("PM", FormatElement.Meridiem, 0), ("SS", FormatElement.Second, 2),
        ("Y", FormatElement.ShortYear, 0), ("D", FormatElement.Day, 0), ("H", FormatElement.Hour24, 0), ("P", FormatElement.MeridiemLetter, 0),
        ("S", FormatElement.Second, 0),
    ];

    private static readonly ConcurrentDictionary<string, TimestampFormat> Known = new(StringComparer.Ordinal);

    private readonly List<(FormatElement Element, int Width, string Literal)> _parts = [];

    private TimestampFormat(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '"')
            {
                AddLiteral(QuotedLiteral.Read(text, ref i));
                continue;
            }

            var found = Array.Find(Elements, e => text.AsSpan(i).StartsWith(e.Name, StringComparison.OrdinalIgnoreCase));
            if (found.Name is null)
                AddLiteral(text.Substring(i++, 1));
            else
                _parts.Add((found.Element, found.Width, ""));
            i += found.Name?.Length ?? 0;
        }
    }

    /// <summary>The format of a text.</summary>
    public static TimestampFormat Of(string text)
    {
        if (Known.TryGetValue(text, out var known))
            return known;
        // Formats are few; a query that computes ever new ones must not fill the memory.
        if (Known.Count > 1000)
            Known.Clear();
        return Known[text] = new(text);
    }

    /// <summary>Writes a wall-clock time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="offset">Its offset from UTC in minutes.</param>
    public string Write(Timestamp time, int offset)
    {
        var text = new StringBuilder();
        var date = time.Date;
        foreach (var (element, width, literal) in _parts)
        {
            _ = element switch
            {
                FormatElement.Year => Append(text, date.Year, 4),
                FormatElement.ShortYear => Append(text, date.Year % 100, width),
                FormatElement.Month => Append(text, date.Month, width),
                FormatElement.MonthAbbreviation => text.Append(DateTimeFormatInfo.InvariantInfo.GetAbbreviatedMonthName(date.Month)),
                FormatElement.MonthName => text.Append(DateTimeFormatInfo.InvariantInfo.GetMonthName(date.Month)),
                FormatElement.Day => Append(text, date.Day, width),
                FormatElement.WeekdayAbbreviation => text.Append(DateTimeFormatInfo.InvariantInfo.GetAbbreviatedDayName(date.DayOfWeek)),
                FormatElement.Hour24 => Append(text, time.Hour, width),
                FormatElement.Hour12 => Append(text, ((time.Hour + 11) % 12) + 1, width),
                FormatElement.Meridiem => text.Append(time.Hour < 12 ? "AM" : "PM"),
                FormatElement.MeridiemLetter => text.Append(time.Hour < 12 ? 'A' : 'P'),
                FormatElement.Minute => Append(text, time.Minute, width),
                FormatElement.Second => Append(text, time.Second, width),
                FormatElement.Fraction => text.Append(time.Nanosecond.ToString("D9", CultureInfo.InvariantCulture).AsSpan(0, width)),
                FormatElement.Zone => AppendZone(text, offset, width),
                _ => text.Append(literal),
            };
        }

        return text.ToString();
    }

    /// <summary>Reads a text, which must fit the format to its end.</summary>
    public bool TryRead(string text, out ReadTimestamp value)
    {
        value = default;
        var reader = new TimestampReader(text.AsSpan().Trim());
        foreach (var (element, width, literal) in _parts)
        {
            var fits = element switch
            {
                FormatElement.Year => reader.Year(),
                FormatElement.ShortYear => reader.ShortYear(),
                FormatElement.Month => reader.Month(),
                FormatElement.MonthAbbreviation or FormatElement.MonthName => reader.MonthName(),
                FormatElement.Day => reader.Day(),
                FormatElement.WeekdayAbbreviation => reader.Weekday(),
                FormatElement.Hour24 => reader.Hour24(),
                FormatElement.Hour12 => reader.Hour12(),
                FormatElement.Meridiem => reader.Meridiem(letters: 2),
                FormatElement.MeridiemLetter => reader.Meridiem(letters: 1),
                FormatElement.Minute => reader.Minute(),
                FormatElement.Second => reader.Second(),
                FormatElement.Fraction => width == 0 || reader.Fraction(),
                FormatElement.Zone => reader.Zone(),
                _ => reader.Literal(literal),
            };
            if (!fits)
                return false;
        }

        return reader.TryFinish(out value);
    }

    private void AddLiteral(string text)
    {
        if (_parts is [.., { Element: FormatElement.Literal } last])
            _parts[^1] = last with { Literal = last.Literal + text };
        else
            _parts.Add((FormatElement.Literal, 0, text));
    }

    private static StringBuilder Append(StringBuilder text, int value, int width) =>
        text.Append(value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'));

    private static StringBuilder AppendZone(StringBuilder text, int offset, int form)
    {
        Append(text.Append(offset < 0 ? '-' : '+'), Math.Abs(offset) / 60, 2);
        return form == 1 ? text : Append(form == 3 ? text.Append(':') : text, Math.Abs(offset) % 60, 2);
    }
}
