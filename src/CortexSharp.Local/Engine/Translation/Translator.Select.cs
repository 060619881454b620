using System.Collections.Immutable;
using CortexSharp.Local.Engine.Functions;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <content>
/// One select. Where it calls Cortex functions, its sources and conditions go into stages, one for each depth of nested calls, and the
/// select itself reads the last stage's table: names then mean columns of that table, and calls its result columns.
/// </content>
internal sealed partial class Translator
{
    private TranslatedQuery Select(QueryBody.Select select, Scope? outer, Query? clauses, ImmutableArray<SqlType> targets)
    {
        var scope = new Scope(outer);
        var from = select.From is null ? default : From(select.From, scope);
        foreach (var item in select.Items)
        {
            if (item.Alias is not null)
                scope.Aliases.TryAdd(item.Alias, item.Value);
        }

        var items = Expand(select, scope);
        var order = clauses?.OrderBy ?? [];
        var orderTargets = order.Select(o => OrderTarget(o.Value, items)).ToArray();
        var conjuncts = Conjuncts(select.Where).ToLookup(c => CallDepth(c, scope));
        var whereDepth = conjuncts.Max(g => (int?)g.Key) ?? 0;
        var selectDepth = items.Select(i => i.Value).Concat(select.GroupBy).Concat([select.Having, select.Qualify]).Concat(
            orderTargets.Select(t => t.Value))
            .OfType<Expr>().Max(e => (int?)CallDepth(e, scope)) ?? 0;
        for (var i = 0; i < whereDepth + selectDepth; i++)
            scope.Stages.Add(new(NewName('m')));

        // Conditions without calls come first, so that rows they drop are never asked.
        var filters = new string?[scope.Stages.Count + 1];
        filters[0] = And(conjuncts[0].Select(c => Condition(c, scope)).Prepend(from.Condition));
        scope.Level = whereDepth;
        if (whereDepth > 0)
            filters[whereDepth] = And(conjuncts.Where(g => g.Key > 0).SelectMany(g => g).Select(c => Condition(c, scope)));

        // A limit on a plain select is a limit on its inputs: rows beyond it are not asked.
        var isAggregate = select.GroupByAll || !select.GroupBy.IsEmpty || select.Having is not null || items.Any(i => HasAggregate(i.Value))
            || orderTargets.Any(t => HasAggregate(t.Value));
        var limitsInputs = scope.Stages.Count > 0 && whereDepth == 0 && (clauses?.Limit ?? clauses?.Offset) is not null && !select.Distinct
            && !isAggregate && select.Qualify is null
            && orderTargets.All(t => CallDepth(t.Value, scope) == 0) && !items.Any(i => HasWindow(i.Value));
        string inputTail = "";
        if (limitsInputs)
        {
            scope.Level = 0;
            inputTail = OrderBy(order.Select((o, i) => OrderKey(o, Expression(orderTargets[i].Value, scope)))) + Limits(clauses);
        }

        scope.Level = scope.Stages.Count;
        var core = Core(select, scope, items, isAggregate, targets, out var columns);
        var keys = limitsInputs ? [] : order.Select((o, i) => (Item: o, Sql: OrderSql(orderTargets[i], columns, scope))).ToArray();
        // SQLite would order by some row of those that DISTINCT makes one.
        if (select.Distinct
            && keys.FirstOrDefault(k =>
                !core.Values.Contains(k.Sql.Text) && !columns.Select((_, c) => ColumnName(c)).Contains(k.Sql.Text)) is { Item: { } unselected })
        {
            throw SqlErrors.InvalidOrderBy(
                Text, unselected.Value.Position, unselected.Value is Expr.Name named ? string.Join('.', named.Parts) : "expression");
        }

        var qualify = select.Qualify is null ? null : Condition(select.Qualify, scope);
        scope.Grouping?.Check(Text);
        var source = FinishStages(scope, from.Sql, filters, inputTail);
        var where = filters[^1] is { } filter ? " WHERE " + filter : "";
        var fromSql = source is null ? "" : " FROM " + source;
        var names = string.Join(", ", columns.Select((_, i) => ColumnName(i)));

        if (qualify is not null)
        {
            // SQLite knows no QUALIFY: the windows are computed inside, and outside the rows are chosen, ordered and limited.
            var inner = $"SELECT {core.Items}, {qualify} AS "
                + $"qualified{string.Concat(keys.Select((k, i) => $", {k.Sql.Text} AS o{i + 1}"))}{fromSql}{where}{core.Grouping}";
            var outerKeys = keys.Select((k, i) => OrderKey(k.Item, new($"o{i + 1}", k.Sql.Type)));
            return new(
                $"SELECT {(select.Distinct ? "DISTINCT " : "")}{names} FROM ({inner}) WHERE qualified{OrderBy(outerKeys)}{Limits(clauses)}", columns);
        }

        var tail = limitsInputs ? $" ORDER BY {scope.Stages[^1].Table}.rowid" : OrderBy(keys.Select(k => OrderKey(k.Item, k.Sql))) + Limits(clauses);
        return new($"SELECT {(select.Distinct ? "DISTINCT " : "")}{core.Items}{fromSql}{where}{core.Grouping}{tail}", columns);
    }

