using System.Collections.Immutable;

namespace CortexSharp.Local.Tests.Differential.Queries;

/// <summary>A query of the evaluator's own small language: what it is written as, and its rows by nested loops.</summary>
/// <param name="Columns">Its columns; their names are unique in it.</param>
internal abstract record Query(ImmutableArray<Expression.Column> Columns)
{
    /// <summary>Its rows, in any order unless it is ordered.</summary>
    public abstract IEnumerable<object?[]> Rows();

    public abstract string ToSql();

    /// <summary>What it reads from.</summary>
    public virtual ImmutableArray<Query> Sources => [];

    /// <summary>The same query over other sources, which have the columns of its own ones.</summary>
    public virtual Query Over(ImmutableArray<Query> sources) => this;

    /// <summary>The query with something left out.</summary>
    public virtual IEnumerable<Query> Simpler => [];

    /// <summary>The tables that it reads.</summary>
    public IEnumerable<ModelTable> Tables => this is Table table ? [table.Model] : Sources.SelectMany(s => s.Tables);

    /// <summary>A column behind those that are there.</summary>
    protected static Expression.Column Next(ImmutableArray<Expression.Column> columns, string name, ModelType type) =>
        new(type, name, columns.Length);

    public static bool Holds(Expression condition, object?[] cells) => Value(condition, cells) is true;

    /// <summary>The value of an expression; a number that is too wide for the offline Cortex is no case for a query.</summary>
    public static object? Value(Expression expression, object?[] cells)
    {
        var row = new ModelRow(cells);
        var value = expression.Evaluate(row);
        return row.IsWide ? throw new AmbiguousException() : value;
    }

    public sealed record Table(ModelTable Model) : Query(Model.Columns)
    {
        public override IEnumerable<object?[]> Rows() => Model.Rows;

        public override IEnumerable<Query> Simpler => Shrinker.Smaller(Model).Select(m => new Table(m));

        public override string ToSql() => "SELECT * FROM " + Model.Name;
    }

    public sealed record Where(Query Source, Expression Condition) : Query(Source.Columns)
    {
        public override IEnumerable<object?[]> Rows() => Source.Rows().Where(row => Holds(Condition, row));

        public override ImmutableArray<Query> Sources => [Source];

        public override Query Over(ImmutableArray<Query> sources) => this with { Source = sources[0] };

        public override IEnumerable<Query> Simpler => Shrinker.Smaller(Condition).Select(c => this with { Condition = c });

        public override string ToSql() => $"SELECT * FROM ({Source.ToSql()}) WHERE {Condition.ToSql()}";
    }

    /// <summary>A join by a condition over the columns of both sides.</summary>
    public sealed record Join(string Kind, Query Left, Query Right, Expression On)
        : Query([.. Left.Columns, .. Right.Columns.Select(c => c with { Index = c.Index + Left.Columns.Length })])
    {
        public override IEnumerable<object?[]> Rows()
        {
            var (left, right) = (Left.Rows().ToArray(), Right.Rows().ToArray());
            var pairs = (from l in left from r in right let row = (object?[])[.. l, .. r] where Holds(On, row) select (l, r, row)).ToArray();
            var onlyLeft = Kind is "LEFT JOIN" or "FULL JOIN"
                ? left.Where(l => !pairs.Any(p => p.l == l)).Select(l => (object?[])[.. l, .. new object?[Right.Columns.Length]])
                : [];
            var onlyRight = Kind is "RIGHT JOIN" or "FULL JOIN"
                ? right.Where(r => !pairs.Any(p => p.r == r)).Select(r => (object?[])[.. new object?[Left.Columns.Length], .. r])
                : [];
            return [.. pairs.Select(p => p.row), .. onlyLeft, .. onlyRight];
        }

        public override ImmutableArray<Query> Sources => [Left, Right];

        public override Query Over(ImmutableArray<Query> sources) => this with { Left = sources[0], Right = sources[1] };

        public override IEnumerable<Query> Simpler => Shrinker.Smaller(On).Select(e => this with { On = e });

        public override string ToSql() => $"SELECT * FROM ({Left.ToSql()}) l {Kind} ({Right.ToSql()}) r ON {On.ToSql()}";
    }

