using System.Collections.Immutable;
using CortexSharp.Local.Engine.Temporal;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Literals, names, calls and what stands in brackets.</content>
internal sealed partial class Parser
{
    private Expr ParsePrimary()
    {
        var position = _tokens.Position;
        switch (_tokens.Kind)
        {
            case SqlTokenKind.String or SqlTokenKind.DollarString:
                return new Expr.Text(position, _tokens.StringLiteral());
            case SqlTokenKind.Number:
                return new Expr.Number(position, _tokens.Take());
            case SqlTokenKind.Placeholder:
                _tokens.Skip();
                return new Expr.Bind(position, _binds++);
            case SqlTokenKind.Variable:
                throw Unsupported("session variable or positional column " + _tokens.Span().ToString());
            case SqlTokenKind.Operator:
                return ParseBracketed(position);
            case SqlTokenKind.QuotedIdentifier:
                return ParseNameOrCall(position);
            case SqlTokenKind.Word:
                return ParseKeyword(position) ?? ParseNameOrCall(position);
            default:
                throw _tokens.Unexpected();
        }
    }

    private Expr ParseBracketed(int position)
    {
        if (_tokens.AcceptOperator("("))
        {
            Expr inner = StartsQuery() ? new Expr.Scalar(position, ParseQuery()) : ParseExpr();
            _tokens.ExpectOperator(")");
            return inner;
        }

        if (_tokens.AcceptOperator("{"))
        {
            var members = _tokens.IsOperator("}") ? [] : List(ParseMember);
            _tokens.ExpectOperator("}");
            return new Expr.Object(position, members);
        }

        if (_tokens.AcceptOperator("["))
        {
            var items = _tokens.IsOperator("]") ? [] : List(ParseExpr);
            _tokens.ExpectOperator("]");
            return new Expr.Array(position, items);
        }

        throw _tokens.Unexpected();
    }

    private (string Key, Expr Value) ParseMember()
    {
        var key = _tokens.StringLiteral();
        _tokens.ExpectOperator(":");
        return (key, ParseExpr());
    }

    /// <summary>An expression that begins with a keyword; null when the word is a name.</summary>
    private Expr? ParseKeyword(int position)
    {
        if (_tokens.Accept("NULL"))
            return new Expr.Null(position);
        if (_tokens.Accept("TRUE"))
            return new Expr.Boolean(position, true);
        if (_tokens.Accept("FALSE"))
            return new Expr.Boolean(position, false);
        if (_tokens.Accept("CASE"))
            return ParseCase(position);
        if (_tokens.IsWord("EXISTS") && _tokens.IsOperator("(", 1))
        {
            _tokens.Skip();
            _tokens.Skip();
            var query = ParseQuery();
            _tokens.ExpectOperator(")");
            return new Expr.Exists(position, query);
        }

        if ((_tokens.IsWord("CAST") || _tokens.IsWord("TRY_CAST")) && _tokens.IsOperator("(", 1))
        {
            var isTry = _tokens.IsWord("TRY_CAST");
            _tokens.Skip();
            _tokens.Skip();
            var value = ParseExpr();
            _tokens.Expect("AS");
            var type = ParseType();
            _tokens.ExpectOperator(")");
            return new Expr.Cast(position, value, type, isTry);
        }

        if (_tokens.IsWord("TYPE") && _tokens.IsWord("OBJECT", 1))
        {
            _tokens.Skip();
            return new Expr.TypeLiteral(position, "{\"type\":\"json\",\"schema\":" + ParseSchemaType() + "}");
        }

        if (_tokens.IsWord("INTERVAL") && _tokens.KindAt(1) is SqlTokenKind.String)
        {
            _tokens.Skip();
            var amount = _tokens.StringLiteral();
            // The unit stands in the text or, as in the standard, behind it.
            var isStandard = long.TryParse(amount, out _) && _tokens.Kind is SqlTokenKind.Word
                && DateParts.Find(_tokens.Span().ToString())?.IsUnit() == true;
            return new Expr.Interval(position, isStandard ? $"{amount} {_tokens.Take()}" : amount);
        }

        if (_tokens.IsWord("EXTRACT") && _tokens.IsOperator("(", 1))
            return ParseExtract(position);

        // DATE '2024-01-01' and TIMESTAMP '…' are casts in another dress.
        if ((_tokens.IsWord("DATE") || _tokens.IsWord("TIMESTAMP")) && _tokens.KindAt(1) is SqlTokenKind.String)
        {
            var type = ParseType();
            return new Expr.Cast(position, new Expr.Text(_tokens.Position, _tokens.StringLiteral()), type, Try: false);
        }

        // LEFT and RIGHT are functions where a parenthesis follows.
        if ((_tokens.IsWord("LEFT") || _tokens.IsWord("RIGHT") || _tokens.IsWord("INSERT") || _tokens.IsWord("LIKE") || _tokens.IsWord("ILIKE")
            || _tokens.IsWord("RLIKE")) && _tokens.IsOperator("(", 1))
        {
            return ParseCall(position, _tokens.Take().ToUpperInvariant());
        }

        if (_tokens.IsWord("POSITION") && _tokens.IsOperator("(", 1))
            return ParsePosition(position);
        return null;
    }

