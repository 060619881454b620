using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Tables, subqueries, table functions and joins.</content>
internal sealed partial class Parser
{
    private TableSource ParseFrom()
    {
        var source = ParseJoins();
        for (var length = 0; _tokens.IsOperator(","); length++)
        {
            if (length > MaxDepth)
                throw SqlErrors.TooDeep(_tokens.Text, _tokens.Position);
            var position = _tokens.Position;
            _tokens.Skip();
            source = new TableSource.Join(position, "CROSS", source, ParseJoins(), null, []);
        }

        return source;
    }

    private TableSource ParseJoins()
    {
        var left = Nested(ParseSource);
        for (var length = 0; ; length++)
        {
            if (length > MaxDepth)
                throw SqlErrors.TooDeep(_tokens.Text, _tokens.Position);
            var position = _tokens.Position;
            if (JoinKind() is not { } kind)
                return left;
            var right = Nested(ParseSource);
            Expr? on = null;
            ImmutableArray<string> columns = [];
            if (kind != "CROSS")
            {
                if (_tokens.Accept("ON"))
                    on = ParseExpr();
                else if (_tokens.Accept("USING"))
                    columns = Parenthesized(() => _tokens.Name());
            }

            left = new TableSource.Join(position, kind, left, right, on, columns);
        }
    }

    private string? JoinKind()
    {
        if (_tokens.IsWord("NATURAL") || _tokens.IsWord("ASOF"))
            throw Unsupported(_tokens.Span().ToString().ToUpperInvariant() + " JOIN");
        if (_tokens.Accept("JOIN") || _tokens.Accept("INNER", "JOIN"))
            return "INNER";
        if (_tokens.Accept("CROSS", "JOIN"))
            return "CROSS";
        foreach (var side in (ReadOnlySpan<string>)["LEFT", "RIGHT", "FULL"])
        {
            if (_tokens.Accept(side, "JOIN") || _tokens.Accept(side, "OUTER", "JOIN"))
                return side;
        }

        return null;
    }

    private TableSource ParseSource()
    {
        var position = _tokens.Position;
        if (_tokens.IsOperator("("))
        {
            _tokens.Skip();
            // A query may begin with parentheses of its own, and so may joined sources.
            if (StartsQuery() || _tokens.IsWord("VALUES"))
                return ParseDerived(position);
            var joined = ParseFrom();
            _tokens.ExpectOperator(")");
            return joined;
        }

        if (_tokens.Accept("VALUES"))
        {
            var values = new QueryBody.Values(position, List(() => Parenthesized(ParseExpr)));
            var (valuesAlias, valuesColumns) = ParseSourceAlias();
            return new TableSource.Derived(position, new Query(position, [], values, [], null, null), valuesAlias, valuesColumns);
        }

        // TABLE('t') and TABLE(?) are another way to write IDENTIFIER.
        if (_tokens.IsWord("TABLE") && _tokens.IsOperator("(", 1) && IsNameText(2))
        {
            _tokens.Skip();
            return ParseTable(position, NameInParentheses());
        }

        var lateral = _tokens.Accept("LATERAL");
        if (lateral && _tokens.IsOperator("("))
            throw SqlErrors.Unsupported(_tokens.Text, position, "LATERAL subquery");
        if (lateral || (_tokens.IsWord("TABLE") && _tokens.IsOperator("(", 1)))
            return ParseTableFunction(position, lateral);

        return ParseTable(position, NameParts(3));
    }

    private TableSource.Table ParseTable(int position, ImmutableArray<string> name)
    {
        if (_tokens.IsWord("AT") || _tokens.IsWord("BEFORE"))
            throw Unsupported("Time Travel");
        if (_tokens.IsWord("SAMPLE") || _tokens.IsWord("TABLESAMPLE") || _tokens.IsWord("PIVOT") || _tokens.IsWord("UNPIVOT")
            || _tokens.IsWord("MATCH_RECOGNIZE"))
        {
            throw Unsupported(NextWord());
        }

        var (alias, columns) = ParseSourceAlias();
        return new(position, name, alias, columns);
    }

    private TableSource.Derived ParseDerived(int position)
    {
        var query = ParseQuery();
        _tokens.ExpectOperator(")");
        var (alias, columns) = ParseSourceAlias();
        return new(position, query, alias, columns);
    }

    private TableSource.Function ParseTableFunction(int position, bool lateral)
    {
        if (!lateral)
        {
            _tokens.Skip();
            _tokens.Skip();
        }

        var at = _tokens.Position;
        var call = ParseCall(at, string.Join('.', NameParts(3)));
        if (!lateral)
            _tokens.ExpectOperator(")");
        return new(position, call, ParseSourceAlias().Alias);
    }

    private (string? Alias, ImmutableArray<string> Columns) ParseSourceAlias() =>
        ParseAlias() is { } alias ? (alias, _tokens.IsOperator("(") ? Parenthesized(() => _tokens.Name()) : []) : (null, []);
}
