using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>Reads one statement of Snowflake SQL by recursive descent. What it does not know is an error at its place, never skipped.</summary>
internal sealed partial class Parser
{
    /// <summary>How deep expressions and queries may nest; beyond, a hostile text would exhaust the stack.</summary>
    private const int MaxDepth = 200;

    private readonly TokenReader _tokens;
    private int _depth;
    private int _binds;
    private bool _terse;

    /// <summary>The values of binds that are texts: <c>IDENTIFIER(?)</c> takes them for names.</summary>
    private readonly string?[] _boundNames;

    private bool _isNamedByBinds;

    private Parser(string text, IEnumerable<string?>? boundNames = null)
    {
        _tokens = new TokenReader(text);
        _boundNames = boundNames is null ? [] : [.. boundNames];
    }

    /// <summary>Reads a statement; one <c>;</c> may follow it.</summary>
    /// <exception cref="LocalSqlException">The text is no statement that this engine knows.</exception>
    public static Statement Parse(string text) => Parse(text, [], out _);

    /// <summary>Reads a statement whose names may be bound.</summary>
    /// <param name="text">The SQL text.</param>
    /// <param name="boundNames">The bound values, null where one is no text.</param>
    /// <param name="isNamedByBinds">Whether it names anything by a bind, so that other values make it another statement.</param>
    /// <exception cref="LocalSqlException">The text is no statement that this engine knows.</exception>
    public static Statement Parse(string text, IEnumerable<string?> boundNames, out bool isNamedByBinds)
    {
        var parser = new Parser(text, boundNames);
        var statement = parser.ParseStatement();
        parser._tokens.AcceptOperator(";");
        parser.ExpectEnd();
        isNamedByBinds = parser._isNamedByBinds;
        return statement;
    }

    /// <summary>Reads a query, such as a view's.</summary>
    public static Query ParseQuery(string text)
    {
        var parser = new Parser(text);
        var query = parser.ParseQuery();
        parser.ExpectEnd();
        return query;
    }

    /// <summary>Reads an expression, such as a column's default.</summary>
    public static Expr ParseExpression(string text)
    {
        var parser = new Parser(text);
        var expression = parser.ParseExpr();
        parser.ExpectEnd();
        return expression;
    }

    private void ExpectEnd()
    {
        if (_tokens.IsOperator("->>"))
            throw Unsupported("->>");
        if (!_tokens.AtEnd)
            throw _tokens.Unexpected();
    }

    /// <summary>Reads something that may nest, within the allowed depth.</summary>
    private T Nested<T>(Func<T> read)
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw SqlErrors.TooDeep(_tokens.Text, _tokens.Position);
        var result = read();
        _depth--;
        return result;
    }

    private ImmutableArray<T> List<T>(Func<T> read)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        do
        {
            items.Add(read());
        }
        while (_tokens.AcceptOperator(","));
        return items.ToImmutable();
    }

    private ImmutableArray<T> Parenthesized<T>(Func<T> read)
    {
        _tokens.ExpectOperator("(");
        var items = List(read);
        _tokens.ExpectOperator(")");
        return items;
    }

    private LocalSqlException Unsupported(string construct) => Refused(construct, _tokens.Position);
}
