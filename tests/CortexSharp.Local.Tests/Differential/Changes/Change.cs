using System.Collections.Immutable;
using CortexSharp.Local.Tests.Differential.Queries;

namespace CortexSharp.Local.Tests.Differential.Changes;

/// <summary>A statement that changes the table <paramref name="Target"/>: what it is written as, and the rows that it leaves.</summary>
/// <param name="Target">The table that is changed.</param>
internal abstract record Change(ModelTable Target)
{
    /// <summary>The rows afterwards, in any order, and how many were changed.</summary>
    public abstract (ImmutableArray<object?[]> Rows, int Count) Apply();

    public abstract string ToSql();

    /// <summary>The tables that it names.</summary>
    public abstract ImmutableArray<ModelTable> Tables { get; }

    /// <summary>The same change of smaller tables, or with a smaller condition.</summary>
    public abstract IEnumerable<Change> Smaller { get; }

    /// <summary>The row with its new values, all of which are computed from the old ones.</summary>
    protected static object?[] Assigned(object?[] row, object?[] joined, ImmutableArray<Assignment> assignments)
    {
        var changed = (object?[])row.Clone();
        foreach (var (column, value) in assignments)
            changed[column.Index] = Query.Value(value, joined);
        return changed;
    }

    /// <summary>DELETE of the rows for which a condition holds.</summary>
    public sealed record Delete(ModelTable Target, Expression Condition) : Change(Target)
    {
        public override ImmutableArray<ModelTable> Tables => [Target];

        public override IEnumerable<Change> Smaller =>
        [
            .. Shrinker.Smaller(Target).Select(t => this with { Target = t }),
            .. Shrinker.Smaller(Condition).Select(c => this with { Condition = c }),
        ];

        public override (ImmutableArray<object?[]> Rows, int Count) Apply()
        {
            ImmutableArray<object?[]> left = [.. Target.Rows.Where(row => !Query.Holds(Condition, row))];
            return (left, Target.Rows.Length - left.Length);
        }

        public override string ToSql() => $"DELETE FROM {Target.Name} WHERE {Condition.ToSql()}";
    }

    /// <summary>DELETE of the rows that meet a row of another table; they go once, however many they meet.</summary>
    public sealed record DeleteUsing(ModelTable Target, ModelTable Source, Expression Condition) : Change(Target)
    {
        public override ImmutableArray<ModelTable> Tables => [Target, Source];

        public override IEnumerable<Change> Smaller =>
        [
            .. Shrinker.Smaller(Target).Select(t => this with { Target = t }), .. Shrinker.Smaller(Source).Select(s => this with { Source = s }),
            .. Shrinker.Smaller(Condition).Select(c => this with { Condition = c }),
        ];

        public override (ImmutableArray<object?[]> Rows, int Count) Apply()
        {
            // Every pair is looked at, as the engine may look at any.
            var isMet = Target.Rows.Select(row => Source.Rows.Select(s => Query.Holds(Condition, [.. row, .. s])).ToArray().Contains(true)).ToArray();
            ImmutableArray<object?[]> left = [.. Target.Rows.Where((_, i) => !isMet[i])];
            return (left, Target.Rows.Length - left.Length);
        }

        public override string ToSql() => $"DELETE FROM {Target.Name} USING {Source.Name} WHERE {Condition.ToSql()}";
    }

    /// <summary>UPDATE of the rows for which a condition holds.</summary>
    public sealed record Update(ModelTable Target, ImmutableArray<Assignment> Set, Expression Condition) : Change(Target)
    {
        public override ImmutableArray<ModelTable> Tables => [Target];

        public override IEnumerable<Change> Smaller =>
        [
            .. Shrinker.Smaller(Target).Select(t => this with { Target = t }),
            .. Shrinker.Smaller(Condition).Select(c => this with { Condition = c }),
        ];

        public override (ImmutableArray<object?[]> Rows, int Count) Apply()
        {
            var holds = Target.Rows.Select(row => Query.Holds(Condition, row)).ToArray();
            return ([.. Target.Rows.Select((row, i) => holds[i] ? Assigned(row, row, Set) : row)], holds.Count(h => h));
        }

        public override string ToSql() => $"UPDATE {Target.Name} SET {string.Join(", ", Set)} WHERE {Condition.ToSql()}";
    }

