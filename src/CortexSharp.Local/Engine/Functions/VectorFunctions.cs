using System.Globalization;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions on vectors.</summary>
internal static class VectorFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        .. new[]
        {
            ("VECTOR_COSINE_SIMILARITY", "cosine"), ("VECTOR_INNER_PRODUCT", "inner"), ("VECTOR_L1_DISTANCE", "l1"), ("VECTOR_L2_DISTANCE", "l2"),
        }
            .Select(f => Of(f.Item1, 2, 2, SqlType.Float, c => Measure(c, f.Item2))),
    ];

    private static string Measure(CallSite c, string measure)
    {
        if (c[0].Type.Kind is not SqlTypeKind.Vector)
            throw c.Invalid(0, $"expected VECTOR, got {c[0].Type}");
        return c[1].Type == c[0].Type
            ? string.Create(CultureInfo.InvariantCulture, $"cs_vector_{measure}({c[0].Text}, {c[1].Text}, {c[0].Type.Scale})")
            : throw c.Invalid(1, $"expected {c[0].Type}, got {c[1].Type}");
    }
}
