using System.Collections.Concurrent;
using System.Text;
using CortexSharp.Local.Engine.Runtime;

namespace CortexSharp.Local.Engine.Numbers;

/// <summary>A numeric format model of Snowflake's, such as <c>$999,999.00</c> or <c>TM9</c>, read once and used for many values.</summary>
/// <remarks>
/// https://docs.snowflake.com/en/sql-reference/sql-format-models. Exponents (<c>EE</c>), exact matching (<c>FX</c>) and parameters of <c>TM9</c> are
/// refused.
/// </remarks>
internal sealed partial class NumberFormat
{
    private static readonly ConcurrentDictionary<string, NumberFormat[]> Known = new(StringComparer.Ordinal);

    private readonly string _text;
    private readonly StringBuilder _prefix = new();
    private readonly StringBuilder _integer = new(); // 0, 9, X, x and commas
    private readonly StringBuilder _fraction = new(); // 0 and 9
    private readonly StringBuilder _suffix = new();
    private string? _minimal; // TM, TM9 or TME
    private SignPlace _sign;
    private bool _hasPoint;
    private bool _hasDollar;
    private bool _isPercent;
    private bool _isBlankZero;
    private bool _isCompact;

    private NumberFormat(string text)
    {
        _text = text;
        for (var i = 0; i < text.Length;)
            i += Element(i);
        if (_minimal is not null && (HasDigits || _hasPoint))
            throw Refused(0, "digits beside TM");
        if (_minimal is null && !HasDigits)
            throw Refused(0, "no digits");
    }

    private enum SignPlace
    {
        Default,
        LeadingS,
        TrailingS,
        LeadingMinus,
        TrailingMinus,
    }

    /// <summary>The alternatives of a format, which <c>|</c> separates.</summary>
    public static NumberFormat[] Of(string text)
    {
        if (Known.TryGetValue(text, out var known))
            return known;
        if (Known.Count > 1000)
            Known.Clear();
        return Known[text] = [.. text.Split('|').Select(t => new NumberFormat(t.Equals("AUTO", StringComparison.OrdinalIgnoreCase) ? "TM" : t))];
    }

    private bool HasDigits => _integer.Length > 0 || _fraction.Length > 0;

    private bool IsHex => _integer.Length > 0 && _integer[^1] is 'X' or 'x';

    private int Positions => _integer.Length - _integer.ToString().Count(c => c == ',');

    /// <summary>Takes up the element at a place.</summary>
    /// <returns>Its length.</returns>
    private int Element(int at)
    {
        var rest = _text.AsSpan(at);
        foreach (var word in (ReadOnlySpan<string>)["TM9", "TME", "TM", "FM", "FX", "MI", "EE"])
        {
            if (!rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                continue;
            switch (word)
            {
                case "FX" or "EE":
                    throw Refused(at, word);
                case "FM":
                    _isCompact = !_isCompact;
                    break;
                case "MI":
                    _sign = HasNumber ? SignPlace.TrailingMinus : SignPlace.LeadingMinus;
                    break;
                default:
                    if (_minimal is not null || rest.Length > word.Length && rest[word.Length] == '(')
                        throw Refused(at, "repeated or parameterized TM");
                    _minimal = _text.Substring(at, word.Length);
                    break;
            }

            return word.Length;
        }

        switch (char.ToUpperInvariant(rest[0]))
        {
            case '0' or '9' or 'X':
                if (_suffix.Length > 0 || (_hasPoint && rest[0] is 'X' or 'x'))
                    throw Refused(at, rest[0].ToString());
                (_hasPoint ? _fraction : _integer).Append(rest[0]);
                return 1;
            case '.' or 'D' when HasDigits || rest[0] is 'D' or 'd':
                if (_hasPoint || _suffix.Length > 0)
                    throw Refused(at, "a second point");
                _hasPoint = true;
                return 1;
            case ',' or 'G' when HasDigits && !_hasPoint && _suffix.Length == 0:
                _integer.Append(',');
                return 1;
            case 'S':
                _sign = HasNumber ? SignPlace.TrailingS : SignPlace.LeadingS;
                return 1;
            case '$':
                _hasDollar = true;
                return 1;
            case '%':
                _isPercent = true;
                Literal('%');
                return 1;
            case 'B':
                _isBlankZero = true;
                return 1;
            case '"':
                var end = at;
                foreach (var character in QuotedLiteral.Read(_text, ref end))
                    Literal(character);
                return end - at;
            case '.' or ',' or ';' or ':' or '-' or '=' or '/' or '(' or ')' or ' ':
                Literal(rest[0]);
                return 1;
            default:
                throw Refused(at, rest[0].ToString());
        }
    }

    private bool HasNumber => HasDigits || _minimal is not null;

    private void Literal(char character) => (HasNumber ? _suffix : _prefix).Append(character);

    private LocalSqlException Refused(int at, string element) =>
        SqlErrors.Execution($"The number format '{_text}' is not supported at '{_text[at..]}' ({element})");
}
