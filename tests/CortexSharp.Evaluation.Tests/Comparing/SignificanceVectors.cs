using System.Text.Json;

namespace CortexSharp.Evaluation.Tests.Comparing;

/// <summary>What the references make of sums, resamples and coins.</summary>
internal static class SignificanceVectors
{
    public static IReadOnlyList<JsonElement> OfKind(string kind)
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "significance.jsonl"))
            .Select(line => JsonElement.Parse(line)).Where(row => row.GetProperty("kind").GetString() == kind).ToList();
        Assert.NotEmpty(rows);
        return rows;
    }

    public static double Number(this JsonElement row, string name) => row.GetProperty(name).GetDouble();

    public static double[] Numbers(this JsonElement row, string name) => row.GetProperty(name).Deserialize<double[]>()!;

    public static double[][] NumberRows(this JsonElement row, string name) => row.GetProperty(name).Deserialize<double[][]>()!;

    public static int[][] IntegerRows(this JsonElement row, string name) => row.GetProperty(name).Deserialize<int[][]>()!;

    /// <summary>Equal within a relative tolerance; zero must be zero.</summary>
    public static void AssertNear(double expected, double actual, double tolerance = 1e-9) =>
        Assert.Equal(expected, actual, tolerance * Math.Abs(expected));
}
