using System.Collections.Frozen;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions over many rows.</summary>
internal static class AggregateFunctions
{
    private static readonly FrozenDictionary<string, AggregateFunction> All =
        ((IEnumerable<AggregateFunction>)
        [
            new("COUNT", 1, int.MaxValue, Count),
            new("COUNT_IF", 1, 1, s => new(s.Call("count", $"CASE WHEN {s.Arguments.Boolean(0)} THEN 1 END"), SqlType.Integer)),
            new("SUM", 1, 1, s => s.Arguments.Number(0) is var x ? Sum(s, x) : default),
            new("AVG", 1, 1, Average),
            new("MIN", 1, 1, s => Extreme(s, "min", "ASC")),
            new("MAX", 1, 1, s => Extreme(s, "max", "DESC")),
            new("ANY_VALUE", 1, 1, s => new(s.Call("max", s[0].Text), s[0].Type)),
            new("MIN_BY", 2, 3, s => By(s, descending: false), Frames: false),
            new("MAX_BY", 2, 3, s => By(s, descending: true), Frames: false),
            new("BOOLAND_AGG", 1, 1, s => new(s.Call("min", s.Arguments.Boolean(0)), SqlType.Boolean)),
            new("BOOLOR_AGG", 1, 1, s => new(s.Call("max", s.Arguments.Boolean(0)), SqlType.Boolean)),
            new("BOOLXOR_AGG", 1, 1, s => new($"({s.Call("sum", s.Arguments.Boolean(0))} = 1)", SqlType.Boolean)),
            .. Bits("BITAND_AGG", "BITANDAGG", "BIT_AND_AGG", "BIT_ANDAGG"),
            .. Bits("BITOR_AGG", "BITORAGG", "BIT_OR_AGG", "BIT_ORAGG"),
            .. Bits("BITXOR_AGG", "BITXORAGG", "BIT_XOR_AGG", "BIT_XORAGG"),
            new("HASH_AGG", 1, int.MaxValue, HashAggregate, Frames: false),
            .. CollectingFunctions.All,
            .. StatisticalFunctions.All,
        ]).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The names of all of them.</summary>
    public static IEnumerable<string> Names => All.Keys;

    public static bool Contains(string function) => All.ContainsKey(function);

    /// <summary>Translates a call, over a group or over a window.</summary>
    public static TypedSql Translate(CallSite call)
    {
        var function = All[call.Call.Function];
        call.Expect(function.Least, function.Most);
        if (call.Call.Over is { } window && (!window.OrderBy.IsEmpty || window.Frame is not null))
        {
            if (call.Call.Distinct)
                throw SqlErrors.InvalidArgument(call.Translator.Text, call.Call.Position, "distinct cannot be used with a window frame or an order.");
            if (!function.Frames)
                throw SqlErrors.Unsupported(call.Translator.Text, call.Call.Position, $"window frame or order for function {function.Name}");
        }

        return function.Translate(new(call));
    }

    private static AggregateFunction[] Bits(string name, params string[] others) =>
        [.. others.Prepend(name)
            .Select(n => new AggregateFunction(n, 1, 1, s => new(s.Call("cs_" + name.ToLowerInvariant(), s.Arguments.Whole(0)), SqlType.Integer)))];

    private static TypedSql Count(AggregateSite s)
    {
        if (s.Arguments.IsStar)
            return new(s.Call("count", "*"), SqlType.Integer);
        var values = Enumerable.Range(0, s.Arguments.Count).Select(s.Arguments.Comparable).ToArray();
        // Of several values all must be there.
        var value = values is [var one] ? one
            : $"CASE WHEN {string.Join(" AND ", values.Select(v => v + " IS NOT NULL"))} THEN "
                + $"{(s.IsDistinct ? $"json_array({string.Join(", ", values)})" : "1")} END";
        return new(s.Call(s.IsDistinctWindow ? "cs_distinct_count" : "count", value), SqlType.Integer);
    }

    private static TypedSql Sum(AggregateSite s, TypedSql x) =>
        new(
            s.Call(s.IsDistinctWindow ? "cs_distinct_sum" : "sum", x.Text),
            x.Type.Kind is SqlTypeKind.Number ? SqlType.Number(x.Type.Scale) : x.Type);

    private static TypedSql Average(AggregateSite s)
    {
        var x = s.Arguments.Number(0);
        if (x.Type.Kind is SqlTypeKind.Float && !s.IsDistinctWindow)
            return new(s.Call("avg", x.Text), SqlType.Float);
        // Exact, as Snowflake's: the sum divided by the count, with six more digits.
        var count = new TypedSql($"nullif({s.Call(s.IsDistinctWindow ? "cs_distinct_count" : "count", x.Text)}, 0)", SqlType.Integer);
        return s.Arguments.Translator.Arithmetic("/", Sum(s, x), count, s.Arguments.Call.Position);
    }

    /// <summary>SQLite compares a JSON text or an instant with its offset as text; these are found by the order of what they mean.</summary>
    private static TypedSql Extreme(AggregateSite s, string function, string direction)
    {
        if (s[0].Type.Kind is not (SqlTypeKind.Variant or SqlTypeKind.TimestampTz))
            return new(s.Call(function, s[0].Text), s[0].Type);
        if (s.Arguments.Call.Over is { } window && (!window.OrderBy.IsEmpty || window.Frame is not null))
            throw s.Unsupported($"{function.ToUpperInvariant()} of {s[0].Type} over a window with an order or frame");
        return new(s.Ordered("cs_first", s[0].Text, $"{s.Arguments.Comparable(0)} {direction}", $"{s[0].Text} IS NOT NULL"), s[0].Type);
    }

    private static TypedSql By(AggregateSite s, bool descending)
    {
        var order = $"{s.Arguments.Comparable(1)}{(descending ? " DESC" : "")}";
        var filter = $"{s[1].Text} IS NOT NULL";
        return s.Arguments.Count == 2
            ? new(s.Ordered("cs_first", s[0].Text, order, filter), s[0].Type)
            : new(s.Ordered("cs_first_few", $"{s.Arguments.Variant(0)}, {s.Arguments.Whole(2)}", order, filter), SqlType.Array);
    }

    private static TypedSql HashAggregate(AggregateSite s) => s.IsDistinctWindow
        ? throw s.Unsupported("HASH_AGG(DISTINCT …) OVER (…)")
        : new(s.Call("cs_hash_agg", $"cs_hash({HashFunctions.Arguments(s.Arguments)})"), SqlType.Number(0, 19));
}
