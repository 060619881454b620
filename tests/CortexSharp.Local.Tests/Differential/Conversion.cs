using System.Globalization;
using System.Numerics;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>
/// Conversions between kinds, as the pages on data type conversion, TO_NUMBER, TO_DOUBLE, TO_BOOLEAN, TO_DATE and TO_VARCHAR have them.
/// </summary>
internal static class Conversion
{
    /// <summary>The codes of a NUMBER that does not fit: Snowflake has one for what a text says and one for what was computed.</summary>
    private static readonly int[] OutOfRange = [100039, 100046];

    /// <summary>A conversion that nobody wrote.</summary>
    public static object? Implicit(object? value, ModelType from, ModelType to, ModelRow row) => from == to ? value : Cast(value, to, row);

    /// <summary><c>CAST</c>.</summary>
    public static object? Cast(object? value, ModelType to, ModelRow row) => value is null ? null : to.Kind switch
    {
        Kind.Number => ToNumber(value, to, row),
        Kind.Float => ToFloat(value),
        Kind.Text => ToText(value),
        Kind.Boolean => ToBoolean(value),
        _ => ToDate(value),
    };

    private static Exact ToNumber(object value, ModelType to, ModelRow row)
    {
        var exact = value switch
        {
            Exact number => number,
            bool truth => Exact.Of(truth ? 1 : 0),
            // Floats here are eighths, which five digits hold exactly.
            double number => Exact.Parse(number.ToString("F5", CultureInfo.InvariantCulture))!.Value,
            string text => Exact.Parse(text) ?? throw new ModelException(100038),
            _ => throw new InvalidOperationException($"{value} is no number."),
        };
        var result = row.Computed(exact.Rescale(to.Scale));
        return BigInteger.Abs(result.Units) < BigInteger.Pow(10, to.Precision) ? result : throw new ModelException(OutOfRange);
    }

    private static object ToFloat(object value) => value switch
    {
        double number => number,
        Exact number => number.ToDouble(),
        bool truth => truth ? 1.0 : 0.0,
        string text => Exact.Parse(text)?.ToDouble() ?? throw new ModelException(100038),
        _ => throw new InvalidOperationException($"{value} is no number."),
    };

    public static string ToText(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static object ToBoolean(object value) => value switch
    {
        bool truth => truth,
        Exact number => !number.Units.IsZero,
        double number => number != 0,
        string text when text.ToUpperInvariant() is "TRUE" or "T" or "YES" or "Y" or "ON" or "1" => true,
        string text when text.ToUpperInvariant() is "FALSE" or "F" or "NO" or "N" or "OFF" or "0" => false,
        string => throw new ModelException(100037),
        _ => throw new InvalidOperationException($"{value} is no truth value."),
    };

    /// <summary>
    /// The day of so many seconds after 1970, or of smaller units, as the size of the number tells. 100035 is a day that is out of range.
    /// </summary>
    private static DateOnly ToDate(long epoch)
    {
        var perDay = epoch < 31_536_000_000 ? 86_400L
            : epoch < 31_536_000_000_000 ? 86_400_000L : epoch < 31_536_000_000_000_000 ? 86_400_000_000L : 86_400_000_000_000L;
        var day = BigInteger.Divide(epoch - ((epoch % perDay + perDay) % perDay), perDay) + new DateOnly(1970, 1, 1).DayNumber;
        return day >= 0 && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)day) : throw new ModelException(100035);
    }

    private static object ToDate(object value) => value switch
    {
        DateOnly date => date,
        string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var epoch) => ToDate(epoch),
        string => throw new ModelException(100040),
        _ => throw new InvalidOperationException($"{value} is no date."),
    };
}
