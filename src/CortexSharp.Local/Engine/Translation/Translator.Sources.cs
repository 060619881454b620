using System.Collections.Immutable;
using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Translation;

/// <content>What stands in FROM.</content>
internal sealed partial class Translator
{
    /// <summary>Translates a source and adds what it offers to the scope.</summary>
    private FromSql From(TableSource source, Scope scope)
    {
        EnsureStack(source.Position);
        return source switch
        {
            TableSource.Table table => new(Table(table, scope)),
            TableSource.Derived derived => new(Derived(derived, scope)),
            TableSource.Function function => Function(function, scope),
            TableSource.Join join => new(Join(join, scope)),
            _ => throw Unsupported(source.Position, "source"),
        };
    }

    private string Table(TableSource.Table table, Scope scope)
    {
        var alias = NewName('s');
        // A later definition hides an earlier one of the same name.
        if (table.Name is [var single] && _ctes.FindLast(c => c.Name == single) is { } cte)
        {
            _state.CteReads += cte.Reads;
            AddSource(scope, table.Alias ?? single, [], Named(cte.Columns, table.Columns, table.Position), alias);
            return $"{cte.Physical} AS {alias}";
        }

        var name = Complete(new(table.Position, table.Name));
        if (input.Views.Find(name) is { } system)
        {
            Session.Access.RequireUsageViews(name);
            AddSource(
                scope, table.Alias ?? name.Name, table.Alias is null ? [name.Database!, name.Schema!] : [],
                Named(system.Columns, table.Columns, table.Position), alias);
            return $"({system.Sql}) AS {alias}";
        }

        if (name.Schema == "INFORMATION_SCHEMA")
            throw Unsupported(table.Position, name.Schema);
        var found = input.Catalog.Find(name) ?? throw SqlErrors.ObjectMissing("Object", name.ToString());
        // What a view reads is its owner's affair.
        if (_definition is null)
            Session.Access.Require(new(found is ViewInfo ? "VIEW" : "TABLE", name), Privilege.Select, "Object");
        var (columns, sql) = found is ViewInfo view
            ? View(view, alias)
            : (((TableInfo)found).Columns.Select(c => new SourceColumn(c.Name, new($"{alias}.{c.Physical}", c.Type))), ((TableInfo)found).Physical);
        scope.Sources.Add(new(table.Alias ?? name.Name, table.Alias is null ? [name.Database!, name.Schema!] : [], Renamed([.. columns], table)));
        return $"{sql} AS {alias}";
    }

    /// <summary>The columns under the names that the alias gives them: <c>FROM t AS a (x, y)</c>.</summary>
    private ImmutableArray<SourceColumn> Renamed(ImmutableArray<SourceColumn> columns, TableSource.Table table)
    {
        if (table.Columns.IsEmpty)
            return columns;
        return table.Columns.Length == columns.Length
            ? [.. columns.Select((c, i) => c with { Name = table.Columns[i] })]
            : throw WrongColumnList(table.Position, table.Columns.Length, columns.Length);
    }

    private string Derived(TableSource.Derived derived, Scope scope)
    {
        var alias = NewName('s');
        var query = Query(derived.Query, scope.Parent);
        AddSource(scope, derived.Alias, [], Named(query.Columns, derived.Columns, derived.Position), alias);
        return $"({query.Sql}{Barrier(derived.Query, query.Sql)}) AS {alias}";
    }

    /// <summary>
    /// SQLite copies a subquery's expressions into each place that mentions them, so a JSON text read five times outside would be parsed five
    /// times. It does not where there is an OFFSET (rule 14 of its "subquery flattening"): then each row is computed once.
    /// </summary>
    private static string Barrier(Query query, string sql) =>
        query is { Limit: null, Offset: null } && sql.Contains(RuntimeFunctions.Prefix, StringComparison.Ordinal) ? " LIMIT -1 OFFSET 0" : "";

    private static void AddSource(Scope scope, string? name, ImmutableArray<string> path, ImmutableArray<OutputColumn> columns, string alias) =>
        scope.Sources.Add(new(name, path, [.. columns.Select((c, i) => new SourceColumn(c.Name, new($"{alias}.{ColumnName(i)}", c.Type)))]));

    private string Join(TableSource.Join join, Scope scope)
    {
        var (left, leftCondition) = From(join.Left, scope);
        var leftCount = scope.Sources.Count;
        var rightSource = From(join.Right, scope);
        // A parenthesised join on the right keeps its own shape.
        var right = join.Right is TableSource.Join ? $"({rightSource.Sql})" : rightSource.Sql;
        var condition = join.On is not null ? Condition(join.On, scope) : Using(join, scope, leftCount);
        if (join.On is not null && CallDepth(join.On) > 0)
            throw Unsupported(join.On.Position, "Cortex function in a join's condition");
        var flattenLeft = join.Right is TableSource.Function f && IsOuterFlatten(f.Call);
        var keyword = join.Kind switch { "CROSS" => flattenLeft ? "LEFT JOIN" : "CROSS JOIN", "INNER" => "JOIN", var side => side + " JOIN" };
        var on = string.Join(" AND ", new[] { condition, leftCondition, rightSource.Condition }.Where(c => c is not null));
        if (on.Length == 0)
            return $"{left} {keyword} {right}" + (keyword == "LEFT JOIN" ? " ON TRUE" : "");
        return keyword == "CROSS JOIN" ? $"{left} JOIN {right} ON {on}" : $"{left} {keyword} {right} ON {on}";
    }

    private string? Using(TableSource.Join join, Scope scope, int leftCount)
    {
        if (join.Using.IsEmpty)
            return null;
        var conditions = new List<string>();
        foreach (var name in join.Using)
        {
            var right = scope.Sources.Skip(leftCount).SelectMany(s => s.Columns).FirstOrDefault(c => c.Name == name)?.Sql;
            var merged = scope.Merged.Find(c => c.Name == name);
            var left = merged?.Sql ?? scope.Sources.Take(leftCount).SelectMany(s => s.Columns).FirstOrDefault(c => c.Name == name)?.Sql;
            if (left is not { } l || right is not { } r)
                throw SqlErrors.InvalidIdentifier(Text, join.Position, name);
            conditions.Add(Compare("=", l, r, join.Position).Text);
            if (merged is not null)
                scope.Merged.Remove(merged);
            var type = Unify(l.Type, r.Type, join.Position);
            scope.Merged.Add(new(name, join.Kind switch
            {
                "RIGHT" => r,
                "FULL" => new($"coalesce({Cast(l, type, join.Position).Text}, {Cast(r, type, join.Position).Text})", type),
                _ => l,
            }));
        }

        return string.Join(" AND ", conditions);
    }
}
