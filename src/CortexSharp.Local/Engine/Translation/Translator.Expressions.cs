using System.Globalization;
using System.Text;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <content>Expressions. Each comes out as an operand that needs no further parentheses.</content>
internal sealed partial class Translator
{
    private const int MaxExpressionText = 20_000_000;

    /// <summary>Translates an expression.</summary>
    public TypedSql Expression(Expr expression, Scope scope)
    {
        EnsureStack(expression.Position);
        var pending = scope.Grouping?.Pending ?? 0;
        var value = Untracked(expression, scope);
        // Some constructs write an operand twice, so that deep nesting doubles the text again and again.
        if (value.Text.Length > MaxExpressionText)
            throw SqlErrors.TooLarge(Text, expression.Position, $"an expression becomes longer than {MaxExpressionText} characters");
        scope.Grouping?.Completed(value.Text, pending);
        return value;
    }

    private TypedSql Untracked(Expr expression, Scope scope) => expression switch
    {
        Expr.Null => new("NULL", SqlType.Null),
        Expr.Text e => new(SqliteText.Literal(e.Value), new SqlType(SqlTypeKind.Varchar, Math.Max(1, e.Value.EnumerateRunes().Count()))),
        Expr.Number e => NumberLiteral(e),
        Expr.Boolean e => new(e.Value ? "1" : "0", SqlType.Boolean),
        Expr.Bind e => Bind(e),
        Expr.Name e => Name(e, scope),
        ResolvedColumn e => Lifted(scope, e.Column, e.Position),
        Expr.Element e => Element(Expression(e.Value, scope), e.Key, scope),
        Expr.Unary { Operator: "NOT" } e => new($"(NOT {Condition(e.Operand, scope)})", SqlType.Boolean),
        Expr.Unary e => Negated(e, scope),
        Expr.Binary { Operator: "AND" or "OR" } e => new($"({Condition(e.Left, scope)} {e.Operator} {Condition(e.Right, scope)})", SqlType.Boolean),
        Expr.Binary { Operator: "||" } e => new($"({TextOf(e.Left, scope)} || {TextOf(e.Right, scope)})", SqlType.Varchar),
        Expr.Binary { Operator: "+" or "-", Right: Expr.Interval interval } e => Shifted(e.Operator, Expression(e.Left, scope), interval),
        Expr.Binary { Operator: "+", Left: Expr.Interval interval } e => Shifted(e.Operator, Expression(e.Right, scope), interval),
        Expr.Interval => throw Unsupported(expression.Position, "INTERVAL but to add to or subtract from a date or time"),
        Expr.Binary { Operator: "+" or "-" or "*" or "/" or "%" } e =>
            Arithmetic(e.Operator, Expression(e.Left, scope), Expression(e.Right, scope), e.Position),
        Expr.Binary e => Compare(e.Operator, Expression(e.Left, scope), Expression(e.Right, scope), e.Position),
        Expr.IsNull e => new($"({Expression(e.Value, scope).Text} IS {(e.Negated ? "NOT " : "")}NULL)", SqlType.Boolean),
        Expr.IsDistinct e => Compare(e.Negated ? "IS" : "IS NOT", Expression(e.Left, scope), Expression(e.Right, scope), e.Position),
        Expr.Between e => Between(e, scope),
        Expr.InList e => InList(e, scope),
        Expr.InQuery e => InQuery(e, scope),
        Expr.Like e => Like(e, scope),
        Expr.Case e => Case(e, scope),
        Expr.Cast { Try: false } e => Cast(Expression(e.Value, scope), e.Type, e.Position),
        Expr.Cast e => TryCast(Expression(e.Value, scope), e.Type, e.Position),
        Expr.Call e => Call(e, scope),
        Expr.Object e => Object(e, scope),
        Expr.Array e => new(
            SqliteText.Concatenation(
                ["'['", .. e.Items.SelectMany((item, i) => i == 0 ? [Element(item, scope)] : new[] { "','", Element(item, scope) }), "']'"]),
                SqlType.Array),
        Expr.Exists e => new($"EXISTS ({Query(e.Query, scope).Sql})", SqlType.Boolean),
        Expr.Scalar e => Scalar(e, scope),
        Expr.TypeLiteral => throw Unsupported(expression.Position, "TYPE literal outside of a Cortex function"),
        Expr.Star => throw SqlErrors.Syntax(Text, expression.Position, "*"),
        _ => throw Unsupported(expression.Position, expression.GetType().Name),
    };

