using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions on text. SQLite's own serve where they mean the same: its UPPER knows ASCII only, its LENGTH counts code points.</summary>
internal static class StringFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        Of("UPPER", 1, 1, SqlType.Varchar, c => $"cs_upper({c.Text(0)})"),
        Of("LOWER", 1, 1, SqlType.Varchar, c => $"cs_lower({c.Text(0)})"),
        Of("INITCAP", 1, 1, SqlType.Varchar, c => $"cs_initcap({c.Text(0)})"),
        .. Names(["LENGTH", "LEN"], 1, 1, SqlType.Integer, c => c[0].Type.Kind is SqlTypeKind.Binary ? $"length({c[0].Text})" : $"length({c.Text(0)})"),
        Of("OCTET_LENGTH", 1, 1, SqlType.Integer, c => $"length(CAST({c.Text(0)} AS BLOB))"),
        Of("TRIM", 1, 2, SqlType.Varchar, c => Trim(c, "trim")),
        Of("LTRIM", 1, 2, SqlType.Varchar, c => Trim(c, "ltrim")),
        Of("RTRIM", 1, 2, SqlType.Varchar, c => Trim(c, "rtrim")),
        .. Names(["SUBSTR", "SUBSTRING"], 2, 3, SqlType.Varchar, Substring),
        Of("LEFT", 2, 2, SqlType.Varchar, c => $"cs_left({c.Text(0)}, {c.Whole(1)})"),
        Of("RIGHT", 2, 2, SqlType.Varchar, c => $"cs_right({c.Text(0)}, {c.Whole(1)})"),
        Of("CONCAT", 1, int.MaxValue, SqlType.Varchar, c => $"({string.Join(" || ", Enumerable.Range(0, c.Count).Select(c.Text))})"),
        Of("CONCAT_WS", 2, int.MaxValue, SqlType.Varchar, c => $"({string.Join($" || {c.Text(0)} || ", Enumerable.Range(1, c.Count - 1).Select(c.Text))})"),
        Of("REPLACE", 2, 3, SqlType.Varchar, c => $"replace({c.Text(0)}, {c.Text(1)}, {(c.Count == 3 ? c.Text(2) : "''")})"),
        Of("SPLIT_PART", 3, 3, SqlType.Varchar, c => $"cs_split_part({c.Text(0)}, {c.Text(1)}, {c.Whole(2)})"),
        Of("SPLIT", 2, 2, SqlType.Array, c => $"cs_split({c.Text(0)}, {c.Text(1)})"),
        Of("CONTAINS", 2, 2, SqlType.Boolean, c => $"(instr({c.Text(0)}, {c.Text(1)}) > 0)"),
        Of("STARTSWITH", 2, 2, SqlType.Boolean, c => $"cs_startswith({c.Text(0)}, {c.Text(1)})"),
        Of("ENDSWITH", 2, 2, SqlType.Boolean, c => $"cs_endswith({c.Text(0)}, {c.Text(1)})"),
        .. Names(["POSITION", "CHARINDEX"], 2, 3, SqlType.Integer, c => c.Count == 2 ? $"instr({c.Text(1)}, {c.Text(0)})" : $"cs_position({c.Text(0)}, {c.Text(1)}, {c.Whole(2)})"),
        Of("LPAD", 2, 3, SqlType.Varchar, c => $"cs_lpad({c.Text(0)}, {c.Whole(1)}, {(c.Count == 3 ? c.Text(2) : "' '")})"),
        Of("RPAD", 2, 3, SqlType.Varchar, c => $"cs_rpad({c.Text(0)}, {c.Whole(1)}, {(c.Count == 3 ? c.Text(2) : "' '")})"),
        Of("REPEAT", 2, 2, SqlType.Varchar, c => $"cs_repeat({c.Text(0)}, {c.Whole(1)})"),
        Of("SPACE", 1, 1, SqlType.Varchar, c => $"cs_repeat(' ', {c.Whole(0)})"),
        Of("REVERSE", 1, 1, SqlType.Varchar, c => $"cs_reverse({c.Text(0)})"),
        .. Names(["ASCII", "UNICODE"], 1, 1, SqlType.Integer, c => $"coalesce(unicode({c.Text(0)}), CASE WHEN {c.Text(0)} IS NOT NULL THEN 0 END)"),
        .. Names(["CHR", "CHAR"], 1, 1, SqlType.Varchar, c => $"cs_chr({c.Whole(0)})"),
        .. Names(["SHA2", "SHA2_HEX"], 1, 2, SqlType.Varchar, c => $"cs_sha2({Bytes(c)}, {(c.Count == 2 ? c.Whole(1) : "256")})"),
        .. Names(["MD5", "MD5_HEX"], 1, 1, SqlType.Varchar, c => $"cs_md5({Bytes(c)})"),
        Of("LIKE", 2, 3, SqlType.Boolean, c => $"cs_like({c.Text(0)}, {c.Text(1)}{(c.Count == 3 ? ", " + c.Text(2) : "")})"),
        Of("ILIKE", 2, 3, SqlType.Boolean, c => $"cs_ilike({c.Text(0)}, {c.Text(1)}{(c.Count == 3 ? ", " + c.Text(2) : "")})"),
        .. Names(["REGEXP_LIKE", "RLIKE"], 2, 3, SqlType.Boolean, c => $"cs_regexp_like({Texts(c)})"),
        Of("REGEXP_REPLACE", 2, 6, SqlType.Varchar, c => $"cs_regexp_replace({c.Text(0)}, {c.Text(1)}, {Or(c, 2, "''", true)}, {Or(c, 3, "1")}, {Or(c, 4, "0")}, {Or(c, 5, "'c'", true)})"),
        .. Names(["REGEXP_SUBSTR"], 2, 6, SqlType.Varchar, c => $"cs_regexp_substr({c.Text(0)}, {c.Text(1)}, {Or(c, 2, "1")}, {Or(c, 3, "1")}, {Or(c, 4, "'c'", true)}, {Or(c, 5, "-1")})"),
        Of("REGEXP_COUNT", 2, 4, SqlType.Integer, c => $"cs_regexp_count({c.Text(0)}, {c.Text(1)}, {Or(c, 2, "1")}, {Or(c, 3, "'c'", true)})"),
        Of("EDITDISTANCE", 2, 2, SqlType.Integer, c => $"cs_editdistance({c.Text(0)}, {c.Text(1)})"),
    ];

    /// <summary>Text is digested as its UTF-8, binary as it is.</summary>
    private static string Bytes(CallSite c) => c[0].Type.Kind is SqlTypeKind.Binary ? c[0].Text : c.Text(0);

    private static string Texts(CallSite c) => string.Join(", ", Enumerable.Range(0, c.Count).Select(c.Text));

    private static string Or(CallSite c, int index, string otherwise, bool isText = false) => index >= c.Count ? otherwise : isText ? c.Text(index) : c.Whole(index);

    /// <summary>Without characters to take away, both databases take blanks only.</summary>
    private static string Trim(CallSite c, string function) => c.Count == 1 ? $"{function}({c.Text(0)})" : $"{function}({c.Text(0)}, {c.Text(1)})";

    /// <summary>SQLite counts as Snowflake does as long as the start is positive and the length is not negative.</summary>
    private static string Substring(CallSite c)
    {
        var native = c.Digits(1) is > 0 && (c.Count == 2 || c.Digits(2) is >= 0);
        return $"{(native ? "substr" : "cs_substr")}({c.Text(0)}, {c.Whole(1)}{(c.Count == 3 ? ", " + c.Whole(2) : "")})";
    }

    private static IEnumerable<BuiltinFunction> Names(string[] names, int least, int most, SqlType type, Func<CallSite, string> translate) =>
        names.Select(name => Of(name, least, most, type, translate));
}