    private Expr.Case ParseCase(int position)
    {
        var subject = _tokens.IsWord("WHEN") ? null : ParseExpr();
        var branches = ImmutableArray.CreateBuilder<(Expr, Expr)>();
        while (_tokens.Accept("WHEN"))
        {
            var when = ParseExpr();
            _tokens.Expect("THEN");
            branches.Add((when, ParseExpr()));
        }

        if (branches.Count == 0)
            throw _tokens.Unexpected();
        var otherwise = _tokens.Accept("ELSE") ? ParseExpr() : null;
        _tokens.Expect("END");
        return new Expr.Case(position, subject, branches.ToImmutable(), otherwise);
    }

    /// <summary><c>EXTRACT(part FROM x)</c> is <c>DATE_PART(part, x)</c> in another dress.</summary>
    private Expr.Call ParseExtract(int position)
    {
        _tokens.Skip();
        _tokens.Skip();
        var part = ParsePrimary();
        _tokens.Expect("FROM");
        var value = ParseExpr();
        _tokens.ExpectOperator(")");
        return new Expr.Call(position, "DATE_PART", [new(null, part), new(null, value)], Distinct: false, [], Over: null);
    }

    /// <summary><c>POSITION(a IN b)</c> as well as <c>POSITION(a, b)</c>.</summary>
    private Expr.Call ParsePosition(int position)
    {
        var mark = _tokens.Mark;
        var binds = _binds;
        _tokens.Skip();
        _tokens.Skip();
        var needle = ParseAdditive();
        if (!_tokens.Accept("IN"))
        {
            _tokens.Reset(mark);
            _binds = binds;
            return ParseCall(position, _tokens.Take().ToUpperInvariant());
        }

        var text = ParseExpr();
        _tokens.ExpectOperator(")");
        return new Expr.Call(position, "POSITION", [new(null, needle), new(null, text)], Distinct: false, [], Over: null);
    }

    private Expr ParseNameOrCall(int position)
    {
        var parts = NameParts(4);
        if (_tokens.IsOperator("("))
            return ParseCall(position, string.Join('.', parts));
        // These are called without parentheses too.
        if (parts is [("CURRENT_TIMESTAMP" or "CURRENT_DATE" or "CURRENT_TIME" or "CURRENT_USER" or "LOCALTIMESTAMP" or "LOCALTIME") and var bare])
            return new Expr.Call(position, bare, [], Distinct: false, [], Over: null);
        return new Expr.Name(position, parts);
    }

    private Expr.Call ParseCall(int position, string function)
    {
        _tokens.ExpectOperator("(");
        var distinct = _tokens.Accept("DISTINCT");
        ImmutableArray<Argument> arguments = _tokens.IsOperator(")") ? [] : List(ParseArgument);

        // Either place will do: FIRST_VALUE(x IGNORE NULLS) OVER (…) and FIRST_VALUE(x) IGNORE NULLS OVER (…).
        var ignoreNulls = AcceptNullTreatment();
        _tokens.ExpectOperator(")");
        ImmutableArray<OrderItem> withinGroup = [];
        if (_tokens.Accept("WITHIN", "GROUP"))
        {
            _tokens.ExpectOperator("(");
            _tokens.Expect("ORDER");
            _tokens.Expect("BY");
            withinGroup = List(ParseOrderItem);
            _tokens.ExpectOperator(")");
        }

        ignoreNulls |= AcceptNullTreatment();
        return new(position, function, arguments, distinct, withinGroup, _tokens.Accept("OVER") ? ParseWindow() : null) { IgnoreNulls = ignoreNulls };
    }

    private bool AcceptNullTreatment() => _tokens.Accept("IGNORE", "NULLS") || (_tokens.Accept("RESPECT", "NULLS") && false);

    private Argument ParseArgument()
    {
        if (_tokens.Kind is SqlTokenKind.Word && _tokens.IsOperator("=>", 1))
        {
            var name = _tokens.Take().ToUpperInvariant();
            _tokens.Skip();
            return new(name, ParseExpr());
        }

        if (AcceptStar() is { } star)
            return new(null, star);

        // A part of a date (DATEADD(day, …)) is a name to the parser; a query may stand bare as the only argument of some functions.
        return new(null, StartsQuery() ? new Expr.Scalar(_tokens.Position, ParseQuery()) : ParseExpr());
    }

    private Window ParseWindow()
    {
        _tokens.ExpectOperator("(");
        var partition = _tokens.Accept("PARTITION", "BY") ? List(ParseExpr) : [];
        var order = _tokens.Accept("ORDER", "BY") ? List(ParseOrderItem) : [];
        var frame = _tokens.IsWord("ROWS") || _tokens.IsWord("RANGE") ? ParseFrame() : null;
        _tokens.ExpectOperator(")");
        return new(partition, order, frame);
    }

    private WindowFrame ParseFrame()
    {
        var position = _tokens.Position;
        var isRange = _tokens.IsWord("RANGE");
        _tokens.Skip();
        if (!_tokens.Accept("BETWEEN"))
            return new(position, isRange, ParseBound(), new(null, null));
        var start = ParseBound();
        _tokens.Expect("AND");
        return new(position, isRange, start, ParseBound());
    }

    private FrameBound ParseBound()
    {
        if (_tokens.Accept("CURRENT", "ROW"))
            return new(null, null);
        var distance = _tokens.Accept("UNBOUNDED") ? null : _tokens.Kind is SqlTokenKind.Number ? _tokens.Take()
            : _tokens.IsWord("INTERVAL") ? throw Unsupported("INTERVAL") : throw _tokens.Unexpected();
        if (_tokens.Accept("PRECEDING"))
            return new("PRECEDING", distance);
        _tokens.Expect("FOLLOWING");
        return new("FOLLOWING", distance);
    }
}
