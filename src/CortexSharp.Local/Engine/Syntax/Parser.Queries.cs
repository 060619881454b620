using System.Collections.Immutable;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Queries and what stands in <c>FROM</c>.</content>
internal sealed partial class Parser
{
    /// <summary>The words with which a query goes on behind a parenthesis.</summary>
    private static readonly string[] QueryGoesOn = ["UNION", "EXCEPT", "INTERSECT", "MINUS", "ORDER", "LIMIT", "OFFSET", "FETCH"];

    private bool StartsQuery()
    {
        if (_tokens.IsWord("SELECT") || _tokens.IsWord("WITH"))
            return true;
        // ((SELECT …)): look through the parentheses.
        var ahead = 0;
        while (_tokens.IsOperator("(", ahead))
            ahead++;
        return ahead > 0 && (_tokens.IsWord("SELECT", ahead) || _tokens.IsWord("WITH", ahead)) && ClosesAsQuery();
    }

    /// <summary>Whether the parenthesis at hand closes around a whole query, so that <c>((SELECT 1) + 1)</c> stays an expression.</summary>
    private bool ClosesAsQuery()
    {
        var depth = 0;
        for (var ahead = 0; _tokens.KindAt(ahead) is not null; ahead++)
        {
            if (_tokens.IsOperator("(", ahead))
                depth++;
            else if (_tokens.IsOperator(")", ahead) && --depth == 0)
                return _tokens.IsOperator(")", ahead + 1) || Array.Exists(QueryGoesOn, word => _tokens.IsWord(word, ahead + 1));
        }

        return false;
    }

    private Query ParseQuery() => Nested(() =>
    {
        var position = _tokens.Position;
        ImmutableArray<Cte> ctes = [];
        if (_tokens.Accept("WITH"))
        {
            _tokens.Accept("RECURSIVE");
            ctes = List(ParseCte);
        }

        var body = ParseSetOperation();
        var order = _tokens.Accept("ORDER", "BY") ? List(ParseOrderItem) : [];
        Expr? limit = null;
        Expr? offset = null;
        if (_tokens.Accept("LIMIT"))
            limit = ParseAdditive();
        if (_tokens.Accept("OFFSET"))
        {
            offset = ParseAdditive();
            _ = _tokens.Accept("ROWS") || _tokens.Accept("ROW");
        }

        if (limit is null && _tokens.Accept("FETCH"))
        {
            _ = _tokens.Accept("FIRST") || _tokens.Accept("NEXT");
            limit = ParseAdditive();
            _ = _tokens.Accept("ROWS") || _tokens.Accept("ROW");
            _tokens.Accept("ONLY");
        }

        return new Query(position, ctes, body, order, limit is Expr.Null ? null : limit, offset);
    });

    private Cte ParseCte()
    {
        var position = _tokens.Position;
        var name = _tokens.Name();
        var columns = _tokens.IsOperator("(") ? Parenthesized(() => _tokens.Name()) : [];
        _tokens.Expect("AS");
        _tokens.ExpectOperator("(");
        var query = ParseQuery();
        _tokens.ExpectOperator(")");
        return new(position, name, columns, query);
    }

    private QueryBody ParseSetOperation()
    {
        var left = ParseIntersect();
        for (var length = 0; ; length++)
        {
            if (length > MaxDepth)
                throw SqlErrors.TooDeep(_tokens.Text, _tokens.Position);
            var position = _tokens.Position;
            var op = _tokens.Accept("UNION") ? (_tokens.Accept("ALL") ? "UNION ALL" : "UNION")
                : _tokens.Accept("EXCEPT") || _tokens.Accept("MINUS") ? "EXCEPT" : null;
            if (op is null)
                return left;
            if (_tokens.IsWord("BY") || _tokens.IsWord("ALL"))
                throw _tokens.Unexpected();
            _tokens.Accept("DISTINCT");
            left = new QueryBody.SetOperation(position, op, left, ParseIntersect());
        }
    }

    private QueryBody ParseIntersect()
    {
        var left = ParseQueryBody();
        for (var length = 0; _tokens.IsWord("INTERSECT"); length++)
        {
            if (length > MaxDepth)
                throw SqlErrors.TooDeep(_tokens.Text, _tokens.Position);
            var position = _tokens.Position;
            _tokens.Skip();
            left = new QueryBody.SetOperation(position, "INTERSECT", left, ParseQueryBody());
        }

        return left;
    }

