using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace CortexSharp.Local.Engine.Runtime.Patterns;

/// <summary>
/// Snowflake's regular expressions as a .NET pattern. They are POSIX extended ones with the classes <c>\d \s \w \b</c> of Perl; the words of its
/// errors show the library RE2 in POSIX mode, whose rules are followed here: no lookaround, no non-capturing or named groups, no lazy
/// quantifiers (<c>a*?</c> is <c>(a*)?</c>), no back references.
/// </summary>
internal sealed class PosixPattern
{
    private const int MaxRepeat = 1000;
    private const string Digits = "09";
    private const string Spaces = "\t\n\f\r  ";
    private const string WordCharacters = "09AZ__az";

    private static readonly FrozenDictionary<string, string> Classes = new Dictionary<string, string>
    {
        ["alnum"] = "09AZaz",
        ["alpha"] = "AZaz",
        ["ascii"] = "\0\u007F",
        ["blank"] = "\t\t  ",
        ["cntrl"] = "\0\u001F\u007F\u007F",
        ["digit"] = Digits,
        ["graph"] = "!~",
        ["lower"] = "az",
        ["print"] = " ~",
        ["punct"] = "!/:@[`{~",
        ["space"] = "\t\r  ",
        ["upper"] = "AZ",
        ["word"] = WordCharacters,
        ["xdigit"] = "09AFaf",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly string _pattern;
    private readonly RegexParameters _parameters;
    private readonly StringBuilder _result = new();
    private readonly Stack<int> _groups = new();
    private int _at;
    private int _atom = -1; // where the last atom begins in the result; negative where there is none
    private bool _repeated;

    private PosixPattern(string pattern, RegexParameters parameters) => (_pattern, _parameters) = (pattern, parameters);

    /// <summary>Translates a pattern.</summary>
    /// <exception cref="LocalSqlException">Snowflake knows no such pattern.</exception>
    public static string Translate(string pattern, RegexParameters parameters) => new PosixPattern(pattern, parameters).Translate();

    private string Translate()
    {
        while (_at < _pattern.Length)
            Step();
        return _groups.Count == 0 ? _result.ToString() : throw Invalid("missing )", _pattern);
    }

    private void Step()
    {
        switch (_pattern[_at])
        {
            case '(':
                _groups.Push(_result.Length);
                _result.Append('(');
                _atom = -1;
                _at++;
                break;
            case ')':
                if (!_groups.TryPop(out var start))
                    throw Invalid("unexpected )", _pattern);
                _result.Append(')');
                (_atom, _repeated) = (start, false);
                _at++;
                break;
            case '|':
                _result.Append('|');
                _atom = -1;
                _at++;
                break;
            case '*' or '+' or '?':
                Repeat(_pattern[_at].ToString(), 1);
                break;
            case '{' when Repetition() is { } repetition:
                Repeat(repetition, repetition.Length);
                break;
            case '^':
                Atom(_parameters.MultiLine ? "(?m:^)" : "\\A");
                _at++;
                break;
            case '$':
                Atom(_parameters.MultiLine ? "(?m:$)" : "\\z");
                _at++;
                break;
            case '.':
                var any = new CharacterSet();
                if (!_parameters.DotMatchesNewLine)
                    any.Add('\n', '\n');
                Atom(any.Pattern(negated: true));
                _at++;
                break;
            case '[':
                Atom(Bracket());
                break;
            case '\\':
                Atom(Escaped());
                break;
            default:
                Atom(CharacterSet.Literal(CodePoint()));
                break;
        }
    }

    private void Atom(string text)
    {
        _atom = _result.Length;
        _repeated = false;
        _result.Append(text);
    }

    private void Repeat(string quantifier, int length)
    {
        if (_atom < 0)
            throw Invalid("no argument for repetition operator", quantifier);
        if (_repeated)
        {
            // In .NET a ? behind a quantifier makes it lazy.
            _result.Insert(_atom, "(?:").Append(')');
        }

        _result.Append(quantifier);
        _repeated = true;
        _at += length;
    }

    /// <summary>The <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c> at hand; null when the brace is a character.</summary>
    private string? Repetition()
    {
        var end = _pattern.IndexOf('}', _at);
        if (end < 0)
            return null;
        var body = _pattern.AsSpan(_at + 1, end - _at - 1);
        var comma = body.IndexOf(',');
        var least = comma < 0 ? body : body[..comma];
        var most = comma < 0 ? least : body[(comma + 1)..];
        if (!IsNumber(least) || (most.Length > 0 && !IsNumber(most)))
            return null;
        var text = _pattern.Substring(_at, end - _at + 1);
        if (Size(least) > MaxRepeat || (most.Length > 0 && (Size(most) > MaxRepeat || Size(most) < Size(least))))
            throw Invalid("invalid repetition size", text);
        return text;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static int Size(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : int.MaxValue;

    private string Bracket()
    {
        var start = _at++;
        var negated = _at < _pattern.Length && _pattern[_at] == '^';
        if (negated)
            _at++;
        var set = new CharacterSet();
        for (var first = true; ; first = false)
        {
            if (_at >= _pattern.Length)
                throw Invalid("missing ]", _pattern[start..]);
            if (_pattern[_at] == ']' && !first)
                break;
            // A hyphen is itself only where it is first or last.
            if (_pattern[_at] == '-' && !first && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']')
                throw Invalid("invalid character class range", _pattern.Substring(_at, 2));
            if (!AddClass(set))
                AddRange(set);
        }

        _at++;
        return set.Pattern(negated);
    }

    private bool AddClass(CharacterSet set)
    {
        if (_pattern.AsSpan(_at).StartsWith("[:"))
        {
            var end = _pattern.IndexOf(":]", _at, StringComparison.Ordinal);
            if (end < 0)
                return false;
            var name = _pattern[(_at + 2)..end];
            var inverse = name.StartsWith('^');
            if (!Classes.TryGetValue(inverse ? name[1..] : name, out var ranges))
                throw Invalid("invalid character class range", _pattern[_at..(end + 2)]);
            Add(set, ranges, inverse);
            _at = end + 2;
            return true;
        }

        if (_pattern[_at] != '\\' || _at + 1 >= _pattern.Length || PerlClass(_pattern[_at + 1]) is not { } perl)
            return false;
        Add(set, perl, char.IsAsciiLetterUpper(_pattern[_at + 1]));
        _at += 2;
        return true;
    }

    private static void Add(CharacterSet set, string ranges, bool inverse)
    {
        if (inverse)
            set.AddNegated(ranges);
        else
            set.Add(ranges);
    }

    private void AddRange(CharacterSet set)
    {
        var start = _at;
        var from = ClassCharacter();
        var to = from;
        if (_at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
        {
            _at++;
            to = ClassCharacter();
            if (to < from)
                throw Invalid("invalid character class range", _pattern[start.._at]);
        }

        set.Add(from, to);
    }

    private int ClassCharacter()
    {
        if (_at >= _pattern.Length)
            throw Invalid("missing ]", _pattern);
        return _pattern[_at] == '\\' ? EscapedCharacter() : CodePoint();
    }

    private static string? PerlClass(char letter) =>
        letter switch { 'd' or 'D' => Digits, 's' or 'S' => Spaces, 'w' or 'W' => WordCharacters, _ => null };

    private string Escaped()
    {
        var next = _at + 1 < _pattern.Length ? _pattern[_at + 1] : '\0';
        if (next is 'b' or 'B')
        {
            _at += 2;
            return "\\" + next;
        }

        if (PerlClass(next) is not { } ranges)
            return CharacterSet.Literal(EscapedCharacter());
        _at += 2;
        var set = new CharacterSet();
        set.Add(ranges);
        return set.Pattern(char.IsAsciiLetterUpper(next));
    }

    /// <summary>The character behind a backslash.</summary>
    private int EscapedCharacter()
    {
        var start = _at++;
        if (_at >= _pattern.Length)
            throw Invalid("trailing \\", null);
        var c = _pattern[_at];
        if (c < 0x80 && !char.IsAsciiLetterOrDigit(c))
            return _pattern[_at++];
        _at++;
        switch (c)
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'a': return '\a';
            case 'x': return Hexadecimal(start);
            case '0' or (>= '1' and <= '7') when c == '0' || (_at < _pattern.Length && _pattern[_at] is >= '0' and <= '7'):
                var value = c - '0';
                for (var i = 0; i < 2 && _at < _pattern.Length && _pattern[_at] is >= '0' and <= '7'; i++)
                    value = (value * 8) + (_pattern[_at++] - '0');
                return value;
            default:
                throw Invalid("invalid escape sequence", _pattern[start.._at]);
        }
    }

    private int Hexadecimal(int start)
    {
        var braced = _at < _pattern.Length && _pattern[_at] == '{';
        var end = braced ? _pattern.IndexOf('}', _at) : Math.Min(_at + 2, _pattern.Length);
        var digits = braced ? end < 0 ? "" : _pattern[(_at + 1)..end] : _pattern[_at..end];
        if ((!braced && digits.Length < 2) || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value is < 0 or > 0x10FFFF)
        {
            throw Invalid("invalid escape sequence", _pattern[start..Math.Min(_at + 2, _pattern.Length)]);
        }

        _at = braced ? end + 1 : end;
        return value;
    }

    private int CodePoint()
    {
        if (!Rune.TryGetRuneAt(_pattern, _at, out var rune))
            return _pattern[_at++];
        _at += rune.Utf16SequenceLength;
        return rune.Value;
    }

    private LocalSqlException Invalid(string problem, string? at) => RegexErrors.Invalid(_pattern, at is null ? problem : $"{problem}: {at}");
}
