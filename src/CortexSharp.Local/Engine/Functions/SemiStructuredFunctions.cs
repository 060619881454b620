using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions on JSON values.</summary>
internal static class SemiStructuredFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        Of("PARSE_JSON", 1, 1, SqlType.Variant, c => c[0].Type.IsSemiStructured ? c.Variant(0) : $"cs_parse_json({c.Text(0)})"),
        Of("TRY_PARSE_JSON", 1, 1, SqlType.Variant, c => c[0].Type.IsSemiStructured ? c.Variant(0) : $"cs_try_parse_json({c.Text(0)})"),
        Of("CHECK_JSON", 1, 1, SqlType.Varchar, c => $"cs_check_json({c.Text(0)})"),
        Of("TO_JSON", 1, 1, SqlType.Varchar, c => c[0].Type.IsSemiStructured || c[0].Type.Kind is SqlTypeKind.Null ? c[0].Text : throw c.Invalid(0, $"expected VARIANT, got {c[0].Type}")),
        Of("OBJECT_CONSTRUCT", 0, int.MaxValue, SqlType.Object, c => Construct(c, "cs_object")),
        Of("OBJECT_CONSTRUCT_KEEP_NULL", 0, int.MaxValue, SqlType.Object, c => Construct(c, "cs_object_keep_null")),
        Of("OBJECT_INSERT", 3, 4, SqlType.Object, c => $"cs_object_insert({c.Variant(0)}, {c.Text(1)}, {c.Variant(2)}, {(c.Count == 4 ? c.Boolean(3) : "0")})"),
        Of("OBJECT_KEYS", 1, 1, SqlType.Array, c => $"cs_object_keys({c.Variant(0)})"),
        Of("OBJECT_DELETE", 2, int.MaxValue, SqlType.Object, c => $"cs_object_delete({c.Variant(0)}, {string.Join(", ", Enumerable.Range(1, c.Count - 1).Select(c.Text))})"),
        Of("ARRAY_CONSTRUCT", 0, int.MaxValue, SqlType.Array, c => $"cs_array({Variants(c)})"),
        Of("ARRAY_CONSTRUCT_COMPACT", 0, int.MaxValue, SqlType.Array, c => $"cs_array_compact({Variants(c)})"),
        Of("ARRAY_SIZE", 1, 1, SqlType.Integer, c => $"CASE WHEN json_type({c.Variant(0)}) = 'array' THEN json_array_length({c.Variant(0)}) END"),
        Of("ARRAY_CONTAINS", 2, 2, SqlType.Boolean, c => $"cs_array_contains({c.Variant(0)}, {c.Variant(1)})"),
        Of("ARRAY_TO_STRING", 2, 2, SqlType.Varchar, c => $"cs_array_to_string({c.Variant(0)}, {c.Text(1)})"),
        Of("ARRAY_APPEND", 2, 2, SqlType.Array, c => $"cs_array_append({c.Variant(0)}, {c.Variant(1)})"),
        Of("ARRAY_CAT", 2, 2, SqlType.Array, c => $"cs_array_cat({c.Variant(0)}, {c.Variant(1)})"),
        new("GET", 2, 2, c => c[1].Type.Kind is SqlTypeKind.Number
            ? new($"cs_get_index({c.Variant(0)}, {c.Whole(1)})", SqlType.Variant)
            : new TypedSql($"cs_get_key({c.Variant(0)}, {c.Text(1)})", SqlType.Variant)),
        new("GET_PATH", 2, 2, c => c.Literal(1) is { } path
            ? c.Translator.PathOf(new(c.Variant(0), SqlType.Variant), path, c.Call.Arguments[1].Value.Position)
            : throw c.Invalid(1, "the path must be a constant")),
        Of("TYPEOF", 1, 1, SqlType.Varchar, c => $"cs_typeof({c.Variant(0)})"),
        Of("IS_NULL_VALUE", 1, 1, SqlType.Boolean, c => $"({c.Variant(0)} = 'null')"),
        Of("STRIP_NULL_VALUE", 1, 1, SqlType.Variant, c => $"nullif({c.Variant(0)}, 'null')"),
        .. new[] { ("IS_OBJECT", "object"), ("IS_ARRAY", "array"), ("IS_VARCHAR", "text"), ("IS_INTEGER", "integer") }
            .Select(p => Of(p.Item1, 1, 1, SqlType.Boolean, c => $"(json_type({c.Variant(0)}) = '{p.Item2}')")),
        Of("IS_BOOLEAN", 1, 1, SqlType.Boolean, c => $"(json_type({c.Variant(0)}) IN ('true', 'false'))"),
        .. new[] { ("AS_VARCHAR", SqlType.Varchar), ("AS_INTEGER", SqlType.Integer), ("AS_DOUBLE", SqlType.Float) }
            .Select(p => new BuiltinFunction(p.Item1, 1, 1, c => Coercion.Cast(c[0], p.Item2, isTry: true) ?? throw c.Invalid(0, "expected VARIANT"))),
    ];

    private static string Variants(CallSite c) => string.Join(", ", Enumerable.Range(0, c.Count).Select(c.Variant));

    private static string Construct(CallSite c, string function)
    {
        if (c.IsStar)
            throw c.Invalid(0, "* is not supported; name the columns");
        if (c.Count % 2 != 0)
            throw c.Invalid(c.Count - 1, "keys and values must come in pairs");
        return $"{function}({string.Join(", ", Enumerable.Range(0, c.Count).Select(i => i % 2 == 0 ? c.Text(i) : c.Variant(i)))})";
    }
}
