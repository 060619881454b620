using System.Collections.Immutable;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Expressions, from the loosest operator to the tightest.</content>
internal sealed partial class Parser
{
    /// <summary>
    /// How many operators of one rank may follow each other where they group from the left; SQLite refuses trees deeper than 1,000.
    /// </summary>
    private const int MaxChain = 900;

    private Expr ParseExpr() => Nested(ParseOr);

    private Expr ParseOr() => Chain(ParseAnd, static t => t.IsWord("OR") ? "OR" : null);

    private Expr ParseAnd() => Chain(ParseNot, static t => t.IsWord("AND") ? "AND" : null);

    private Expr ParseNot()
    {
        var position = _tokens.Position;
        return _tokens.Accept("NOT") ? new Expr.Unary(position, "NOT", Nested(ParseNot)) : ParseComparison();
    }

    private Expr ParseComparison()
    {
        var left = ParseAdditive();
        for (var length = 0; ; length++)
        {
            if (length > MaxChain)
                throw SqlErrors.TooDeep(_tokens.Text, _tokens.Position);
            var position = _tokens.Position;
            if (ComparisonOperator() is { } op)
            {
                _tokens.Skip();
                left = new Expr.Binary(position, op, left, ParseAdditive());
            }
            else if (_tokens.Accept("IS"))
            {
                left = ParseIs(position, left);
            }
            else
            {
                var negated = _tokens.IsWord("NOT")
                    && (_tokens.IsWord("IN", 1) || _tokens.IsWord("BETWEEN", 1) || _tokens.IsWord("LIKE", 1) || _tokens.IsWord("ILIKE", 1)
                        || _tokens.IsWord("RLIKE", 1) || _tokens.IsWord("REGEXP", 1));
                if (negated)
                    _tokens.Skip();
                if (_tokens.Accept("BETWEEN"))
                {
                    var low = ParseAdditive();
                    _tokens.Expect("AND");
                    left = new Expr.Between(position, left, low, ParseAdditive(), negated);
                }
                else if (_tokens.Accept("IN"))
                {
                    left = ParseIn(position, left, negated);
                }
                else if (_tokens.IsWord("LIKE") || _tokens.IsWord("ILIKE") || _tokens.IsWord("RLIKE") || _tokens.IsWord("REGEXP"))
                {
                    left = ParseLike(position, left, negated);
                }
                else
                {
                    return left;
                }
            }
        }
    }

    private string? ComparisonOperator() => _tokens.Kind is not SqlTokenKind.Operator ? null : _tokens.Span() switch
    {
        "=" => "=",
        "<" => "<",
        ">" => ">",
        "<=" => "<=",
        ">=" => ">=",
        "<>" or "!=" => "<>",
        _ => null,
    };

    private Expr ParseIs(int position, Expr left)
    {
        var negated = _tokens.Accept("NOT");
        if (_tokens.Accept("NULL"))
            return new Expr.IsNull(position, left, negated);
        if (_tokens.Accept("DISTINCT"))
        {
            _tokens.Expect("FROM");
            return new Expr.IsDistinct(position, left, ParseAdditive(), negated);
        }

        var at = _tokens.Position;
        // x IS TRUE is false, not null, for a null x.
        if (_tokens.Accept("TRUE"))
            return new Expr.IsDistinct(position, left, new Expr.Boolean(at, true), !negated);
        if (_tokens.Accept("FALSE"))
            return new Expr.IsDistinct(position, left, new Expr.Boolean(at, false), !negated);
        throw _tokens.Unexpected();
    }

    private Expr ParseIn(int position, Expr left, bool negated)
    {
        _tokens.ExpectOperator("(");
        Expr result = StartsQuery()
            ? new Expr.InQuery(position, left, ParseQuery(), negated)
            : new Expr.InList(position, left, List(ParseExpr), negated);
        _tokens.ExpectOperator(")");
        return result;
    }

