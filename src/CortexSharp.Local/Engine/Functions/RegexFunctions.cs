using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions on regular expressions.</summary>
internal static class RegexFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        .. Named(["REGEXP_LIKE", "RLIKE"], name => Of(name, 2, 3, SqlType.Boolean, c => $"cs_regexp_like({c.Texts()})")),
        Of("REGEXP_COUNT", 2, 4, SqlType.Integer, c => $"cs_regexp_count({c.Text(0)}, {c.Text(1)}, {c.WholeOr(2, 1)}, {c.TextOr(3, "'c'")})"),
        Of(
            "REGEXP_REPLACE", 2, 6, SqlType.Varchar,
            c => $"cs_regexp_replace({c.Text(0)}, {c.Text(1)}, {c.TextOr(2, "''")}, {c.WholeOr(3, 1)}, {c.WholeOr(4, 0)}, {c.TextOr(5, "'c'")})"),
        Of("REGEXP_SUBSTR", 2, 6, SqlType.Varchar, c => $"cs_regexp_substr({Search(c)}, {c.TextOr(4, "'c'")}, {c.WholeOr(5, -1)})"),
        .. Named(
            ["REGEXP_SUBSTR_ALL", "REGEXP_EXTRACT_ALL"],
            name => Of(name, 2, 6, SqlType.Array, c => $"cs_regexp_substr_all({Search(c)}, {c.TextOr(4, "'c'")}, {c.WholeOr(5, -1)})")),
        Of("REGEXP_INSTR", 2, 7, SqlType.Integer, c => $"cs_regexp_instr({Search(c)}, {c.WholeOr(4, 0)}, {c.TextOr(5, "'c'")}, {c.WholeOr(6, -1)})"),
    ];

    /// <summary>Text, pattern, position and occurrence.</summary>
    private static string Search(CallSite c) => $"{c.Text(0)}, {c.Text(1)}, {c.WholeOr(2, 1)}, {c.WholeOr(3, 1)}";
}
