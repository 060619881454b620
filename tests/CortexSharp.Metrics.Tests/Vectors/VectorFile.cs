using System.Text.Json;

namespace CortexSharp.Metrics.Tests.Vectors;

/// <summary>Outputs of the reference implementations, one JSON object a line; Vectors/README.md says how each was made.</summary>
internal static class VectorFile
{
    public static IEnumerable<JsonElement> Rows(string name)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", name + ".jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    public static string Id(this JsonElement row) => row.Text("id");

    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString()!;

    public static double Number(this JsonElement row, string name) => row.GetProperty(name).GetDouble();

    public static int Integer(this JsonElement row, string name) => row.GetProperty(name).GetInt32();

    public static bool Flag(this JsonElement row, string name) => row.GetProperty(name).GetBoolean();

    public static string[] Texts(this JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    public static double[] Numbers(this JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(item => item.GetDouble())];

    public static int[] Integers(this JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(item => item.GetInt32())];

    public static double[][] NumberRows(this JsonElement row, string name) =>
        [.. row.GetProperty(name).EnumerateArray().Select(items => items.EnumerateArray().Select(item => item.GetDouble()).ToArray())];

    public static int[][] IntegerRows(this JsonElement row, string name) =>
        [.. row.GetProperty(name).EnumerateArray().Select(items => items.EnumerateArray().Select(item => item.GetInt32()).ToArray())];
}