    /// <summary>The select list and what groups it.</summary>
    private (string Items, string Grouping, IReadOnlySet<string> Values) Core(
        QueryBody.Select select, Scope scope, List<SelectItem> items, bool isAggregate, ImmutableArray<SqlType> targets,
        out ImmutableArray<OutputColumn> columns)
    {
        var grouping = "";
        if (isAggregate)
        {
            var keyExpressions = select.GroupByAll
                ? items.Where(i => !HasAggregate(i.Value)).Select(i => i.Value)
                : select.GroupBy.Select(k => Ordinal(k, items.Count) is { } ordinal ? items[ordinal].Value : k);
            var keys = keyExpressions.Select(k => Expression(k, scope)).ToList();
            if (keys.Count > 0)
                grouping = " GROUP BY " + string.Join(", ", keys.Select(GroupKey));
            scope.Grouping = new(keys.Select(k => k.Text));
        }

        var list = new List<string>();
        var values = new HashSet<string>(StringComparer.Ordinal);
        var outputs = ImmutableArray.CreateBuilder<OutputColumn>();
        for (var i = 0; i < items.Count; i++)
        {
            var value = Expression(items[i].Value, scope);
            if (!targets.IsDefault && i < targets.Length)
                value = Cast(value, targets[i], items[i].Value.Position);
            values.Add(value.Text);
            list.Add($"{value.Text} AS {ColumnName(i)}");
            outputs.Add(new(NameOf(items[i]), value.Type, items[i].Alias is not null || items[i].Value is Expr.Name));
        }

        if (select.Having is not null)
            grouping += " HAVING " + Condition(select.Having, scope);
        columns = outputs.ToImmutable();
        return (string.Join(", ", list), grouping, values);
    }

    private static string NameOf(SelectItem item) =>
        item.Alias ?? (item.Value is Expr.Name name ? name.Parts[^1] : item.Text.ToUpperInvariant());

    /// <summary>The select list with every star written out.</summary>
    private List<SelectItem> Expand(QueryBody.Select select, Scope scope)
    {
        var items = new List<SelectItem>();
        foreach (var item in select.Items)
        {
            if (item.Value is not Expr.Star star)
            {
                items.Add(item);
                continue;
            }

            if (select.From is null)
                throw SqlErrors.Syntax(Text, star.Position, "*");
            items.AddRange(
                Columns(star, scope).Select(column => new SelectItem(new ResolvedColumn(star.Position, column), column.Name, column.Name)));
        }

        if (items.Count == 0)
            throw SqlErrors.InvalidArgument(Text, select.Position, "SELECT with no columns");

        return items;
    }

    /// <summary>The columns that a star stands for.</summary>
    private IEnumerable<SourceColumn> Columns(Expr.Star star, Scope scope)
    {
        var sources = scope.Sources.Where(s => star.Qualifier is null || s.Name == star.Qualifier).ToList();
        if (sources.Count == 0)
            throw SqlErrors.InvalidIdentifier(Text, star.Position, star.Qualifier is null ? "*" : star.Qualifier + ".*");
        var merged = star.Qualifier is null ? scope.Merged : [];
        return merged.Concat(sources.SelectMany(s => s.Columns).Where(c => merged.All(m => m.Name != c.Name)))
            .Where(c => !star.Excluded.Contains(c.Name));
    }

