using System.Globalization;

namespace CortexSharp.Local.Engine.Numbers;

/// <content>Writing.</content>
internal sealed partial class NumberFormat
{
    /// <summary>Writes a number.</summary>
    public string Write(ExactNumber number)
    {
        if (_isPercent)
            number = new(checked(number.Units * 100), number.Scale);
        var isNegative = number.Units < 0;
        var body = _minimal is not null ? Minimal(number.Absolute()) : IsHex ? Hex(number) : Fixed(number.Absolute());
        if (_isBlankZero && number.Units == 0 && _minimal is not null)
            body = " ";
        var text = Signed(body, isNegative);
        return $"{_prefix}{(_isCompact ? text.Replace(" ", "", StringComparison.Ordinal) : text)}{_suffix}";
    }

    /// <summary>Writes what is no finite number: every digit as <c>#</c>.</summary>
    public string WriteOverflow() => $"{_prefix}{Signed(_minimal is null ? Overflowed() : "#", isNegative: false)}{_suffix}";

    /// <summary>Puts the sign in its place. Signs float to the first digit, but for <c>MI</c>; a place is kept for one that is not shown.</summary>
    private string Signed(string body, bool isNegative)
    {
        var digits = body.TrimStart(' ');
        var lead = body[..^digits.Length];
        var number = (_hasDollar ? "$" : "") + digits;
        var shown = isNegative && !(IsHex && _sign is SignPlace.Default);
        return _sign switch
        {
            SignPlace.LeadingS => lead + (shown ? "-" : "+") + number,
            SignPlace.TrailingS => lead + number + (shown ? "-" : "+"),
            SignPlace.LeadingMinus => (shown ? "-" : " ") + lead + number,
            SignPlace.TrailingMinus => lead + number + (shown ? "-" : " "),
            _ => lead + (shown ? "-" : _minimal is null ? " " : "") + number,
        };
    }

    private string Fixed(ExactNumber number)
    {
        var (integer, fraction) = (_integer.ToString(), _fraction.ToString());
        var text = number.At(fraction.Length).ToString();
        var whole = (fraction.Length == 0 ? text : text[..^(fraction.Length + 1)]).TrimStart('0');
        var behind = fraction.Length == 0 ? "" : text[^fraction.Length..];
        if (whole.Length > Positions)
            return Overflowed();
        if (whole.Length == 0 && !_isBlankZero && Positions > 0)
            whole = "0";
        // A 0 makes all positions right of it visible, behind the point all left of it.
        var firstZero = integer.IndexOf('0', StringComparison.Ordinal);
        var visibleFrom = Math.Min(Positions - whole.Length, firstZero < 0 ? int.MaxValue : firstZero - integer[..firstZero].Count(c => c == ','));
        var visibleTo = Math.Max(behind.AsSpan().LastIndexOfAnyExcept('0'), fraction.LastIndexOf('0'));
        return Grouped(integer, whole.PadLeft(Positions, '0'), visibleFrom) + (_hasPoint ? "." : "") +
            string.Concat(behind.Select((digit, i) => i <= visibleTo ? digit : ' '));
    }

    private static string Grouped(string integer, string digits, int visibleFrom)
    {
        var at = 0;
        return string.Concat(integer.Select(element => element == ',' ? (at > visibleFrom ? ',' : ' ') : at++ >= visibleFrom ? digits[at - 1] : ' '));
    }

    /// <summary>Hexadecimal digits, of negative numbers those of the two's complement unless the format shows a sign.</summary>
    private string Hex(ExactNumber number)
    {
        var value = number.At(0).Units;
        if (_sign is not SignPlace.Default)
            value = Int128.Abs(value);
        var places = Math.Min(Positions, 31);
        var limit = Int128.One << (4 * places);
        if (value >= limit || value < -(limit >> 1))
            return Overflowed();
        var digits = (value < 0 ? value + limit : value).ToString(_integer[^1] == 'X' ? "X" : "x", CultureInfo.InvariantCulture).TrimStart('0')
            .PadLeft(1, '0');
        var format = _integer.ToString();
        var firstZero = format.IndexOf('0', StringComparison.Ordinal);
        return Grouped(format, digits.PadLeft(Positions, '0'), Math.Min(Positions - digits.Length, firstZero < 0 ? int.MaxValue : firstZero));
    }

    private string Overflowed() =>
        string.Concat(_integer.ToString().Select(c => c == ',' ? c : '#')) + (_hasPoint ? "." : "") + new string('#', _fraction.Length);

    private string Minimal(ExactNumber number)
    {
        var plain = number.ToString();
        if (_minimal!.Length == 3 && _minimal[2] == '9')
            return plain;
        var digits = plain.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var exponent = digits.Length == 0 ? 0 : digits.Length - 1 - number.Scale;
        var significant = digits.TrimEnd('0').PadRight(1, '0');
        var mantissa = significant.Length > 1 ? $"{significant[0]}.{significant[1..]}" : significant;
        var scientific = string.Create(CultureInfo.InvariantCulture, $"{mantissa}{(_minimal[0] == 't' ? 'e' : 'E')}{exponent}");
        return _minimal.Length == 3 || scientific.Length < plain.Length ? scientific : plain;
    }
}
