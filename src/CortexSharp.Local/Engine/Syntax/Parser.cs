using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>Reads one statement of Snowflake SQL by recursive descent. What it does not know is an error at its place, never skipped.</summary>
internal sealed partial class Parser
{
    /// <summary>How deep expressions and queries may nest; beyond, a hostile text would exhaust the stack.</summary>
    private const int MaxDepth = 200;

    private readonly TokenReader _tokens;
    private int _depth;
    private int _binds;

    private Parser(string text) => _tokens = new TokenReader(text);

    /// <summary>Reads a statement; one <c>;</c> may follow it.</summary>
    /// <exception cref="LocalSqlException">The text is no statement that this engine knows.</exception>
    public static Statement Parse(string text)
    {
        var parser = new Parser(text);
        var statement = parser.ParseStatement();
        parser._tokens.AcceptOperator(";");
        parser.ExpectEnd();
        return statement;
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

    private ImmutableArray<string> NameParts(int most)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        parts.Add(_tokens.Name());
        while (parts.Count < most && _tokens.IsOperator(".") && _tokens.KindAt(1) is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier)
        {
            _tokens.Skip();
            parts.Add(_tokens.Name(allowReserved: true));
        }

        return parts.ToImmutable();
    }

    private LocalSqlException Unsupported(string construct) => Refused(construct, _tokens.Position);
}