    /// <summary>What an ORDER BY item means: an ordinal or alias means a select item, which is tried before the sources' columns.</summary>
    private (Expr Value, int? Item) OrderTarget(Expr value, List<SelectItem> items)
    {
        if (Ordinal(value, items.Count) is { } ordinal)
            return (items[ordinal].Value, ordinal);
        var index = value is Expr.Name { Parts: [var alias] } ? items.FindIndex(i => i.Alias == alias) : -1;
        return index >= 0 ? (items[index].Value, index) : (value, null);
    }

    private TypedSql OrderSql((Expr Value, int? Item) target, ImmutableArray<OutputColumn> columns, Scope scope)
    {
        // By its output column, so that what differs from call to call, such as RANDOM(), is the same value in both places.
        if (target.Item is { } i && columns[i].Type.Kind is not (SqlTypeKind.Variant or SqlTypeKind.TimestampTz))
            return new(ColumnName(i), columns[i].Type);
        return Expression(target.Value, scope);
    }

    /// <summary>Hands the finished stages over, each reading the one before.</summary>
    /// <returns>What the select itself reads.</returns>
    private string? FinishStages(Scope scope, string? from, string?[] filters, string inputTail)
    {
        if (scope.Stages.Count == 0)
            return from;
        if (scope.OuterReference >= 0)
            throw Unsupported(scope.OuterReference, "Cortex function in a correlated subquery");
        for (var i = 0; i < scope.Stages.Count; i++)
        {
            var rest = (from is null ? "" : " FROM " + from) + (filters[i] is { } filter ? " WHERE " + filter : "");
            _state.Stages.Add(scope.Stages[i].Build(With(), rest + (i == 0 ? inputTail : $" ORDER BY {from}.rowid")));
            from = scope.Stages[i].Table;
        }

        return from;
    }

    private static IEnumerable<Expr> Conjuncts(Expr? condition) => condition switch
    {
        null => [],
        Expr.Binary { Operator: "AND" } and => Conjuncts(and.Left).Concat(Conjuncts(and.Right)),
        _ => [condition],
    };

    private static string? And(IEnumerable<string?> conditions)
    {
        var list = conditions.Where(c => c is not null).ToArray();
        return list.Length == 0 ? null : string.Join(" AND ", list);
    }

    /// <summary>How deep calls of Cortex functions nest in an expression; 0 for none. Subqueries have stages of their own.</summary>
    private int CallDepth(Expr expression, Scope? scope = null, IReadOnlyDictionary<string, int>? parameters = null)
    {
        EnsureStack(expression.Position);
        if (parameters is not null && expression is Expr.Name { Parts: [var parameter] })
            return parameters.GetValueOrDefault(parameter);
        if (scope is not null && expression is Expr.Name { Parts: [var alias] } && scope.Aliases.TryGetValue(alias, out var aliased)
            && FindColumn(scope, [alias]) is null && scope.OpenAliases.Add(alias))
        {
            var depth = CallDepth(aliased, scope, parameters);
            scope.OpenAliases.Remove(alias);
            return depth;
        }

        if (expression is Expr.Call { Over: null } user && IsUserFunction(user.Function) && Candidates(user) is { IsEmpty: false } candidates)
            return CallDepth(user, candidates, scope, parameters);
        var inside = expression.Children.Select(c => CallDepth(c, scope, parameters)).DefaultIfEmpty().Max();
        return expression is Expr.Call call && input.Functions.Contains(call.Function) ? inside + 1 : inside;
    }

    private bool HasAggregate(Expr expression)
    {
        EnsureStack(expression.Position);
        return (expression is Expr.Call { Over: null } call && AggregateFunctions.Contains(call.Function)) || expression.Children.Any(HasAggregate);
    }

    private bool HasWindow(Expr expression)
    {
        EnsureStack(expression.Position);
        return expression is Expr.Call { Over: not null } || expression.Children.Any(HasWindow);
    }
}