    private string TextOf(Expr value, Scope scope) => Cast(Expression(value, scope), SqlType.Varchar, value.Position).Text;

    private string Condition(Expr condition, Scope scope) => Cast(Expression(condition, scope), SqlType.Boolean, condition.Position).Text;

    private static TypedSql NumberLiteral(Expr.Number number)
    {
        if (number.Digits.Contains('e', StringComparison.OrdinalIgnoreCase))
        {
            var inexact = double.Parse(number.Digits, CultureInfo.InvariantCulture);
            return double.IsFinite(inexact)
                ? new(inexact.ToString("E16", CultureInfo.InvariantCulture), SqlType.Float)
                : throw SqlErrors.NumberOutOfRange(number.Digits);
        }

        var point = number.Digits.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : number.Digits.Length - point - 1;
        var digits = number.Digits.Replace(".", "", StringComparison.Ordinal);
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || scale > 18)
            throw SqlErrors.NumberOverflow();
        var text = value.ToString(CultureInfo.InvariantCulture);
        return new(text, SqlType.Number(scale, Math.Max(text.Length, scale)));
    }

    private TypedSql Bind(Expr.Bind bind) => bind.Index < input.Binds.Length
        ? new(string.Create(CultureInfo.InvariantCulture, $"$b{bind.Index}"), input.Binds[bind.Index].Type)
        : throw SqlErrors.InvalidArgument(Text, bind.Position, "Bind variable ? not set.");

    /// <summary>An element of a JSON value.</summary>
    public TypedSql Element(TypedSql value, Expr key, Scope? scope)
    {
        if (!value.Type.IsSemiStructured)
            value = Cast(value, SqlType.Variant, key.Position);
        // SQLite's -> gives the element's JSON, or NULL where there is none: just what a VARIANT is here.
        if (key is Expr.Text text && !text.Value.AsSpan().ContainsAny('"', '\\'))
            return new($"({value.Text} -> {SqliteText.Literal($"$.\"{text.Value}\"")})", SqlType.Variant);
        if (key is Expr.Number { Digits: var digits } && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return new(string.Create(CultureInfo.InvariantCulture, $"({value.Text} -> '$[{index}]')"), SqlType.Variant);
        var computed = Expression(key, scope ?? new Scope(null));
        return computed.Type.Kind is SqlTypeKind.Number
            ? new($"cs_get_index({value.Text}, {Cast(computed, SqlType.Integer, key.Position).Text})", SqlType.Variant)
            : new($"cs_get_key({value.Text}, {Cast(computed, SqlType.Varchar, key.Position).Text})", SqlType.Variant);
    }

    private TypedSql Between(Expr.Between e, Scope scope)
    {
        var value = Expression(e.Value, scope);
        var low = Compare(">=", value, Expression(e.Low, scope), e.Position);
        var high = Compare("<=", value, Expression(e.High, scope), e.Position);
        return new($"({(e.Negated ? "NOT " : "")}({low.Text} AND {high.Text}))", SqlType.Boolean);
    }

    private TypedSql InList(Expr.InList e, Scope scope)
    {
        var value = Expression(e.Value, scope);
        var items = e.Items.Select(i => Expression(i, scope)).ToArray();
        var type = ComparisonType(UnifyAll(items.Select(i => i.Type).Prepend(value.Type), e.Position));
        return new(
            $"({Comparable(value, type, e.Position)} {(e.Negated ? "NOT " : "")}IN "
            + $"({string.Join(", ", items.Select(i => Comparable(i, type, e.Position)))}))", SqlType.Boolean);
    }

    private TypedSql InQuery(Expr.InQuery e, Scope scope)
    {
        var value = Expression(e.Value, scope);
        var query = Query(e.Query, scope);
        if (query.Columns.Length != 1)
            throw SqlErrors.InvalidArgument(Text, e.Query.Position, $"Invalid number of columns in subquery: expected 1, got {query.Columns.Length}");
        var type = ComparisonType(Unify(value.Type, query.Columns[0].Type, e.Position));
        var sql = query.Columns[0].Type.Kind == type.Kind && query.Columns[0].Type.Scale == type.Scale
            && type.Kind is not (SqlTypeKind.TimestampTz or SqlTypeKind.Variant)
            ? query.Sql
            : $"SELECT {Comparable(new("c1", query.Columns[0].Type), type, e.Position)} FROM ({query.Sql})";
        return new($"({Comparable(value, type, e.Position)} {(e.Negated ? "NOT " : "")}IN ({sql}))", SqlType.Boolean);
    }

    private TypedSql Like(Expr.Like e, Scope scope)
    {
        var value = TextOf(e.Value, scope);
        var escape = e.Escape is null ? "" : ", " + TextOf(e.Escape, scope);
        var function = e.Operator switch { "LIKE" => "cs_like", "ILIKE" => "cs_ilike", _ => "cs_regexp_like" };
        var tests = e.Patterns.Select(p => $"{function}({value}, {TextOf(p, scope)}{escape})");
        return new($"({(e.Negated ? "NOT " : "")}({string.Join(e.All ? " AND " : " OR ", tests)}))", SqlType.Boolean);
    }

    private TypedSql Case(Expr.Case e, Scope scope)
    {
        var subject = e.Subject is null ? (TypedSql?)null : Expression(e.Subject, scope);
        var results = e.Branches.Select(b => Expression(b.Then, scope)).Append(e.Else is null ? new("NULL", SqlType.Null) : Expression(e.Else, scope))
            .ToArray();
        var type = UnifyAll(results.Select(r => r.Type), e.Position);
        var sql = new StringBuilder("CASE");
        for (var i = 0; i < e.Branches.Length; i++)
        {
            var when = subject is { } s
                ? Compare("=", s, Expression(e.Branches[i].When, scope), e.Branches[i].When.Position).Text
                : Condition(e.Branches[i].When, scope);
            sql.Append(" WHEN ").Append(when).Append(" THEN ").Append(Cast(results[i], type, e.Branches[i].Then.Position).Text);
        }

        if (e.Else is not null)
            sql.Append(" ELSE ").Append(Cast(results[^1], type, e.Else.Position).Text);
        return new(sql.Append(" END").ToString(), type, results.Any(r => r.Unchecked));
    }

    private TypedSql Scalar(Expr.Scalar e, Scope scope)
    {
        var query = Query(e.Query, scope);
        if (query.Columns.Length != 1)
        {
            throw SqlErrors.InvalidArgument(
                Text, e.Position, $"Invalid number of columns in a scalar subquery: expected 1, got {query.Columns.Length}");
        }

        if (IsSingleRow(e.Query))
            return new($"({query.Sql})", query.Columns[0].Type);
        // SQLite would take the first of several rows, silently; Snowflake fails.
        return new(
            "(SELECT CASE WHEN count(*) > 1 THEN cs_several_rows() ELSE max(c1) END FROM "
            + $"({query.Sql}{(query.Sql.Contains(" LIMIT ", StringComparison.Ordinal) ? "" : " LIMIT 2")}))", query.Columns[0].Type);
    }

    /// <summary>Whether a query is sure to give no more than one row.</summary>
    private bool IsSingleRow(Query query) => query.Limit is Expr.Number { Digits: "0" or "1" } ||
        (query.Body is QueryBody.Select { GroupBy.IsEmpty: true, GroupByAll: false } select
            && (select.From is null || select.Items.Any(i => HasAggregate(i.Value))));

    private TypedSql Object(Expr.Object e, Scope scope)
    {
        if (e.Members.IsEmpty)
            return new("'{}'", SqlType.Object);
        var members =
            e.Members.SelectMany(m => new[] { SqliteText.Literal(m.Key), Cast(Expression(m.Value, scope), SqlType.Variant, m.Value.Position).Text });
        return new($"cs_object({string.Join(", ", members)})", SqlType.Object);
    }

    /// <summary>An element of an array: null becomes undefined, which Snowflake writes so.</summary>
    private string Element(Expr value, Scope scope) => $"coalesce({Cast(Expression(value, scope), SqlType.Variant, value.Position).Text}, 'null')";
}
