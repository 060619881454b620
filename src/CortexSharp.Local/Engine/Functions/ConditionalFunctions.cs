using System.Text;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions that choose among their arguments.</summary>
internal static class ConditionalFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        new("IFF", 3, 3, c => Shared(c, 1, v => $"CASE WHEN {c.Boolean(0)} THEN {v[0]} ELSE {v[1]} END")),
        new("COALESCE", 1, int.MaxValue, c => Shared(c, 0, v => v.Length == 1 ? v[0] : $"coalesce({string.Join(", ", v)})")),
        .. Named(["NVL", "IFNULL"], name => new BuiltinFunction(name, 2, 2, c => Shared(c, 0, v => $"coalesce({v[0]}, {v[1]})"))),
        new("NVL2", 3, 3, c => Shared(c, 1, v => $"CASE WHEN {c[0].Text} IS NOT NULL THEN {v[0]} ELSE {v[1]} END")),
        new(
            "NULLIF", 2, 2,
            c => new(
                $"CASE WHEN {c.Translator.Compare("=", c[0], c[1], c.Call.Position).Text} THEN NULL ELSE {c[0].Text} END", c[0].Type,
                c[0].Unchecked)),
        new("ZEROIFNULL", 1, 1, c => c.Number(0) is var x ? x with { Text = $"coalesce({x.Text}, 0)" } : x),
        new("NULLIFZERO", 1, 1, c => c.Number(0) is var x ? x with { Text = $"nullif({x.Text}, 0)" } : x),
        // Both databases give null as soon as one argument is null.
        new("GREATEST", 1, int.MaxValue, c => Shared(c, 0, v => v.Length == 1 ? v[0] : $"max({string.Join(", ", v)})")),
        new("LEAST", 1, int.MaxValue, c => Shared(c, 0, v => v.Length == 1 ? v[0] : $"min({string.Join(", ", v)})")),
        new("GREATEST_IGNORE_NULLS", 1, int.MaxValue, c => Shared(c, 0, v => $"cs_greatest_ignore_nulls({string.Join(", ", v)})")),
        new("LEAST_IGNORE_NULLS", 1, int.MaxValue, c => Shared(c, 0, v => $"cs_least_ignore_nulls({string.Join(", ", v)})")),
        new("REGR_VALX", 2, 2, c => new($"CASE WHEN {c.Float(0)} IS NOT NULL THEN {c.Float(1)} END", SqlType.Float)),
        new("REGR_VALY", 2, 2, c => new($"CASE WHEN {c.Float(1)} IS NOT NULL THEN {c.Float(0)} END", SqlType.Float)),
        new("DECODE", 3, int.MaxValue, Decode),
        new("EQUAL_NULL", 2, 2, c => c.Translator.Compare("IS", c[0], c[1], c.Call.Position)),
        Of("BOOLAND", 2, 2, SqlType.Boolean, c => $"({c.Boolean(0)} AND {c.Boolean(1)})"),
        Of("BOOLOR", 2, 2, SqlType.Boolean, c => $"({c.Boolean(0)} OR {c.Boolean(1)})"),
        Of("BOOLXOR", 2, 2, SqlType.Boolean, c => $"({c.Boolean(0)} <> {c.Boolean(1)})"),
        Of("BOOLNOT", 1, 1, SqlType.Boolean, c => $"(NOT {c.Boolean(0)})"),
    ];

    private static TypedSql Shared(CallSite c, int from, Func<string[], string> translate)
    {
        var (values, type) = c.Shared(from);
        return new(translate(values), type, c.All.Any(v => v.Unchecked));
    }

    /// <summary><c>DECODE(x, a, 1, b, 2, 0)</c>; unlike <c>=</c>, null equals null here.</summary>
    private static TypedSql Decode(CallSite c)
    {
        var pairs = (c.Count - 1) / 2;
        var results = Enumerable.Range(0, pairs).Select(i => (i * 2) + 2).Concat(c.Count % 2 == 0 ? [c.Count - 1] : []).ToArray();
        var type = c.Translator.UnifyAll(results.Select(i => c[i].Type), c.Call.Position);
        var sql = new StringBuilder("CASE");
        for (var i = 0; i < pairs; i++)
        {
            sql.Append(" WHEN ").Append(c.Translator.Compare("IS", c[0], c[(i * 2) + 1], c.Call.Position).Text).Append(" THEN ")
                .Append(c.As((i * 2) + 2, type));
        }

        if (c.Count % 2 == 0)
            sql.Append(" ELSE ").Append(c.As(c.Count - 1, type));
        return new(sql.Append(" END").ToString(), type);
    }
}
