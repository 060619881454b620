using System.Buffers;
using System.Globalization;
using System.Text;

namespace CortexSharp.Sql;

/// <summary>
/// Splits a text of Snowflake SQL into tokens without allocating. It never fails: what is broken comes out as
/// <see cref="SqlTokenKind.Unterminated"/> or <see cref="SqlTokenKind.Unknown"/>.
/// </summary>
/// <remarks>
/// The rules are those of Snowflake's pages on string, text and identifier syntax: a backslash escapes inside single quotes,
/// <c>$$</c> strings know no escape, <c>//</c> starts a comment, block comments do not nest.
/// </remarks>
public ref struct SqlLexer
{
    private static readonly SearchValues<char> StringSpecials = SearchValues.Create("'\\");

    // Longest first, so that the first match is the right one.
    private static readonly string[] LongOperators = ["->>", "::", "=>", "->", "||", "<>", "!=", "<=", ">="];

    private readonly ReadOnlySpan<char> _text;
    private int _position;

    /// <summary>Starts at the beginning of a text.</summary>
    /// <param name="text">The SQL text; it may hold several statements.</param>
    public SqlLexer(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Reads the next token, white space and comments included.</summary>
    /// <param name="token">The token, when there is one.</param>
    /// <returns><see langword="false"/> at the end of the text.</returns>
    public bool TryRead(out SqlToken token)
    {
        if (_position >= _text.Length)
        {
            token = default;
            return false;
        }

        var start = _position;
        var kind = Scan(_text[start..], out var length);
        _position = start + length;
        token = new SqlToken(kind, start, length);
        return true;
    }

    /// <summary>Reads the next token that is neither white space nor a comment.</summary>
    /// <param name="token">The token, when there is one.</param>
    /// <returns><see langword="false"/> at the end of the text.</returns>
    public bool TryReadSignificant(out SqlToken token)
    {
        while (TryRead(out token))
        {
            if (!token.IsTrivia)
                return true;
        }

        return false;
    }

    /// <summary>What a string, dollar string or quoted identifier says: its content without quotes, escapes resolved.</summary>
    /// <param name="text">The text of the token, quotes included.</param>
    /// <param name="kind">The token's kind.</param>
    /// <exception cref="ArgumentException">The kind has no content of its own, or the text is not such a token.</exception>
    public static string Unquote(ReadOnlySpan<char> text, SqlTokenKind kind)
    {
        var (open, close) = kind switch
        {
            SqlTokenKind.String => (1, 1),
            SqlTokenKind.QuotedIdentifier => (1, 1),
            SqlTokenKind.DollarString => (2, 2),
            _ => throw new ArgumentException($"A token of kind {kind} has no quotes to take off.", nameof(kind)),
        };
        if (text.Length < open + close)
            throw new ArgumentException("The text is not a whole quoted token.", nameof(text));
        var content = text[open..^close];
        return kind switch
        {
            SqlTokenKind.QuotedIdentifier => content.ToString().Replace("\"\"", "\"", StringComparison.Ordinal),
            SqlTokenKind.String when content.IndexOfAny(StringSpecials) >= 0 => Unescape(content),
            _ => content.ToString(),
        };
    }

    private static SqlTokenKind Scan(ReadOnlySpan<char> text, out int length)
    {
        var first = text[0];
        var second = text.Length > 1 ? text[1] : '\0';
        switch (first)
        {
            case '\'':
                return ScanString(text, out length);
            case '"':
                return ScanQuotedIdentifier(text, out length);
            case '?':
                length = 1;
                return SqlTokenKind.Placeholder;
            case '$' when second == '$':
                return Delimited(text, 2, "$$", SqlTokenKind.DollarString, out length);
            case '$' when IsWordPart(second):
                length = 1 + WordLength(text[1..]);
                return SqlTokenKind.Variable;
            case '-' when second == '-':
            case '/' when second == '/':
                var lineEnd = text.IndexOfAny('\r', '\n');
                length = lineEnd < 0 ? text.Length : lineEnd;
                return SqlTokenKind.Comment;
            case '/' when second == '*':
                return Delimited(text, 2, "*/", SqlTokenKind.Comment, out length);
            case '.' when char.IsAsciiDigit(second):
            case >= '0' and <= '9':
                length = NumberLength(text);
                return SqlTokenKind.Number;
        }

        if (char.IsWhiteSpace(first))
        {
            length = 1;
            while (length < text.Length && char.IsWhiteSpace(text[length]))
                length++;
            return SqlTokenKind.WhiteSpace;
        }

        if (IsWordStart(first))
        {
            length = WordLength(text);
            return SqlTokenKind.Word;
        }

        foreach (var op in LongOperators)
        {
            if (text.StartsWith(op, StringComparison.Ordinal))
            {
                length = op.Length;
                return SqlTokenKind.Operator;
            }
        }

        length = 1;
        return "()[]{},;.:=<>+-*/%@|&^~!".Contains(first, StringComparison.Ordinal) ? SqlTokenKind.Operator : SqlTokenKind.Unknown;
    }

    private static SqlTokenKind ScanString(ReadOnlySpan<char> text, out int length)
    {
        var at = 1;
        while (true)
        {
            var next = text[at..].IndexOfAny(StringSpecials);
            if (next < 0)
                break;
            at += next;
            // An escape or a doubled quote takes the next character with it.
            var pair = text[at] == '\\' || (at + 1 < text.Length && text[at + 1] == '\'');
            if (!pair)
            {
                length = at + 1;
                return SqlTokenKind.String;
            }

            at += 2;
            if (at > text.Length)
                break;
        }

        length = text.Length;
        return SqlTokenKind.Unterminated;
    }

    private static SqlTokenKind ScanQuotedIdentifier(ReadOnlySpan<char> text, out int length)
    {
        var at = 1;
        while (text[at..].IndexOf('"') is >= 0 and var next)
        {
            at += next + 1;
            if (at >= text.Length || text[at] != '"')
            {
                length = at;
                return SqlTokenKind.QuotedIdentifier;
            }

            at++;
        }

        length = text.Length;
        return SqlTokenKind.Unterminated;
    }

    private static SqlTokenKind Delimited(ReadOnlySpan<char> text, int open, string close, SqlTokenKind kind, out int length)
    {
        var end = text[open..].IndexOf(close, StringComparison.Ordinal);
        length = end < 0 ? text.Length : open + end + close.Length;
        return end < 0 ? SqlTokenKind.Unterminated : kind;
    }

    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var length = DigitsLength(text);
        if (length < text.Length && text[length] == '.')
            length += 1 + DigitsLength(text[(length + 1)..]);
        if (length < text.Length && text[length] is 'e' or 'E')
        {
            var sign = length + 1 < text.Length && text[length + 1] is '+' or '-' ? 1 : 0;
            var exponent = DigitsLength(text[(length + 1 + sign)..]);
            if (exponent > 0)
                length += 1 + sign + exponent;
        }

        return length;
    }

    private static int DigitsLength(ReadOnlySpan<char> text)
    {
        var other = text.IndexOfAnyExceptInRange('0', '9');
        return other < 0 ? text.Length : other;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsWordPart(text[length]))
            length++;
        return length;
    }

    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c > '\x7F' && char.IsLetter(c));

    private static bool IsWordPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c) || c == '$';

    private static string Unescape(ReadOnlySpan<char> content)
    {
        var result = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (c == '\'')
            {
                i++; // the second of a doubled quote
            }
            else if (c == '\\' && i + 1 < content.Length)
            {
                i += UnescapeOne(content[(i + 1)..], out c);
            }

            result.Append(c);
        }

        return result.ToString();
    }

    private static int UnescapeOne(ReadOnlySpan<char> text, out char value)
    {
        switch (text[0])
        {
            case 'b': value = '\b'; return 1;
            case 'f': value = '\f'; return 1;
            case 'n': value = '\n'; return 1;
            case 'r': value = '\r'; return 1;
            case 't': value = '\t'; return 1;
            case 'x' when TryHex(text, 2, out value): return 3;
            case 'u' when TryHex(text, 4, out value): return 5;
            case >= '0' and <= '7':
                var digits = 0;
                var octal = 0;
                while (digits < 3 && digits < text.Length && text[digits] is >= '0' and <= '7')
                    octal = (octal * 8) + (text[digits++] - '0');
                value = (char)octal;
                return digits;
            default:
                value = text[0]; // an unknown escape stands for the character itself
                return 1;
        }
    }

    private static bool TryHex(ReadOnlySpan<char> text, int digits, out char value)
    {
        value = default;
        if (text.Length <= digits
            || !ushort.TryParse(text.Slice(1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        value = (char)code;
        return true;
    }
}
