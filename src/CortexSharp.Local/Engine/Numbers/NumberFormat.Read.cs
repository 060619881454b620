using System.Globalization;

namespace CortexSharp.Local.Engine.Numbers;

/// <content>Reading, in the lax mode that Snowflake has by default.</content>
internal sealed partial class NumberFormat
{
    /// <summary>Reads a text that fits the format; null when it does not.</summary>
    public ExactNumber? Read(string text)
    {
        var rest = text.AsSpan().Trim();
        if (!Skip(ref rest, _prefix.ToString().Trim()))
            return null;
        var isNegative = false;
        if (_sign is SignPlace.Default or SignPlace.LeadingS or SignPlace.LeadingMinus)
            isNegative = Sign(ref rest);
        rest = rest.TrimStart(' ');
        if (_hasDollar && !Skip(ref rest, "$"))
            return null;
        if (Digits(ref rest) is not { } number)
            return null;
        if (_sign is SignPlace.TrailingS or SignPlace.TrailingMinus)
            isNegative = Sign(ref rest);
        if (!Skip(ref rest, _suffix.ToString().Trim()) || rest.Trim().Length > 0)
            return null;
        return new(isNegative ? -number.Units : number.Units, number.Scale + (_isPercent ? 2 : 0));
    }

    private ExactNumber? Digits(ref ReadOnlySpan<char> rest)
    {
        if (_minimal is not null)
        {
            var minimal = TakeWhile(ref rest, c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-');
            var isScientific = minimal.AsSpan().ContainsAny('e', 'E');
            var fits = _minimal.Length == 2 || isScientific == (_minimal[2] is 'E' or 'e');
            return fits && minimal is [>= '0' and <= '9' or '.', ..] && ExactNumber.TryParse(minimal, out var value) ? value : null;
        }

        if (IsHex)
        {
            var digits = TakeWhile(ref rest, char.IsAsciiHexDigit);
            var fits = digits.Length > 0 && digits.Length <= Math.Min(Positions, 31);
            return fits ? new(Int128.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), 0) : null;
        }

        var integer = TakeWhile(ref rest, c => char.IsAsciiDigit(c) || c == ',');
        var fraction = _hasPoint && Skip(ref rest, ".") ? TakeWhile(ref rest, char.IsAsciiDigit) : "";
        var format = _fraction.ToString();
        var isTooShort = Least(_integer.ToString()) > integer.Count(char.IsAsciiDigit) || format.LastIndexOf('0') + 1 > fraction.Length;
        var isEmpty = integer.Length == 0 && (fraction.Length == 0 || (!_isBlankZero && Positions > 0));
        return isTooShort || isEmpty || fraction.Length > format.Length || !IsGrouped(integer)
            ? null
            : ExactNumber.TryParse($"{integer.Replace(",", "", StringComparison.Ordinal)}.{fraction}", out var number) ? number : null;
    }

    /// <summary>How many digits there must be to have one for each 0 and each place right of it.</summary>
    private static int Least(string integer) => integer.SkipWhile(c => c != '0').Count(c => c != ',');

    /// <summary>Whether there are no more digits than places, and the separators, where there are any, stand in theirs.</summary>
    private bool IsGrouped(string digits)
    {
        var count = digits.Count(char.IsAsciiDigit);
        if (count > Positions)
            return false;
        if (count == digits.Length)
            return true;
        var format = _integer.ToString();
        return digits.Length <= format.Length
            && digits.Select((c, i) => (c == ',') == (format[format.Length - digits.Length + i] == ',')).All(same => same);
    }

    private static bool Sign(ref ReadOnlySpan<char> rest) =>
        rest.TrimStart(' ') is var trimmed && trimmed is ['-' or '+', ..] && Advance(ref rest, trimmed);

    private static bool Advance(ref ReadOnlySpan<char> rest, ReadOnlySpan<char> signed)
    {
        rest = signed[1..];
        return signed[0] == '-';
    }

    private static bool Skip(ref ReadOnlySpan<char> rest, string literal)
    {
        if (!rest.StartsWith(literal, StringComparison.OrdinalIgnoreCase))
            return false;
        rest = rest[literal.Length..];
        return true;
    }

    private static string TakeWhile(ref ReadOnlySpan<char> rest, Func<char, bool> isTaken)
    {
        var length = 0;
        while (length < rest.Length && isTaken(rest[length]))
            length++;
        var taken = rest[..length].ToString();
        rest = rest[length..];
        return taken;
    }
}
