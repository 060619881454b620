using System.Collections.Immutable;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <content>Queries around selects: WITH, set operations, VALUES, ORDER BY and LIMIT.</content>
internal sealed partial class Translator
{
    private TranslatedQuery Query(Query query, Scope? outer, ImmutableArray<SqlType> targets = default)
    {
        EnsureStack(query.Position);
        var before = _ctes.Count;
        foreach (var cte in query.Ctes)
            DefineCte(cte, outer);
        var with = With(before);
        var body = query.Body is QueryBody.Select select
            ? Select(select, outer, query, targets)
            : Ordered(Body(query.Body, outer, targets), query, outer);
        _ctes.RemoveRange(before, _ctes.Count - before);
        return body with { Sql = with + body.Sql };
    }

    /// <summary>How many definitions one that is named may bring along.</summary>
    private const int MaxReads = 16;

    /// <summary>From how many on SQLite must not merge a definition into the query that names it: a query holds 64 tables.</summary>
    private const int MaxMergedReads = 4;

    /// <summary>The definitions that stand in scope from some place on, as a WITH clause; empty for none.</summary>
    private string With(int from = 0)
    {
        var definitions = _ctes.Skip(from).Where(c => c.Sql is not null).Select(c => c.Sql).ToArray();
        return definitions.Length == 0 ? "" : $"WITH RECURSIVE {string.Join(", ", definitions)} ";
    }

    private void DefineCte(Cte cte, Scope? outer)
    {
        var physical = NewName('q');
        var before = _state.CteReads;
        TranslatedQuery query;
        // A query that unites a first part with one that may name the whole is recursive; the first part decides the types.
        if (cte.Query is { IsBare: true, Body: QueryBody.SetOperation { Operator: "UNION ALL" or "UNION" } union })
        {
            var anchor = Body(union.Left, outer);
            // The rows that follow may need more digits or characters than the first part's literals.
            anchor = anchor with { Columns = [.. anchor.Columns.Select(c => c with { Type = Widest(c.Type) })] };
            _ctes.Add(new(cte.Name, physical, Named(anchor.Columns, cte.Columns, cte.Position), null, 0));
            var step = Body(union.Right, outer, [.. anchor.Columns.Select(c => c.Type)]);
            _ctes.RemoveAt(_ctes.Count - 1);
            CheckColumnCount(anchor, step, union.Position);
            query = anchor with { Sql = $"{Simple(anchor, union.Left)} {union.Operator} {Simple(step, union.Right)}" };
        }
        else
        {
            query = Query(cte.Query, outer);
        }

        var columns = Named(query.Columns, cte.Columns, cte.Position);
        var reads = _state.CteReads - before + 1;
        // SQLite copies a definition wherever it is named, so that a chain of definitions that each name the one before twice doubles
        // with every link. Before that hurts, the rows are made once.
        if (reads > MaxReads && outer is null)
        {
            var table = NewName('m');
            _state.Stages.Add(new(table, $"CREATE TEMP TABLE {table} AS {With()}{query.Sql}", []));
            _ctes.Add(new(cte.Name, table, columns, null, 0));
            return;
        }

        var names = string.Join(", ", query.Columns.Select((_, i) => ColumnName(i)));
        _ctes.Add(new(cte.Name, physical, columns, $"{physical} ({names}) AS {(reads > MaxMergedReads ? "MATERIALIZED " : "")}({query.Sql})", reads));
    }

    private static SqlType Widest(SqlType type) => type.Kind is SqlTypeKind.Number ? SqlType.Number(type.Scale) : type with { Precision = 0 };

    /// <summary>A part of a compound query: SQLite takes selects there, nothing that has an order or is compound itself.</summary>
    private static string Simple(TranslatedQuery query, QueryBody body) =>
        body is QueryBody.Select { Qualify: null } ? query.Sql : $"SELECT * FROM ({query.Sql})";

    private TranslatedQuery Body(QueryBody body, Scope? outer, ImmutableArray<SqlType> targets = default)
    {
        EnsureStack(body.Position);
        return body switch
        {
            QueryBody.Select select => Select(select, outer, null, targets),
            QueryBody.Nested nested => Query(nested.Query, outer, targets),
            QueryBody.SetOperation set => SetOperation(set, outer),
            QueryBody.Values values => Values(values, outer),
            _ => throw Unsupported(body.Position, "query"),
        };
    }

    private TranslatedQuery SetOperation(QueryBody.SetOperation set, Scope? outer)
    {
        var left = Body(set.Left, outer);
        var right = Body(set.Right, outer);
        CheckColumnCount(left, right, set.Position);
        var types = left.Columns.Zip(right.Columns, (l, r) => Unify(l.Type, r.Type, set.Position)).ToImmutableArray();
        var columns = left.Columns.Select((c, i) => c with { Type = types[i] }).ToImmutableArray();
        return new($"{Part(left, set.Left)} {set.Operator} {Part(right, set.Right)}", columns);

        string Part(TranslatedQuery query, QueryBody body) =>
            query.Columns.Select(c => c.Type).SequenceEqual(types) ? Simple(query, body) : Coerced(query, types, set.Position).Sql;
    }

    /// <summary>The query with its columns cast.</summary>
    private TranslatedQuery Coerced(TranslatedQuery query, ImmutableArray<SqlType> types, int position)
    {
        if (query.Columns.Select(c => c.Type).SequenceEqual(types))
            return query;
        var alias = NewName('s');
        var items = query.Columns.Select((c, i) => $"{Cast(new($"{alias}.{ColumnName(i)}", c.Type), types[i], position).Text} AS {ColumnName(i)}");
        return new(
            $"SELECT {string.Join(", ", items)} FROM ({query.Sql}) AS {alias}", [.. query.Columns.Select((c, i) => c with { Type = types[i] })]);
    }

