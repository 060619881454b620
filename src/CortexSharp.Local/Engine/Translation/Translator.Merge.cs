using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Translation;

/// <content>
/// MERGE, which SQLite lacks: the source is materialised, then every pair of a source row and the target row it matches, with the number
/// of the first clause that applies; then each clause is one statement over its pairs.
/// </content>
internal sealed partial class Translator
{
    private (ImmutableArray<ChangeStep> Steps, ImmutableArray<string> Tables) Merge(Statement.Merge merge)
    {
        var table = Target(merge.Table, [Privilege.Select, .. merge.Clauses.Select(c => c.Action).Distinct()]);
        var target = NewName('s');
        var scope = TargetScope(table, merge.Alias, target);
        var from = From(merge.Source, scope);
        var source = NewName('m');
        var pairs = NewName('m');

        // The source's columns, kept under names of their own.
        var original = scope.Sources[^1];
        var kept = original.Columns.Select((c, i) => c with { Sql = c.Sql with { Text = $"{source}.{ColumnName(i)}" } }).ToImmutableArray();
        var items = string.Join(", ", original.Columns.Select((c, i) => $"{c.Sql.Text} AS {ColumnName(i)}"));
        scope.Sources[^1] = original with { Columns = kept };

        var steps = ImmutableArray.CreateBuilder<ChangeStep>();
        steps.Add(
            new(
                ChangeStepKind.Setup,
                $"CREATE TEMP TABLE {source} AS SELECT {items} FROM {from.Sql}{(from.Condition is null ? "" : " WHERE " + from.Condition)}"));
        steps.Add(
            new(
                ChangeStepKind.Setup,
                $"CREATE TEMP TABLE {pairs} AS SELECT {source}.rowid AS source, {target}.rowid AS target, {Action(merge, scope, target)} AS action "
                + $"FROM {source} LEFT JOIN {table.Physical} AS {target} ON {Condition(merge.On, scope)}"));
        // Several source rows that all delete a target row agree; as soon as one updates it, the outcome would depend on their order.
        var updates = string.Join(
            ", ",
            merge.Clauses.Select((c, i) => (c.Action, i)).Where(c => c.Action == "UPDATE").Select(c => c.i.ToString(CultureInfo.InvariantCulture)));
        steps.Add(new(
            ChangeStepKind.Guard,
            $"SELECT count(*) FROM (SELECT 1 FROM {pairs} WHERE target IS NOT NULL AND action IS NOT NULL GROUP BY target HAVING count(*) > 1 AND "
            + $"max(action IN ({updates})))"));
        for (var i = 0; i < merge.Clauses.Length; i++)
            steps.Add(Clause(merge.Clauses[i], i, table, scope, (source, pairs, target)));
        return (steps.ToImmutable(), [source, pairs]);
    }

    /// <summary>The number of the first clause that applies to a pair.</summary>
    private string Action(Statement.Merge merge, Scope scope, string target)
    {
        var sql = new StringBuilder("CASE");
        for (var i = 0; i < merge.Clauses.Length; i++)
        {
            var clause = merge.Clauses[i];
            sql.Append(
                CultureInfo.InvariantCulture,
                $" WHEN {target}.rowid IS "
                + $"{(clause.Matched ? "NOT " : "")}NULL{(clause.Condition is null ? "" : " AND " + Condition(clause.Condition, scope))} THEN {i}");
        }

        return sql.Append(" END").ToString();
    }

    private ChangeStep Clause(MergeClause clause, int number, TableInfo table, Scope scope, (string Source, string Pairs, string Target) names)
    {
        var chosen = string.Create(CultureInfo.InvariantCulture, $"{names.Pairs}.action = {number}");
        var joined = $"{names.Pairs} JOIN {names.Source} ON {names.Source}.rowid = {names.Pairs}.source";
        switch (clause.Action)
        {
            case "DELETE":
                return new(
                    ChangeStepKind.Change, $"DELETE FROM {table.Physical} WHERE rowid IN (SELECT target FROM {names.Pairs} WHERE {chosen})", Deleted);
            case "UPDATE":
                return new(
                    ChangeStepKind.Change,
                    $"UPDATE {table.Physical} AS {names.Target} SET {Assignments(table, clause.Assignments, scope)} FROM {joined} WHERE {chosen} "
                    + $"AND {names.Pairs}.target = {names.Target}.rowid",
                    Updated);
            default:
                var columns = Targets(table, clause.Columns, clause.Position);
                CheckCount(clause.Values.Length, columns.Length);
                var defaults = table.Columns.Where(c => c.Default is not null && !columns.Contains(c)).ToArray();
                // An insert sees the source only: there is no target row.
                var sourceScope = new Scope(null);
                sourceScope.Sources.Add(scope.Sources[^1]);
                var values = clause.Values.Select((v, i) => IsDefault(v) ? Default(columns[i]) : Assigned(Expression(v, sourceScope), columns[i]))
                    .Concat(defaults.Select(Default));
                return new(
                    ChangeStepKind.Change,
                    $"INSERT INTO {table.Physical} ({string.Join(", ", columns.Concat(defaults).Select(c => c.Physical))}) SELECT "
                    + $"{string.Join(", ", values)} FROM {joined} WHERE {chosen}",
                    Inserted);
        }
    }
}