    /// <summary>UPDATE from another table by an equality with its key, so that a row meets one row at most.</summary>
    public sealed record UpdateFrom(ModelTable Target, ModelTable Source, ImmutableArray<Assignment> Set, Expression.Column Key, Expression Condition)
        : Change(Target)
    {
        public override ImmutableArray<ModelTable> Tables => [Target, Source];

        public override IEnumerable<Change> Smaller =>
        [
            .. Shrinker.Smaller(Target).Select(t => this with { Target = t }), .. Shrinker.Smaller(Source).Select(s => this with { Source = s }),
            .. Shrinker.Smaller(Condition).Select(c => this with { Condition = c }),
        ];

        public override (ImmutableArray<object?[]> Rows, int Count) Apply()
        {
            var pairs = Target.Rows
                .Select(row => (Row: row, Joined: Keyed.Met(row, Key, Source) is { } met && Query.Holds(Condition, met) ? met : null))
                .ToArray();
            return ([.. pairs.Select(p => p.Joined is null ? p.Row : Assigned(p.Row, p.Joined, Set))], pairs.Count(p => p.Joined is not null));
        }

        public override string ToSql() =>
            $"UPDATE {Target.Name} SET {string.Join(", ", Set)} FROM {Source.Name} WHERE {Keyed.ToSql(Key, Source)} AND ({Condition.ToSql()})";
    }

    /// <summary>MERGE by an equality with the source's key: what is matched is deleted or else updated, what is not is inserted.</summary>
    /// <param name="Target">The table that is changed.</param>
    /// <param name="Source">The other table.</param>
    /// <param name="Key">The target's column that holds keys of the other.</param>
    /// <param name="Deleted">Which matched rows are deleted.</param>
    /// <param name="Updated">Which of the other matched rows are updated.</param>
    /// <param name="Set">How they are updated.</param>
    /// <param name="Inserted">Which rows of the other table are inserted where they match none; over its columns behind the target's.</param>
    /// <param name="Values">What is inserted.</param>
    public sealed record Merge(
        ModelTable Target,
        ModelTable Source,
        Expression.Column Key,
        Expression Deleted,
        Expression Updated,
        ImmutableArray<Assignment> Set,
        Expression Inserted,
        ImmutableArray<Assignment> Values)
        : Change(Target)
    {
        public override ImmutableArray<ModelTable> Tables => [Target, Source];

        public override IEnumerable<Change> Smaller =>
        [
            .. Shrinker.Smaller(Target).Select(t => this with { Target = t }), .. Shrinker.Smaller(Source).Select(s => this with { Source = s }),
            .. Shrinker.Smaller(Deleted).Select(c => this with { Deleted = c }), .. Shrinker.Smaller(Updated).Select(c => this with { Updated = c }),
            .. Shrinker.Smaller(Inserted).Select(c => this with { Inserted = c }),
        ];

        public override (ImmutableArray<object?[]> Rows, int Count) Apply()
        {
            var rows = ImmutableArray.CreateBuilder<object?[]>();
            var count = 0;
            foreach (var row in Target.Rows)
            {
                var met = Keyed.Met(row, Key, Source);
                var isDeleted = met is not null && Query.Holds(Deleted, met);
                var isUpdated = met is not null && !isDeleted && Query.Holds(Updated, met);
                count += isDeleted || isUpdated ? 1 : 0;
                if (!isDeleted)
                    rows.Add(isUpdated ? Assigned(row, met!, Set) : row);
            }

            var empty = new object?[Target.Columns.Length];
            foreach (var source in Source.Rows.Where(s => !Target.Rows.Any(row => Keyed.Meet(row[Key.Index], s[0]))))
            {
                object?[] joined = [.. empty, .. source];
                if (!Query.Holds(Inserted, joined))
                    continue;
                rows.Add(Assigned(empty, joined, Values));
                count++;
            }

            return (rows.ToImmutable(), count);
        }

        public override string ToSql() =>
            $"""
            MERGE INTO {Target.Name} USING {Source.Name} ON {Keyed.ToSql(Key, Source)}
            WHEN MATCHED AND {Deleted.ToSql()} THEN DELETE
            WHEN MATCHED AND {Updated.ToSql()} THEN UPDATE SET {string.Join(", ", Set)}
            WHEN NOT MATCHED AND {Inserted.ToSql()} THEN
                INSERT ({string.Join(", ", Values.Select(v => v.Column.Name))}) VALUES ({string.Join(", ", Values.Select(v => v.Value.ToSql()))})
            """;
    }
}
