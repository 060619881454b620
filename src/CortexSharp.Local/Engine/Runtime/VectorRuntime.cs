using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Functions on vectors, which are the bytes of their elements: floats, or integers where the second argument says 1.</summary>
internal static class VectorRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("vector", a => FromJson(Text(a, 0), (int)Whole(a, 1), Whole(a, 2) != 0)),
        new("vector_text", a => ToJson((byte[])a[0]!, Whole(a, 1) != 0)),
        new("vector_cosine", a => Pair(a, static (x, y) => Dot(x, y) / Math.Sqrt(Dot(x, x) * Dot(y, y)))),
        new("vector_inner", a => Pair(a, Dot)),
        new("vector_l1", a => Pair(a, static (x, y) => Sum(x, y, static (p, q) => Math.Abs(p - q)))),
        new("vector_l2", a => Pair(a, static (x, y) => Math.Sqrt(Sum(x, y, static (p, q) => (p - q) * (p - q))))),
    ];

    /// <summary>The elements as a JSON array.</summary>
    public static string ToJson(byte[] vector, bool isInteger) => isInteger
        ? $"[{string.Join(',', MemoryMarshal.Cast<byte, int>(vector).ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)))}]"
        : $"[{string.Join(',', MemoryMarshal.Cast<byte, float>(vector).ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)))}]";

    private static byte[]? FromJson(string json, int dimension, bool isInteger)
    {
        if (json == "null")
            return null;
        if (JsonElement.Parse(json) is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() != dimension)
            throw Wrong(json, dimension);
        var bytes = new byte[dimension * sizeof(float)];
        var floats = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        var integers = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
        var at = 0;
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind is not JsonValueKind.Number)
                throw Wrong(json, dimension);
            if (!isInteger)
                floats[at++] = element.GetSingle();
            else if (element.TryGetInt32(out var whole))
                integers[at++] = whole;
            else
                throw Wrong(json, dimension);
        }

        return bytes;
    }

    private static LocalSqlException Wrong(string json, int dimension) => SqlErrors.VariantCast(
        json.Length > 80 ? json[..80] + "…" : json, string.Create(CultureInfo.InvariantCulture, $"VECTOR of {dimension} numbers"));

    // Both have the same type, as the translation has made sure.
    private static double? Pair(object?[] arguments, Func<double[], double[], double> measure)
    {
        var result = measure(Elements(arguments, 0), Elements(arguments, 1));
        return double.IsNaN(result) ? null : result; // the cosine of nothing
    }

    private static double[] Elements(object?[] arguments, int index)
    {
        var bytes = (byte[])arguments[index]!;
        return Whole(arguments, 2) != 0
            ? Array.ConvertAll(MemoryMarshal.Cast<byte, int>(bytes).ToArray(), static v => (double)v)
            : Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), static v => (double)v);
    }

    private static double Dot(double[] x, double[] y) => Sum(x, y, static (p, q) => p * q);

    private static double Sum(double[] x, double[] y, Func<double, double, double> term)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += term(x[i], y[i]);
        return sum;
    }
}