    private void CheckColumnCount(TranslatedQuery left, TranslatedQuery right, int position)
    {
        if (left.Columns.Length != right.Columns.Length)
        {
            throw SqlErrors.InvalidArgument(
                Text, position,
                $"invalid number of result columns for set operator input branches, expected {left.Columns.Length}, got {right.Columns.Length} in "
                + $"branch 2");
        }
    }

    private TranslatedQuery Values(QueryBody.Values values, Scope? outer)
    {
        var scope = new Scope(outer);
        var rows = values.Rows.Select(row => row.Select(e => Expression(e, scope)).ToArray()).ToArray();
        var width = rows[0].Length;
        if (Array.Find(rows, r => r.Length != width) is { } odd)
        {
            throw SqlErrors.WrongValueCount(
                width.ToString(System.Globalization.CultureInfo.InvariantCulture),
                odd.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var types = Enumerable.Range(0, width).Select(i => UnifyAll(rows.Select(r => r[i].Type), values.Position)).ToImmutableArray();
        var lines = rows.Select((row, r) => $"({string.Join(", ", row.Select((v, i) => Cast(v, types[i], values.Rows[r][i].Position).Text))})");
        var items = Enumerable.Range(1, width).Select(i => $"column{i} AS c{i}");
        return new(
            $"SELECT {string.Join(", ", items)} FROM (VALUES {string.Join(", ", lines)})",
            [.. types.Select((t, i) => new OutputColumn($"COLUMN{i + 1}", t))]);
    }

    /// <summary>Orders and limits what is no select: by its output columns.</summary>
    private TranslatedQuery Ordered(TranslatedQuery query, Query clauses, Scope? outer)
    {
        if (clauses.OrderBy.IsEmpty && clauses.Limit is null && clauses.Offset is null)
            return query;
        var alias = NewName('s');
        var scope = new Scope(outer);
        scope.Sources.Add(new(null, [], [.. query.Columns.Select((c, i) => new SourceColumn(c.Name, new($"{alias}.{ColumnName(i)}", c.Type)))]));
        var keys = clauses.OrderBy.Select(item =>
            OrderKey(item, Ordinal(item.Value, query.Columns.Length) is { } i ? scope.Sources[0].Columns[i].Sql : Expression(item.Value, scope)));
        return query with { Sql = $"SELECT * FROM ({query.Sql}) AS {alias}{OrderBy(keys)}{Limits(clauses)}" };
    }

    private static string OrderBy(IEnumerable<string> keys)
    {
        var list = string.Join(", ", keys);
        return list.Length == 0 ? "" : " ORDER BY " + list;
    }

    /// <summary>One key of an order, with nulls where Snowflake has them.</summary>
    public static string OrderKey(OrderItem item, TypedSql value) =>
        $"{Sortable(value)}{(item.Descending ? " DESC" : "")} NULLS {(item.NullsFirst ? "FIRST" : "LAST")}";

    /// <summary>A key of a group or partition.</summary>
    public static string GroupKey(TypedSql value) => value.Type.Kind is SqlTypeKind.Variant ? value.Text : Sortable(value);

    /// <summary>The value in a form that sorts and compares as Snowflake's does.</summary>
    private static string Sortable(TypedSql value) => value.Type.Kind switch
    {
        SqlTypeKind.Variant => $"cs_variant_sort({value.Text})",
        SqlTypeKind.TimestampTz => Coercion.Cast(value, SqlType.TimestampLtz)!.Value.Text,
        // A whole number would be an ordinal to SQLite; a constant orders nothing.
        _ when value.Text.All(static c => char.IsAsciiDigit(c) || c is '(' or ')' or '-') => "NULL",
        // x AND FALSE is a whole number too: SQLite makes it 0 before it looks for ordinals.
        SqlTypeKind.Boolean when value.Text.StartsWith('(') => $"coalesce({value.Text}, NULL)",
        _ => value.Text,
    };

    private int? Ordinal(Expr value, int count)
    {
        if (value is not Expr.Number number || !int.TryParse(number.Digits, out var ordinal))
            return null;
        return ordinal >= 1 && ordinal <= count
            ? ordinal - 1
            : throw SqlErrors.InvalidArgument(Text, value.Position, $"Invalid column index {ordinal} in ORDER BY or GROUP BY");
    }

    private string Limits(Query? clauses)
    {
        if (clauses is null || (clauses.Limit is null && clauses.Offset is null))
            return "";
        var limit = clauses.Limit is null ? "-1" : Whole(clauses.Limit);
        return $" LIMIT {limit}" + (clauses.Offset is null ? "" : $" OFFSET {Whole(clauses.Offset)}");

        string Whole(Expr value) => value is Expr.Number or Expr.Bind
            ? Cast(Expression(value, new Scope(null)), SqlType.Integer, value.Position).Text
            : throw SqlErrors.InvalidArgument(Text, value.Position, "LIMIT and OFFSET take a constant.");
    }

    private ImmutableArray<OutputColumn> Named(ImmutableArray<OutputColumn> columns, ImmutableArray<string> names, int position)
    {
        if (names.IsEmpty)
            return columns;
        return names.Length == columns.Length
            ? [.. columns.Select((c, i) => c with { Name = names[i], IsNamed = true })]
            : throw WrongColumnList(position, names.Length, columns.Length);
    }

    private LocalSqlException WrongColumnList(int position, int names, int columns) =>
        SqlErrors.InvalidArgument(Text, position, $"Invalid column definition list: {names} names for {columns} columns");
}
