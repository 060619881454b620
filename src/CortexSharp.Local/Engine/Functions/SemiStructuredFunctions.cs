using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions on JSON values and objects.</summary>
internal static class SemiStructuredFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        Of("PARSE_JSON", 1, 2, SqlType.Variant, c => Parsed(c, "cs_parse_json")),
        Of("TRY_PARSE_JSON", 1, 2, SqlType.Variant, c => Parsed(c, "cs_try_parse_json")),
        Of("CHECK_JSON", 1, 1, SqlType.Varchar, c => $"cs_check_json({c.Text(0)})"),
        Of(
            "TO_JSON", 1, 1, SqlType.Varchar,
            c =>
                c[0].Type.IsSemiStructured || c[0].Type.Kind is SqlTypeKind.Null
                    ? c[0].Text
                    : throw c.Invalid(0, $"expected VARIANT, got {c[0].Type}")),
        Of("OBJECT_CONSTRUCT", 0, int.MaxValue, SqlType.Object, c => Construct(c, "cs_object")),
        Of("OBJECT_CONSTRUCT_KEEP_NULL", 0, int.MaxValue, SqlType.Object, c => Construct(c, "cs_object_keep_null")),
        Of(
            "OBJECT_INSERT", 3, 4, SqlType.Object,
            c => $"cs_object_insert({c.Variant(0)}, {c.Text(1)}, {c.Variant(2)}, {(c.Count == 4 ? c.Boolean(3) : "0")})"),
        Of("OBJECT_KEYS", 1, 1, SqlType.Array, c => $"cs_object_keys({c.Variant(0)})"),
        Of("OBJECT_DELETE", 2, int.MaxValue, SqlType.Object, c => $"cs_object_delete({c.Variant(0)}, {Keys(c)})"),
        Of("OBJECT_PICK", 2, int.MaxValue, SqlType.Object, c => c.Count == 2 && c[1].Type.Kind is SqlTypeKind.Array
            ? $"cs_object_pick_listed({c.Variant(0)}, {c.Variant(1)})"
            : $"cs_object_pick({c.Variant(0)}, {Keys(c)})"),
        new("GET", 2, 2, c => c[1].Type.Kind is SqlTypeKind.Number
            ? new($"cs_get_index({c.Variant(0)}, {c.Whole(1)})", SqlType.Variant)
            : new TypedSql($"cs_get_key({c.Variant(0)}, {c.Text(1)})", SqlType.Variant)),
        Of("GET_IGNORE_CASE", 2, 2, SqlType.Variant, c => $"cs_get_key_ignore_case({c.Variant(0)}, {c.Text(1)})"),
        new("GET_PATH", 2, 2, c => c.Literal(1) is { } path
            ? c.Translator.PathOf(new(c.Variant(0), SqlType.Variant), path, c.Call.Arguments[1].Value.Position)
            : throw c.Invalid(1, "the path must be a constant")),
        Of("TYPEOF", 1, 1, SqlType.Varchar, c => $"cs_typeof({c.Variant(0)})"),
        Of("IS_NULL_VALUE", 1, 1, SqlType.Boolean, c => $"({c.Variant(0)} = 'null')"),
        Of("STRIP_NULL_VALUE", 1, 1, SqlType.Variant, c => $"nullif({c.Variant(0)}, 'null')"),
        .. Tests(["IS_OBJECT"], "OBJECT"), .. Tests(["IS_ARRAY"], "ARRAY"), .. Tests(["IS_VARCHAR", "IS_CHAR"], "VARCHAR"),
        .. Tests(["IS_BOOLEAN"], "BOOLEAN"),
        .. Tests(["IS_INTEGER"], "INTEGER"), .. Tests(["IS_DECIMAL"], "DECIMAL"), .. Tests(["IS_DOUBLE", "IS_REAL"], "DOUBLE"),
        .. Casts(["AS_OBJECT"], "OBJECT", SqlType.Object), .. Casts(["AS_ARRAY"], "ARRAY", SqlType.Array),
        .. Casts(["AS_VARCHAR", "AS_CHAR"], "VARCHAR", SqlType.Varchar),
        .. Casts(["AS_BOOLEAN"], "BOOLEAN", SqlType.Boolean), .. Casts(["AS_INTEGER"], "INTEGER", SqlType.Integer),
        .. Casts(["AS_DOUBLE", "AS_REAL"], "DOUBLE", SqlType.Float),
        .. Named(["AS_DECIMAL", "AS_NUMBER"], name => new BuiltinFunction(name, 1, 3, c => As(c, "DECIMAL", Decimal(c)))),
        new("TO_VARIANT", 1, 1, c => new(c.Variant(0), SqlType.Variant)),
        new("TO_OBJECT", 1, 1, c => new(c.As(0, SqlType.Object), SqlType.Object)),
        new("TO_ARRAY", 1, 1, c => c[0].Type.Kind is SqlTypeKind.Array ? c[0] : new($"cs_wrap_array({c.Variant(0)})", SqlType.Array)),
    ];

    /// <summary>JSON stays JSON; with the parameter 'd' of several members of one key the last would count, which is refused here.</summary>
    private static string Parsed(CallSite c, string function)
    {
        if (c.Count == 2 && c.Literal(1) is not "s")
            throw c.Invalid(1, "of the parameters only 's' is supported: one key stands once");
        return c[0].Type.IsSemiStructured ? c.Variant(0) : $"{function}({c.Text(0)})";
    }

    private static IEnumerable<BuiltinFunction> Tests(string[] names, string type) =>
        Named(names, name => Of(name, 1, 1, SqlType.Boolean, c => $"cs_is_type({c.Variant(0)}, '{type}')"));

    private static IEnumerable<BuiltinFunction> Casts(string[] names, string type, SqlType result) =>
        Named(names, name => new BuiltinFunction(name, 1, 1, c => As(c, type, result)));

    /// <summary>The value where it has the type already, otherwise null: unlike a cast, this converts nothing.</summary>
    private static TypedSql As(CallSite c, string type, SqlType result) =>
        c.Translator.Cast(new($"cs_as_type({c.Variant(0)}, '{type}')", SqlType.Variant), result, c.Call.Position);

    private static SqlType Decimal(CallSite c)
    {
        var precision = c.Count > 1 ? c.Digits(1) ?? throw c.Invalid(1, "the precision must be a constant") : SqlType.MaxPrecision;
        var scale = c.Count > 2 ? c.Digits(2) ?? throw c.Invalid(2, "the scale must be a constant") : 0;
        return SqlType.Number(scale, precision);
    }

    private static string Keys(CallSite c) => string.Join(", ", Enumerable.Range(1, c.Count - 1).Select(c.Text));

    private static string Construct(CallSite c, string function)
    {
        if (c.Count % 2 != 0)
            throw c.Invalid(c.Count - 1, "keys and values must come in pairs");
        return $"{function}({string.Join(", ", Enumerable.Range(0, c.Count).Select(i => i % 2 == 0 ? c.Text(i) : c.Variant(i)))})";
    }
}
