using System.Collections.Frozen;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions over many rows.</summary>
internal static class AggregateFunctions
{
    private static readonly FrozenDictionary<string, (int Least, int Most, Func<CallSite, string, TypedSql> Translate)> All =
        new Dictionary<string, (int, int, Func<CallSite, string, TypedSql>)>(StringComparer.Ordinal)
        {
            ["COUNT"] = (1, 1, Count),
            ["COUNT_IF"] = (1, 1, (c, over) => new($"count(CASE WHEN {c.Boolean(0)} THEN 1 END){over}", SqlType.Integer)),
            ["APPROX_COUNT_DISTINCT"] = (1, 1, (c, over) => new($"count(DISTINCT {c[0].Text}){over}", SqlType.Integer)),
            ["SUM"] = (1, 1, (c, over) => c.Number(0) is var x ? new($"sum({Distinct(c)}{x.Text}){over}", x.Type.Kind is SqlTypeKind.Number ? SqlType.Number(x.Type.Scale) : x.Type) : default),
            ["AVG"] = (1, 1, Average),
            ["MIN"] = (1, 1, (c, over) => Extreme(c, "min", over)),
            ["MAX"] = (1, 1, (c, over) => Extreme(c, "max", over)),
            ["ANY_VALUE"] = (1, 1, (c, over) => new($"max({c[0].Text}){over}", c[0].Type)),
            ["BOOLAND_AGG"] = (1, 1, (c, over) => new($"min({c.Boolean(0)}){over}", SqlType.Boolean)),
            ["BOOLOR_AGG"] = (1, 1, (c, over) => new($"max({c.Boolean(0)}){over}", SqlType.Boolean)),
            ["MEDIAN"] = (1, 1, (c, over) => new($"cs_median({c.Float(0)}){over}", SqlType.Float)),
            ["STDDEV"] = (1, 1, (c, over) => new($"cs_stddev({c.Float(0)}){over}", SqlType.Float)),
            ["VARIANCE"] = (1, 1, (c, over) => new($"cs_variance({c.Float(0)}){over}", SqlType.Float)),
            ["LISTAGG"] = (1, 2, ListAggregate),
            ["ARRAY_AGG"] = (1, 1, ArrayAggregate),
            ["OBJECT_AGG"] = (2, 2, ObjectAggregate),
            ["HASH_AGG"] = (1, int.MaxValue, (c, over) => new($"cs_hash_agg({Distinct(c)}cs_hash({NumericFunctions.HashArguments(c)})){over}", SqlType.Integer)),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Contains(string function) => All.ContainsKey(function);

    /// <summary>Translates a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="over">The window's clause; empty for an aggregate.</param>
    public static TypedSql Translate(CallSite call, string over)
    {
        var (least, most, translate) = All[call.Call.Function];
        call.Expect(least, most);
        return translate(call, over);
    }

    private static string Distinct(CallSite c) => c.Call.Distinct ? "DISTINCT " : "";

    private static TypedSql Count(CallSite c, string over) =>
        new(c.IsStar ? $"count(*){over}" : $"count({Distinct(c)}{c[0].Text}){over}", SqlType.Integer);

    private static TypedSql Average(CallSite c, string over)
    {
        var x = c.Number(0);
        if (x.Type.Kind is SqlTypeKind.Float)
            return new($"avg({Distinct(c)}{x.Text}){over}", SqlType.Float);
        // Exact, as Snowflake's: the sum divided by the count, with six more digits.
        var sum = new TypedSql($"sum({Distinct(c)}{x.Text}){over}", SqlType.Number(x.Type.Scale));
        var count = new TypedSql($"nullif(count({Distinct(c)}{x.Text}){over}, 0)", SqlType.Integer);
        return c.Translator.Arithmetic("/", sum, count, c.Call.Position);
    }

    private static TypedSql Extreme(CallSite c, string function, string over) => c[0].Type.Kind is SqlTypeKind.Variant
        ? throw c.Invalid(0, $"{c[0].Type} is not supported; cast it first")
        : new($"{function}({c[0].Text}){over}", c[0].Type);

    private static string WithinGroup(CallSite c)
    {
        var keys = string.Join(", ", c.OrderKeys(c.Call.WithinGroup));
        return keys.Length == 0 ? "" : " ORDER BY " + keys;
    }

    private static TypedSql ListAggregate(CallSite c, string over)
    {
        var separator = c.Count == 2 ? c.Text(1) : "''";
        // SQLite takes no separator with DISTINCT, so the distinct values travel as an array. Without rows Snowflake gives the empty string.
        var list = c.Call.Distinct
            ? $"cs_join(json_group_array(DISTINCT {c.Text(0)}{WithinGroup(c)}) FILTER (WHERE {c[0].Text} IS NOT NULL){over}, {separator})"
            : $"group_concat({c.Text(0)}, {separator}{WithinGroup(c)}){over}";
        return new($"coalesce({list}, '')", SqlType.Varchar);
    }

    /// <summary>Values are JSON text already, so an array is made by joining them; nulls are left out.</summary>
    private static TypedSql ArrayAggregate(CallSite c, string over) =>
        new($"('[' || coalesce(group_concat({(c.Call.Distinct ? $"DISTINCT {c.Variant(0)}" : $"{c.Variant(0)}, ','")}{WithinGroup(c)}){over}, '') || ']')", SqlType.Array);

    private static TypedSql ObjectAggregate(CallSite c, string over) =>
        new($"cs_object_unique('[' || coalesce(group_concat(json_quote({c.Text(0)}) || ',' || {c.Variant(1)}, ','){over}, '') || ']')", SqlType.Object);
}