    private Expr.Like ParseLike(int position, Expr left, bool negated)
    {
        var op = _tokens.Take().ToUpperInvariant();
        if (op == "REGEXP")
            op = "RLIKE";
        var all = _tokens.IsWord("ALL") && _tokens.IsOperator("(", 1);
        ImmutableArray<Expr> patterns;
        if (all || (_tokens.IsWord("ANY") && _tokens.IsOperator("(", 1)))
        {
            _tokens.Skip();
            patterns = Parenthesized(ParseExpr);
        }
        else
        {
            patterns = [ParseAdditive()];
        }

        var escape = _tokens.Accept("ESCAPE") ? ParseAdditive() : null;
        return new Expr.Like(position, left, op, patterns, all, escape, negated);
    }

    private Expr ParseAdditive() =>
        Chain(ParseMultiplicative, static t => t.IsOperator("+") ? "+" : t.IsOperator("-") ? "-" : t.IsOperator("||") ? "||" : null);

    private Expr ParseMultiplicative() =>
        Chain(ParseUnary, static t => t.IsOperator("*") ? "*" : t.IsOperator("/") ? "/" : t.IsOperator("%") ? "%" : null);

    private Expr Chain(Func<Expr> operand, Func<TokenReader, string?> operatorAt)
    {
        var left = operand();
        for (var length = 0; operatorAt(_tokens) is { } op; length++)
        {
            if (op is "OR" or "AND" or "||")
            {
                left = Balanced(op, left, operand, operatorAt);
                continue;
            }

            if (length > MaxChain)
                throw SqlErrors.TooDeep(_tokens.Text, _tokens.Position);
            var position = _tokens.Position;
            _tokens.Skip();
            left = new Expr.Binary(position, op, left, operand());
        }

        return left;
    }

    /// <summary>
    /// A chain of one operator that means the same however it is grouped becomes a tree of little depth, so that the thousands of terms that
    /// programs write are no deep tree to SQLite.
    /// </summary>
    private Expr Balanced(string op, Expr first, Func<Expr> operand, Func<TokenReader, string?> operatorAt)
    {
        var (operands, positions) = (new List<Expr> { first }, new List<int>());
        while (operatorAt(_tokens) == op)
        {
            positions.Add(_tokens.Position);
            _tokens.Skip();
            operands.Add(operand());
        }

        return Tree(0, operands.Count);

        Expr Tree(int from, int to)
        {
            var middle = (from + to) / 2;
            return to - from == 1 ? operands[from] : new Expr.Binary(positions[middle - 1], op, Tree(from, middle), Tree(middle, to));
        }
    }

    private Expr ParseUnary()
    {
        var position = _tokens.Position;
        if (_tokens.AcceptOperator("-"))
            return new Expr.Unary(position, "-", Nested(ParseUnary));
        return _tokens.AcceptOperator("+") ? Nested(ParseUnary) : ParsePostfix();
    }

    private Expr ParsePostfix()
    {
        var value = ParsePrimary();
        for (var length = 0; ; length++)
        {
            if (length > MaxChain)
                throw SqlErrors.TooDeep(_tokens.Text, _tokens.Position);
            var position = _tokens.Position;
            if (_tokens.AcceptOperator("::"))
            {
                value = new Expr.Cast(value.Position, value, ParseType(), Try: false);
            }
            else if (_tokens.IsOperator(":") && _tokens.KindAt(1) is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier)
            {
                _tokens.Skip();
                value = new Expr.Element(value.Position, value, PathKey());
            }
            else if (_tokens.IsOperator("[") && value is not Expr.Text)
            {
                _tokens.Skip();
                value = new Expr.Element(value.Position, value, ParseExpr());
                _tokens.ExpectOperator("]");
            }
            else if (value is Expr.Element && _tokens.IsOperator(".") && _tokens.KindAt(1) is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier)
            {
                // Behind the first colon, dots go on into the value.
                _tokens.Skip();
                value = new Expr.Element(value.Position, value, PathKey());
            }
            else if (_tokens.IsOperator("."))
            {
                throw SqlErrors.Syntax(_tokens.Text, position, ".");
            }
            else
            {
                return value;
            }
        }
    }

    /// <summary>A key in a path. Keys keep their case, quoted or not, unlike names.</summary>
    private Expr.Text PathKey()
    {
        var position = _tokens.Position;
        var key = _tokens.Kind is SqlTokenKind.QuotedIdentifier ? _tokens.Name() : _tokens.Take();
        return new(position, key);
    }
}