    /// <summary>A select list of expressions.</summary>
    public sealed record Project(Query Source, ImmutableArray<Expression> Items, bool IsDistinct)
        : Query([.. Items.Select((e, i) => new Expression.Column(e.Type, $"c{i}", i))])
    {
        public override IEnumerable<object?[]> Rows()
        {
            var rows = Source.Rows().Select(row => Items.Select(e => Value(e, row)).ToArray());
            return IsDistinct ? rows.Distinct(RowComparer.Instance) : rows;
        }

        public override ImmutableArray<Query> Sources => [Source];

        public override Query Over(ImmutableArray<Query> sources) => this with { Source = sources[0] };

        public override IEnumerable<Query> Simpler => Items.Length == 1 ? [] : Items.Select(e => new Project(Source, Items.Remove(e), IsDistinct));

        public override string ToSql() =>
            $"SELECT {(IsDistinct ? "DISTINCT " : "")}{string.Join(", ", Items.Select((e, i) => $"{e.ToSql()} AS c{i}"))} FROM ({Source.ToSql()})";
    }

    /// <summary>UNION, UNION ALL, INTERSECT and EXCEPT of queries with columns of the same types.</summary>
    public sealed record SetOperation(string Operator, Query Left, Query Right) : Query(Left.Columns)
    {
        public override IEnumerable<object?[]> Rows() => Operator switch
        {
            "UNION ALL" => Left.Rows().Concat(Right.Rows()),
            "UNION" => Left.Rows().Union(Right.Rows(), RowComparer.Instance),
            "INTERSECT" => Left.Rows().Intersect(Right.Rows(), RowComparer.Instance),
            _ => Left.Rows().Except(Right.Rows(), RowComparer.Instance),
        };

        public override ImmutableArray<Query> Sources => [Left, Right];

        public override Query Over(ImmutableArray<Query> sources) => this with { Left = sources[0], Right = sources[1] };

        public override string ToSql() => $"({Left.ToSql()}) {Operator} ({Right.ToSql()})";
    }

    /// <summary>Groups by keys; without any, all rows are one group. HAVING speaks of the columns that come out.</summary>
    public sealed record Group(Query Source, ImmutableArray<Expression> Keys, ImmutableArray<Aggregate> Aggregates, Expression? Having)
        : Query(
            [
                .. Keys.Select((k, i) => new Expression.Column(k.Type, $"k{i}", i)),
                .. Aggregates.Select((a, i) => new Expression.Column(a.Type, $"a{i}", Keys.Length + i)),
            ])
    {
        public override IEnumerable<object?[]> Rows()
        {
            var groups = Source.Rows().GroupBy(row => Keys.Select(k => Value(k, row)).ToArray(), RowComparer.Instance)
                .Select(g => (g.Key, Rows: g.ToList())).ToList();
            if (Keys.IsEmpty && groups.Count == 0)
                groups.Add(([], []));
            return groups.Select(g => (object?[])[.. g.Key, .. Aggregates.Select(a => a.Over(g.Rows))])
                .Where(row => Having is null || Holds(Having, row));
        }

        public override ImmutableArray<Query> Sources => [Source];

        public override Query Over(ImmutableArray<Query> sources) => this with { Source = sources[0] };

        public override IEnumerable<Query> Simpler =>
        [
            .. Having is null ? [] : Shrinker.Smaller(Having).Select(e => this with { Having = e }).Prepend(this with { Having = null }),
            // What HAVING says may name any of the columns.
            .. Having is not null || Aggregates.Length == 1 ? [] : Aggregates.Select(a => new Group(Source, Keys, Aggregates.Remove(a), null)),
            .. Having is not null ? [] : Keys.Select(k => new Group(Source, Keys.Remove(k), Aggregates, null)),
        ];

        public override string ToSql()
        {
            var items = Keys.Select((k, i) => $"{k.ToSql()} AS k{i}").Concat(Aggregates.Select((a, i) => $"{a.ToSql()} AS a{i}"));
            var groups = Keys.IsEmpty ? "" : $" GROUP BY {string.Join(", ", Enumerable.Range(1, Keys.Length))}";
            return $"SELECT {string.Join(", ", items)} FROM ({Source.ToSql()}){groups}{(Having is null ? "" : $" HAVING {Having.ToSql()}")}";
        }
    }

    /// <summary>Keeps rows by a subquery: <c>IN</c>, <c>NOT IN</c> with its nulls, or a correlated <c>EXISTS</c>.</summary>
    public sealed record Subquery(Query Source, string Test, Expression.Column Outer, Query Inner) : Query(Source.Columns)
    {
        public override IEnumerable<object?[]> Rows()
        {
            var inner = Inner.Rows().Select(r => r[0]).ToArray();
            return Source.Rows().Where(row =>
            {
                var outer = row[Outer.Index];
                var found = outer is not null && inner.Any(i => i is not null && Operators.ComparisonOperators.Compare(outer, i) == 0);
                return Test is not "NOT IN" ? found : !found && (inner.Length == 0 || (outer is not null && !inner.Contains(null)));
            });
        }

