using System.Collections.Frozen;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>The significant tokens of a text, with the small steps that a parser takes over them.</summary>
internal sealed class TokenReader
{
    /// <summary>Words that end an expression or a source, so they are no alias unless quoted.</summary>
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "ALL", "AND", "AS", "BETWEEN", "BY", "CASE", "CONNECT", "CROSS", "DISTINCT", "ELSE", "END", "EXCEPT", "EXISTS", "FETCH", "FROM", "FULL",
        "GROUP", "HAVING", "ILIKE", "IN", "INNER", "INTERSECT", "INTO", "IS", "JOIN", "LATERAL", "LEFT", "LIKE", "LIMIT", "MINUS", "NATURAL", "NOT",
        "OFFSET", "ON", "OR", "ORDER", "QUALIFY", "REGEXP", "RIGHT", "RLIKE", "SELECT", "SET", "THEN", "UNION", "UPDATE", "USING", "VALUES", "WHEN",
        "WHERE", "WITH", "START", "WINDOW", "PIVOT", "UNPIVOT", "MATCH_RECOGNIZE", "SAMPLE", "TABLESAMPLE", "ASOF",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Words that Snowflake reserves everywhere (its page "Reserved &amp; limited keywords"), so that not even AS makes an alias of them.
    /// </summary>
    private static readonly FrozenSet<string> ReservedEverywhere = new[]
    {
        "ALL", "ALTER", "AND", "ANY", "AS", "BETWEEN", "BY", "CHECK", "COLUMN", "CONNECT", "CREATE", "CURRENT", "DELETE", "DISTINCT", "DROP", "ELSE",
        "EXISTS", "FOLLOWING", "FOR", "FROM", "GRANT", "GROUP", "HAVING", "ILIKE", "IN", "INCREMENT", "INSERT", "INTERSECT", "INTO", "IS", "LIKE",
        "MINUS", "NOT", "NULL", "OF", "ON", "OR", "ORDER", "QUALIFY", "REGEXP", "REVOKE", "RLIKE", "ROW", "ROWS", "SAMPLE", "SELECT", "SET", "SOME",
        "START", "TABLE", "TABLESAMPLE", "THEN", "TO", "TRIGGER", "UNION", "UNIQUE", "UPDATE", "VALUES", "WHENEVER", "WHERE", "WITH",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly List<SqlToken> _tokens = [];
    private int _at;

    public TokenReader(string text)
    {
        Text = text;
        var lexer = new SqlLexer(text);
        while (lexer.TryReadSignificant(out var token))
        {
            if (token.Kind is SqlTokenKind.Unterminated or SqlTokenKind.Unknown)
                throw SqlErrors.Syntax(text, token.Start, text.Substring(token.Start, Math.Min(token.Length, 20)));
            _tokens.Add(token);
        }
    }

    public string Text { get; }

    public bool AtEnd => _at >= _tokens.Count;

    /// <summary>The offset of the next token.</summary>
    public int Position => AtEnd ? Text.Length : _tokens[_at].Start;

    /// <summary>The end of the token before.</summary>
    public int LastEnd => _at == 0 ? 0 : _tokens[_at - 1].End;

    public SqlTokenKind? Kind => KindAt(0);

    public SqlTokenKind? KindAt(int ahead) => _at + ahead < _tokens.Count ? _tokens[_at + ahead].Kind : null;

    /// <summary>A place to come back to.</summary>
    public int Mark => _at;

    public void Reset(int mark) => _at = mark;

    /// <summary>The next token's text as written.</summary>
    public ReadOnlySpan<char> Span(int ahead = 0) =>
        _at + ahead < _tokens.Count ? Text.AsSpan(_tokens[_at + ahead].Start, _tokens[_at + ahead].Length) : default;

    public bool IsWord(string word, int ahead = 0) =>
        KindAt(ahead) is SqlTokenKind.Word && Span(ahead).Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsOperator(string op, int ahead = 0) => KindAt(ahead) is SqlTokenKind.Operator && Span(ahead).SequenceEqual(op);

    public void Skip() => _at++;

    public string Take()
    {
        var text = Span().ToString();
        _at++;
        return text;
    }

    public bool Accept(string word)
    {
        if (!IsWord(word))
            return false;
        _at++;
        return true;
    }

    /// <summary>Takes several words, or none of them.</summary>
    public bool Accept(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!IsWord(words[i], i))
                return false;
        }

        _at += words.Length;
        return true;
    }

    public bool AcceptOperator(string op)
    {
        if (!IsOperator(op))
            return false;
        _at++;
        return true;
    }

    public void Expect(string word)
    {
        if (!Accept(word))
            throw Unexpected();
    }

    public void ExpectOperator(string op)
    {
        if (!AcceptOperator(op))
            throw Unexpected();
    }

    public bool IsName(int ahead = 0) =>
        KindAt(ahead) is SqlTokenKind.QuotedIdentifier || (KindAt(ahead) is SqlTokenKind.Word && !IsReserved(ahead));

    /// <summary>A name in exact case: an unquoted one is folded.</summary>
    public string Name(bool allowReserved = false)
    {
        if (Kind is SqlTokenKind.QuotedIdentifier)
            return SqlLexer.Unquote(Advance(), SqlTokenKind.QuotedIdentifier);
        if (Kind is SqlTokenKind.Word && (allowReserved || !IsReserved(0)))
            return Advance().ToString().ToUpperInvariant();
        throw Unexpected();
    }

    /// <summary>The name behind <c>AS</c>.</summary>
    public string Alias() =>
        Kind is SqlTokenKind.Word && ReservedEverywhere.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Span())
            ? throw Unexpected()
            : Name(allowReserved: true);

    public bool IsString => Kind is SqlTokenKind.String or SqlTokenKind.DollarString;

    public string StringLiteral()
    {
        if (!IsString)
            throw Unexpected();
        var kind = Kind!.Value;
        return SqlLexer.Unquote(Advance(), kind);
    }

    public LocalSqlException Unexpected() => SqlErrors.Syntax(Text, Position, AtEnd ? null : Span().ToString());

    private bool IsReserved(int ahead) => Reserved.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Span(ahead));

    private ReadOnlySpan<char> Advance()
    {
        var span = Span();
        _at++;
        return span;
    }
}
