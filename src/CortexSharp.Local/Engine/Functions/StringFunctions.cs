using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>
/// Functions on text. SQLite's own serve where they mean the same: its UPPER knows ASCII only, and its LENGTH, SUBSTR and REPLACE end a text at
/// a NUL character.
/// </summary>
internal static class StringFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        Of("UPPER", 1, 1, SqlType.Varchar, c => $"cs_upper({c.Text(0)})"),
        Of("LOWER", 1, 1, SqlType.Varchar, c => $"cs_lower({c.Text(0)})"),
        Of("INITCAP", 1, 2, SqlType.Varchar, c => $"cs_initcap({c.Texts()})"),
        .. Named(
            ["LENGTH", "LEN", "CHAR_LENGTH", "CHARACTER_LENGTH"],
            name => Of(name, 1, 1, SqlType.Integer, c => c.IsBinary(0) ? $"length({c[0].Text})" : $"cs_length({c.Text(0)})")),
        Of("OCTET_LENGTH", 1, 1, SqlType.Integer, c => $"length({c.Bytes(0)})"),
        Of("BIT_LENGTH", 1, 1, SqlType.Integer, c => $"(8 * length({c.Bytes(0)}))"),
        Of("TRIM", 1, 2, SqlType.Varchar, c => Trim(c, "trim")),
        Of("LTRIM", 1, 2, SqlType.Varchar, c => Trim(c, "ltrim")),
        Of("RTRIM", 1, 2, SqlType.Varchar, c => Trim(c, "rtrim")),
        .. Named(["SUBSTR", "SUBSTRING"], name => new BuiltinFunction(name, 2, 3, Substring)),
        new(
            "LEFT", 2, 2,
            c => c.IsBinary(0) ? Bytes(c, $"substr({c[0].Text}, 1, max(0, {c.Whole(1)}))") : Text($"cs_left({c.Text(0)}, {c.Whole(1)})")),
        new(
            "RIGHT", 2, 2,
            c =>
                c.IsBinary(0)
                    ? Bytes(c, $"substr({c[0].Text}, max(1, length({c[0].Text}) - max(0, {c.Whole(1)}) + 1))")
                    : Text($"cs_right({c.Text(0)}, {c.Whole(1)})")),
        Of("CONCAT", 1, int.MaxValue, SqlType.Varchar, c => $"({string.Join(" || ", Enumerable.Range(0, c.Count).Select(c.Text))})"),
        Of(
            "CONCAT_WS", 2, int.MaxValue, SqlType.Varchar,
            c => $"({string.Join($" || {c.Text(0)} || ", Enumerable.Range(1, c.Count - 1).Select(c.Text))})"),
        Of("REPLACE", 2, 3, SqlType.Varchar, c => $"cs_replace({c.Text(0)}, {c.Text(1)}, {c.TextOr(2, "''")})"),
        Of("TRANSLATE", 3, 3, SqlType.Varchar, c => $"cs_translate({c.Texts()})"),
        Of("INSERT", 4, 4, SqlType.Varchar, c => $"cs_insert({c.Text(0)}, {c.Whole(1)}, {c.Whole(2)}, {c.Text(3)})"),
        Of("SPLIT_PART", 3, 3, SqlType.Varchar, c => $"cs_split_part({c.Text(0)}, {c.Text(1)}, {c.Whole(2)})"),
        Of("SPLIT", 2, 2, SqlType.Array, c => $"cs_split({c.Text(0)}, {c.Text(1)})"),
        Of("STRTOK", 1, 3, SqlType.Varchar, c => $"cs_strtok({c.Text(0)}, {c.TextOr(1, "' '")}, {c.WholeOr(2, 1)})"),
        Of("STRTOK_TO_ARRAY", 1, 2, SqlType.Array, c => $"cs_strtok_to_array({c.Text(0)}, {c.TextOr(1, "' '")})"),
        Of("CONTAINS", 2, 2, SqlType.Boolean, c => $"(instr({c.Text(0)}, {c.Text(1)}) > 0)"),
        Of("STARTSWITH", 2, 2, SqlType.Boolean, c => $"cs_startswith({c.Text(0)}, {c.Text(1)})"),
        Of("ENDSWITH", 2, 2, SqlType.Boolean, c => $"cs_endswith({c.Text(0)}, {c.Text(1)})"),
        .. Named(
            ["POSITION", "CHARINDEX"],
            name => Of(
                name, 2, 3, SqlType.Integer,
                c => c.Count == 2 ? $"instr({c.Text(1)}, {c.Text(0)})" : $"cs_position({c.Text(0)}, {c.Text(1)}, {c.Whole(2)})")),
        Of("LPAD", 2, 3, SqlType.Varchar, c => $"cs_lpad({c.Text(0)}, {c.Whole(1)}, {c.TextOr(2, "' '")})"),
        Of("RPAD", 2, 3, SqlType.Varchar, c => $"cs_rpad({c.Text(0)}, {c.Whole(1)}, {c.TextOr(2, "' '")})"),
        Of("REPEAT", 2, 2, SqlType.Varchar, c => $"cs_repeat({c.Text(0)}, {c.Whole(1)})"),
        Of("SPACE", 1, 1, SqlType.Varchar, c => $"cs_repeat(' ', {c.Whole(0)})"),
        Of("REVERSE", 1, 1, SqlType.Varchar, c => $"cs_reverse({c.Text(0)})"),
        .. Named(
            ["ASCII", "UNICODE"],
            name => Of(name, 1, 1, SqlType.Integer, c => $"coalesce(unicode({c.Text(0)}), CASE WHEN {c.Text(0)} IS NOT NULL THEN 0 END)")),
        .. Named(["CHR", "CHAR"], name => Of(name, 1, 1, SqlType.Varchar, c => $"cs_chr({c.Whole(0)})")),
        Of("LIKE", 2, 3, SqlType.Boolean, c => $"cs_like({c.Texts()})"),
        Of("ILIKE", 2, 3, SqlType.Boolean, c => $"cs_ilike({c.Texts()})"),
        Of("EDITDISTANCE", 2, 3, SqlType.Integer, c => $"cs_editdistance({c.Text(0)}, {c.Text(1)}{(c.Count == 3 ? ", " + c.Whole(2) : "")})"),
        Of("JAROWINKLER_SIMILARITY", 2, 2, SqlType.Integer, c => $"cs_jarowinkler({c.Texts()})"),
        Of("SOUNDEX", 1, 1, SqlType.Varchar, c => $"cs_soundex({c.Text(0)})"),
        Of("SOUNDEX_P123", 1, 1, SqlType.Varchar, c => $"cs_soundex_p123({c.Text(0)})"),
        Of("PARSE_URL", 1, 2, SqlType.Object, c => $"cs_parse_url({c.Text(0)}, {c.WholeOr(1, 0)})"),
    ];

    private static TypedSql Text(string sql) => new(sql, SqlType.Varchar);

    private static TypedSql Bytes(CallSite c, string sql) => new(sql, c[0].Type);

    /// <summary>Without characters to take away, both databases take blanks only.</summary>
    private static string Trim(CallSite c, string function) => c.Count == 1 ? $"{function}({c.Text(0)})" : $"cs_{function}({c.Text(0)}, {c.Text(1)})";

    /// <summary>Bytes are counted alike by both databases as long as the start is not 0 and the length is not negative.</summary>
    private static TypedSql Substring(CallSite c) => !c.IsBinary(0)
        ? Text($"cs_substr({c.Text(0)}, {c.Whole(1)}{(c.Count == 3 ? ", " + c.Whole(2) : "")})")
        : Bytes(c, $"substr({c[0].Text}, coalesce(nullif({c.Whole(1)}, 0), 1){(c.Count == 3 ? $", max(0, {c.Whole(2)})" : "")})");
}