    private QueryBody ParseQueryBody()
    {
        var position = _tokens.Position;
        if (_tokens.AcceptOperator("("))
        {
            var query = ParseQuery();
            _tokens.ExpectOperator(")");
            return query.IsBare ? query.Body : new QueryBody.Nested(position, query);
        }

        return _tokens.Accept("VALUES") ? new QueryBody.Values(position, List(() => Parenthesized(ParseExpr))) : ParseSelect(position);
    }

    private QueryBody ParseSelect(int position)
    {
        _tokens.Expect("SELECT");
        var distinct = _tokens.Accept("DISTINCT");
        if (!distinct)
            _tokens.Accept("ALL");
        Expr? top = null;
        if (_tokens.IsWord("TOP") && _tokens.KindAt(1) is SqlTokenKind.Number)
        {
            _tokens.Skip();
            top = ParsePrimary();
        }

        var items = List(ParseSelectItem);
        if (_tokens.IsWord("INTO"))
            throw Unsupported("SELECT INTO");
        var from = _tokens.Accept("FROM") ? ParseFrom() : null;
        var where = _tokens.Accept("WHERE") ? ParseExpr() : null;
        ImmutableArray<Expr> groupBy = [];
        var groupByAll = false;
        if (_tokens.Accept("GROUP", "BY"))
        {
            if (_tokens.IsWord("ROLLUP") || _tokens.IsWord("CUBE") || _tokens.IsWord("GROUPING"))
                throw Unsupported("GROUP BY " + _tokens.Span().ToString().ToUpperInvariant());
            groupByAll = _tokens.Accept("ALL");
            groupBy = groupByAll ? [] : List(ParseExpr);
        }

        var having = _tokens.Accept("HAVING") ? ParseExpr() : null;
        var qualify = _tokens.Accept("QUALIFY") ? ParseExpr() : null;
        var select = new QueryBody.Select(position, distinct, items, from, where, groupBy, groupByAll, having, qualify);
        return top is null ? select : new QueryBody.Nested(position, new Query(position, [], select, [], top, null));
    }

    private SelectItem ParseSelectItem()
    {
        var position = _tokens.Position;
        if (AcceptStar() is { } star)
            return new(star, null, "*");
        var value = ParseExpr();
        var text = _tokens.Text[position.._tokens.LastEnd];
        return new(value, ParseAlias(), text);
    }

    /// <summary>Takes <c>*</c> or <c>t.*</c>, with what it leaves out.</summary>
    private Expr.Star? AcceptStar()
    {
        var position = _tokens.Position;
        if (_tokens.AcceptOperator("*"))
            return new(position, null, ParseExclude());
        if (!_tokens.IsName() || !_tokens.IsOperator(".", 1) || !_tokens.IsOperator("*", 2))
            return null;
        var qualifier = _tokens.Name();
        _tokens.Skip();
        _tokens.Skip();
        return new(position, qualifier, ParseExclude());
    }

    private ImmutableArray<string> ParseExclude()
    {
        if (!_tokens.IsWord("EXCLUDE"))
        {
            return _tokens.IsWord("ILIKE") || _tokens.IsWord("REPLACE") || _tokens.IsWord("RENAME")
                ? throw Unsupported("* " + _tokens.Span().ToString().ToUpperInvariant())
                : [];
        }

        _tokens.Skip();
        return _tokens.IsOperator("(") ? Parenthesized(() => _tokens.Name()) : [_tokens.Name()];
    }

    private string? ParseAlias()
    {
        if (_tokens.Accept("AS"))
            return _tokens.Alias();
        return _tokens.IsName() ? _tokens.Name() : null;
    }

    private OrderItem ParseOrderItem()
    {
        var value = ParseExpr();
        var descending = _tokens.Accept("DESC");
        if (!descending)
            _tokens.Accept("ASC");
        // Null is the greatest value, unless said otherwise.
        var nullsFirst = descending;
        if (_tokens.Accept("NULLS"))
        {
            nullsFirst = _tokens.Accept("FIRST");
            if (!nullsFirst)
                _tokens.Expect("LAST");
        }

        return new(value, descending, nullsFirst);
    }
}