        public override ImmutableArray<Query> Sources => [Source, Inner];

        public override Query Over(ImmutableArray<Query> sources) => this with { Source = sources[0], Inner = sources[1] };

        public override string ToSql() => Test is "EXISTS"
            ? $"SELECT * FROM ({Source.ToSql()}) o WHERE EXISTS (SELECT 1 FROM ({Inner.ToSql()}) i WHERE i.{Inner.Columns[0].Name} = o.{Outer.Name})"
            : $"SELECT * FROM ({Source.ToSql()}) o WHERE o.{Outer.Name} {Test} (SELECT {Inner.Columns[0].Name} FROM ({Inner.ToSql()}))";
    }

    /// <summary>Every row of one side with every row of the other.</summary>
    public sealed record Cross(Query Left, Query Right)
        : Query([.. Left.Columns, .. Right.Columns.Select(c => c with { Index = c.Index + Left.Columns.Length })])
    {
        public override IEnumerable<object?[]> Rows() => from l in Left.Rows() from r in Right.Rows() select (object?[])[.. l, .. r];

        public override ImmutableArray<Query> Sources => [Left, Right];

        public override Query Over(ImmutableArray<Query> sources) => this with { Left = sources[0], Right = sources[1] };

        public override string ToSql() => $"SELECT * FROM ({Left.ToSql()}) l CROSS JOIN ({Right.ToSql()}) r";
    }

    /// <summary>Adds the value of a subquery that aggregates, over all rows of the inner query or over those of a key.</summary>
    public sealed record Scalar(Query Source, Query Inner, Aggregate Aggregate, Expression.Column? Outer, Expression.Column Key)
        : Query(Source.Columns.Add(Next(Source.Columns, "sub", Aggregate.Type)))
    {
        public override IEnumerable<object?[]> Rows() =>
            Source.Rows().Select(row => (object?[])[.. row, Aggregate.Over([.. Inner.Rows().Where(inner => Matches(row, inner))])]);

        public override ImmutableArray<Query> Sources => [Source, Inner];

        public override Query Over(ImmutableArray<Query> sources) => this with { Source = sources[0], Inner = sources[1] };

        public override string ToSql()
        {
            var condition = Outer is null ? "" : $" WHERE i.{Key.Name} = o.{Outer.Name}";
            return $"SELECT o.*, (SELECT {Aggregate.ToSql()} FROM ({Inner.ToSql()}) i{condition}) AS sub FROM ({Source.ToSql()}) o";
        }

        private bool Matches(object?[] row, object?[] inner) =>
            Outer is null || (row[Outer.Index] is { } a && inner[Key.Index] is { } b && Operators.ComparisonOperators.Compare(a, b) == 0);
    }

    /// <summary>Orders by keys, the whole row deciding last, and takes some rows.</summary>
    public sealed record Order(Query Source, ImmutableArray<OrderKey> Keys, int Limit, int Offset) : Query(Source.Columns)
    {
        public override IEnumerable<object?[]> Rows() => Source.Rows().Order(OrderKey.Comparer(Keys)).Skip(Offset).Take(Limit);

        public override ImmutableArray<Query> Sources => [Source];

        public override Query Over(ImmutableArray<Query> sources) => this with { Source = sources[0] };

        public override string ToSql() =>
            $"SELECT * FROM ({Source.ToSql()}) ORDER BY {string.Join(", ", Keys.Select(k => k.ToSql()))} LIMIT {Limit} OFFSET {Offset}";
    }

    /// <summary>Adds a window function's column; with <c>QUALIFY</c> keeps the rows where it is at most some number.</summary>
    public sealed record Windowed(Query Source, WindowFunction Function, int? AtMost)
        : Query(Source.Columns.Add(Next(Source.Columns, "win", Function.Type)))
    {
        public override IEnumerable<object?[]> Rows() => Function.Over([.. Source.Rows()])
            .Where(row => AtMost is not { } most || (row[^1] is Exact value && value.CompareTo(Exact.Of(most)) <= 0));

        public override ImmutableArray<Query> Sources => [Source];

        public override Query Over(ImmutableArray<Query> sources) => this with { Source = sources[0] };

        public override IEnumerable<Query> Simpler => AtMost is null ? [] : [this with { AtMost = null }];

        public override string ToSql() =>
            $"SELECT *, {Function.ToSql()} AS win FROM ({Source.ToSql()}){(AtMost is { } most ? $" QUALIFY win <= {most}" : "")}";
    }
}
