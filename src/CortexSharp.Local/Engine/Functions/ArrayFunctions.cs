using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions on arrays.</summary>
internal static class ArrayFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        Of("ARRAY_CONSTRUCT", 0, int.MaxValue, SqlType.Array, c => $"cs_array({Variants(c)})"),
        Of("ARRAY_CONSTRUCT_COMPACT", 0, int.MaxValue, SqlType.Array, c => $"cs_array_compact({Variants(c)})"),
        Of("ARRAY_SIZE", 1, 1, SqlType.Integer, c => $"CASE WHEN json_type({c.Variant(0)}) = 'array' THEN json_array_length({c.Variant(0)}) END"),
        Of("ARRAY_CONTAINS", 2, 2, SqlType.Boolean, c => $"cs_array_contains({Variants(c)})"),
        Of("ARRAY_POSITION", 2, 2, SqlType.Integer, c => $"cs_array_position({Variants(c)})"),
        Of("ARRAYS_OVERLAP", 2, 2, SqlType.Boolean, c => $"cs_arrays_overlap({Variants(c)})"),
        Of("ARRAY_APPEND", 2, 2, SqlType.Array, c => $"cs_array_append({Variants(c)})"),
        Of("ARRAY_PREPEND", 2, 2, SqlType.Array, c => $"cs_array_prepend({Variants(c)})"),
        Of("ARRAY_INSERT", 3, 3, SqlType.Array, c => $"cs_array_insert({c.Variant(0)}, {c.Whole(1)}, {c.Variant(2)})"),
        Of("ARRAY_CAT", 2, 2, SqlType.Array, c => $"cs_array_cat({Variants(c)})"),
        Of("ARRAY_COMPACT", 1, 1, SqlType.Array, c => $"cs_array_drop_nulls({c.Variant(0)})"),
        Of("ARRAY_DISTINCT", 1, 1, SqlType.Array, c => $"cs_array_distinct({c.Variant(0)})"),
        Of("ARRAY_EXCEPT", 2, 2, SqlType.Array, c => $"cs_array_except({Variants(c)})"),
        Of("ARRAY_INTERSECTION", 2, 2, SqlType.Array, c => $"cs_array_intersection({Variants(c)})"),
        Of("ARRAY_SLICE", 3, 3, SqlType.Array, c => $"cs_array_slice({c.Variant(0)}, {c.Whole(1)}, {c.Whole(2)})"),
        Of("ARRAY_REMOVE", 2, 2, SqlType.Array, c => $"cs_array_remove({Variants(c)})"),
        Of("ARRAY_REMOVE_AT", 2, 2, SqlType.Array, c => $"cs_array_remove_at({c.Variant(0)}, {c.Whole(1)})"),
        Of("ARRAY_REVERSE", 1, 1, SqlType.Array, c => $"cs_array_reverse({c.Variant(0)})"),
        Of("ARRAY_FLATTEN", 1, 1, SqlType.Array, c => $"cs_array_flatten({c.Variant(0)})"),
        Of("ARRAY_SORT", 1, 3, SqlType.Array, Sort),
        Of("ARRAY_MIN", 1, 1, SqlType.Variant, c => $"cs_array_least({c.Variant(0)})"),
        Of("ARRAY_MAX", 1, 1, SqlType.Variant, c => $"cs_array_greatest({c.Variant(0)})"),
        Of("ARRAY_TO_STRING", 2, 2, SqlType.Varchar, c => $"cs_array_to_string({c.Variant(0)}, {c.Text(1)})"),
        Of("ARRAY_GENERATE_RANGE", 2, 3, SqlType.Array, c => $"cs_array_range({c.Whole(0)}, {c.Whole(1)}, {c.WholeOr(2, 1)})"),
        Of("ARRAYS_TO_OBJECT", 2, 2, SqlType.Object, c => $"cs_arrays_to_object({Variants(c)})"),
        Of("ARRAYS_ZIP", 1, int.MaxValue, SqlType.Array, c => $"cs_arrays_zip({Variants(c)})"),
    ];

    private static string Variants(CallSite c) => string.Join(", ", Enumerable.Range(0, c.Count).Select(c.Variant));

    /// <summary>Nulls come last in ascending order and first in descending, unless it is said.</summary>
    private static string Sort(CallSite c)
    {
        var ascending = c.Count > 1 ? c.Boolean(1) : "1";
        return $"cs_array_sort({c.Variant(0)}, {ascending}, {(c.Count > 2 ? c.Boolean(2) : $"(NOT {ascending})")})";
    }
}
