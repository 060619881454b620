using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Statistics. Those that Snowflake estimates on large data are exact here.</summary>
internal static class StatisticalFunctions
{
    private static readonly string[] Pairs =
        ["CORR", "COVAR_POP", "COVAR_SAMP", "REGR_AVGX", "REGR_AVGY", "REGR_SLOPE", "REGR_INTERCEPT", "REGR_R2", "REGR_SXX", "REGR_SXY", "REGR_SYY"];

    public static IEnumerable<AggregateFunction> All =>
    [
        new("MEDIAN", 1, 1, s => Percentile(s, s.Arguments.Number(0), "0.5", descending: false), Frames: false),
        new(
            "PERCENTILE_CONT", 1, 1,
            s => Within(s, (value, item) => Percentile(s, s.Arguments.AsNumber(value, item.Value.Position), s.Share(0), item.Descending)),
            Frames: false),
        new(
            "PERCENTILE_DISC", 1, 1,
            s => Within(s, (value, item) => new(s.Ordered("cs_percentile_disc", $"{s.Share(0)}, {value.Text}", [item]), value.Type)), Frames: false),
        .. Named(
            ["APPROX_PERCENTILE"], 2, s => Percentile(s, new(s.Arguments.Float(0), SqlType.Float), s.Share(1), descending: false), frames: false),
        .. Named(
            ["APPROX_COUNT_DISTINCT", "HLL"], 1,
            s => new(
                s.IsWindow ? s.Call("cs_distinct_count", s.Arguments.Comparable(0)) : $"count(DISTINCT {s.Arguments.Comparable(0)})",
                SqlType.Integer), frames: false),
        new("MODE", 1, 1, s => new(s.Call("cs_mode", s[0].Text), s[0].Type), Frames: false),
        .. Named(["STDDEV", "STDDEV_SAMP"], 1, s => Sample(s, "stddev_samp")),
        .. Named(["STDDEV_POP"], 1, s => Sample(s, "stddev_pop")),
        .. Named(["VARIANCE", "VARIANCE_SAMP", "VAR_SAMP"], 1, s => Exact(s, "var_samp", 6)),
        .. Named(["VARIANCE_POP", "VAR_POP"], 1, s => Exact(s, "var_pop", 6)),
        new("SKEW", 1, 1, s => Sample(s, "skew"), Frames: false),
        new("KURTOSIS", 1, 1, s => Exact(s, "kurtosis", 12), Frames: false),
        .. Pairs.Select(name => new AggregateFunction(name, 2, 2, s => new(Pair(s, name), SqlType.Float))),
        new("REGR_COUNT", 2, 2, s => new($"CAST(coalesce({Pair(s, "REGR_COUNT")}, 0) AS INTEGER)", SqlType.Integer)),
    ];

    private static IEnumerable<AggregateFunction> Named(string[] names, int count, Func<AggregateSite, TypedSql> translate, bool frames = true) =>
        names.Select(name => new AggregateFunction(name, count, count, translate, frames));

    private static TypedSql Sample(AggregateSite s, string function) => new(s.Call("cs_" + function, s.Arguments.Float(0)), SqlType.Float);

    private static string Pair(AggregateSite s, string function) =>
        s.Call("cs_" + function.ToLowerInvariant(), $"{s.Arguments.Float(0)}, {s.Arguments.Float(1)}");

    /// <summary>Of a NUMBER, Snowflake gives a NUMBER with so many digits behind the point.</summary>
    private static TypedSql Exact(AggregateSite s, string function, int scale)
    {
        var type = s.Arguments.Number(0).Type;
        var value = Sample(s, function);
        return type.Kind is SqlTypeKind.Number
            ? s.Arguments.Translator.Cast(value, SqlType.Number(Math.Max(type.Scale, Math.Min(type.Scale + scale, 12))), s.Arguments.Call.Position)
            : value;
    }

    /// <summary>Of a NUMBER, the result has three more digits than its values.</summary>
    private static TypedSql Percentile(AggregateSite s, TypedSql value, string share, bool descending)
    {
        var percentile = s.Ordered("cs_percentile_cont", $"{share}, {value.Text}", value.Text + (descending ? " DESC" : ""));
        return new(percentile, value.Type.Kind is SqlTypeKind.Number ? SqlType.Number(value.Type.Scale + 3) : SqlType.Float);
    }

    private static TypedSql Within(AggregateSite s, Func<TypedSql, OrderItem, TypedSql> translate) => s.Arguments.Call.WithinGroup is [var item]
        ? translate(s.Arguments.Value(item.Value), item)
        : throw s.Arguments.Invalid(0, "WITHIN GROUP (ORDER BY …) with one key is needed");
}
