using System.Collections.Immutable;

namespace CortexSharp.Local.Tests.Differential.Queries;

/// <summary>Random queries over two small tables.</summary>
internal sealed class QueryGenerator(Random random, ModelTable left, ModelTable right)
{
    private static readonly ImmutableArray<Kind> Comparables = [Kind.Number, Kind.Text, Kind.Boolean, Kind.Date];

    private readonly ValueGenerator _values = new(random);

    /// <summary>A query.</summary>
    public Query Any()
    {
        Query query = random.Next(10) switch
        {
            0 => Grouped(Source()),
            1 => Joined(),
            2 => Grouped(Joined()),
            3 => United(),
            4 => new Query.Project(Source(), Items(left.Columns), IsDistinct: true),
            5 => Tested(),
            6 => new Query.Cross(Source(), new Query.Table(right)),
            7 => Scalar(),
            _ => Windowed(),
        };
        // The last keys are all columns, so that rows that tie are alike.
        return random.Next(3) > 0
            ? query
            : new Query.Order(query, [Key(query.Columns), .. query.Columns.Select(c => new OrderKey(c))], random.Next(1, 6), random.Next(3));
    }

    private Query Source() =>
        random.Next(2) == 0 ? new Query.Table(left) : new Query.Where(new Query.Table(left), Expression(left.Columns, Kind.Boolean, 2));

    private Query.Join Joined()
    {
        ImmutableArray<Expression.Column> columns = [.. left.Columns, .. right.Columns.Select(c => c with { Index = c.Index + left.Columns.Length })];
        var kind = _values.Pick(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
        var equal = Operators.ComparisonOperators.All.First(o => o.Template == "{0} = {1}" && o.Takes is [Kind.Number, Kind.Number]);
        Expression.Column Of(bool isRight) =>
            _values.Pick([.. columns.Where(c => c.Type.Kind is Kind.Number && c.Index >= left.Columns.Length == isRight)]);
        var on = random.Next(4) == 0 ? Expression(columns, Kind.Boolean, 1) : new Expression.Apply(equal, [Of(false), Of(true)]);
        return new(kind, Source(), new Query.Table(right), on);
    }

    private Query.SetOperation United()
    {
        var kind = _values.Pick(Comparables);
        Query Side(ModelTable table) =>
            new Query.Project(
                new Query.Table(table), [_values.Pick([.. table.Columns.Where(c => c.Type.Kind == kind && c.Type.Scale == 0)])], IsDistinct: false);
        return new(_values.Pick(["UNION", "UNION ALL", "INTERSECT", "EXCEPT"]), Side(left), Side(right));
    }

    private Query.Subquery Tested()
    {
        var kind = _values.Pick(Comparables);
        var outer = _values.Pick([.. left.Columns.Where(c => c.Type.Kind == kind)]);
        var inner = new Query.Project(
            new Query.Where(new Query.Table(right), Expression(right.Columns, Kind.Boolean, 1)),
            [_values.Pick([.. right.Columns.Where(c => c.Type.Kind == kind)])], IsDistinct: false);
        return new(Source(), _values.Pick(["IN", "NOT IN", "EXISTS"]), outer, inner);
    }

    private Query.Group Grouped(Query source)
    {
        ImmutableArray<Expression> keys = [.. Enumerable.Range(0, random.Next(3))
            .Select(_ => Expression(source.Columns, _values.Pick(Comparables), 1))];
        ImmutableArray<Aggregate> aggregates = [.. Enumerable.Range(0, random.Next(1, 4))
            .Select(_ => Aggregated(source.Columns, random.Next(3) == 0))];
        var group = new Query.Group(source, keys, aggregates, null);
        return random.Next(3) == 0 ? group with { Having = Expression(Named(group), Kind.Boolean, 1) } : group;
    }

    /// <summary>The columns of a group as HAVING may name them: aggregates by their alias or written out.</summary>
    private ImmutableArray<Expression.Column> Named(Query.Group group) =>
    [
        .. group.Columns[..group.Keys.Length],
        .. group.Columns[group.Keys.Length..].Zip(group.Aggregates, (c, a) => random.Next(2) == 0 ? c with { Name = a.ToSql() } : c),
    ];

    private Query.Scalar Scalar()
    {
        var kind = _values.Pick(Comparables);
        Expression.Column Of(ModelTable table) => _values.Pick([.. table.Columns.Where(c => c.Type.Kind == kind)]);
        var inner = new Query.Where(new Query.Table(right), Expression(right.Columns, Kind.Boolean, 1));
        return new(Source(), inner, Aggregated(right.Columns, isDistinct: false), random.Next(3) == 0 ? null : Of(left), Of(right));
    }

    private Query.Windowed Windowed()
    {
        var source = Source();
        var name = _values.Pick(["", "", "", "ROW_NUMBER", "RANK", "DENSE_RANK", "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE"]);
        var frame = name.Length == 0 && random.Next(3) > 0 ? Framed() : null;
        var isDistance = frame is { IsRange: true };
        var key = isDistance
            ? new OrderKey(_values.Pick([.. source.Columns.Where(c => c.Name is "n" or "m")]), random.Next(2) == 0)
            : Key(source.Columns);
        // What depends on the order of peers gets an order without any.
        ImmutableArray<OrderKey> order = isDistance || (name is "" && frame is null) || name is "RANK" or "DENSE_RANK"
            ? [key]
            : [key, new(source.Columns[0])];
        var function = new WindowFunction(name, Aggregated(source.Columns, isDistinct: false), _values.Pick(source.Columns), order, frame);
        return new(source, function, function.Type is { Kind: Kind.Number, Scale: 0 } && random.Next(3) == 0 ? random.Next(1, 4) : null);
    }

    private Frame? Framed()
    {
        ImmutableArray<Frame.Bound> bounds =
            [
                new("PRECEDING", null), new("PRECEDING", 3), new("PRECEDING", 1), new(null, null), new("FOLLOWING", 1), new("FOLLOWING", 2),
                new("FOLLOWING", null),
            ];
        var start = random.Next(bounds.Length - 1);
        return new(random.Next(2) == 0, bounds[start], bounds[random.Next(Math.Max(start, 1), bounds.Length)]);
    }

    private Aggregate Aggregated(ImmutableArray<Expression.Column> columns, bool isDistinct)
    {
        var name = _values.Pick(["COUNT(*)", "COUNT", "COUNT_IF", "SUM", "AVG", "MIN", "MAX"]);
        var kind = name switch { "COUNT_IF" => Kind.Boolean, "SUM" or "AVG" => Kind.Number, _ => _values.Pick(Comparables) };
        return new(name, isDistinct && name is "COUNT" or "SUM" or "AVG" && isDistinct, Expression(columns, kind, 1));
    }

    private OrderKey Key(ImmutableArray<Expression.Column> columns) =>
        new(_values.Pick(columns), random.Next(2) == 0, random.Next(3) switch { 0 => null, var n => n == 1 });

    private ImmutableArray<Expression> Items(ImmutableArray<Expression.Column> columns) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Expression(columns, _values.Pick(Comparables), 1))];

    private Expression Expression(ImmutableArray<Expression.Column> columns, Kind kind, int depth) =>
        new ExpressionGenerator(random, columns, mayFail: false).Of(kind, depth);
}
