using System.Text.Json;
using CortexSharp.Metrics.Tests.Vectors;

namespace CortexSharp.Metrics.Tests.Statistics;

internal static class SignificanceVectors
{
    public static IEnumerable<JsonElement> OfKind(string kind) => VectorFile.Rows("significance").Where(row => row.Text("kind") == kind);
}
