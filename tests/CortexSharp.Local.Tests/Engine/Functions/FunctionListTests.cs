using System.Reflection;
using System.Text.RegularExpressions;
using CortexSharp.Local.Engine.Functions;

namespace CortexSharp.Local.Tests.Engine.Functions;

/// <summary>The list of functions in the documents says what the engine knows, no more and no less.</summary>
public sealed partial class FunctionListTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(
        typeof(FunctionListTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!, "docs",
        "offline-functions.md"));

    [Fact]
    public void Functions_AreListed() => Assert.Equal(FunctionNames.All.Order(StringComparer.Ordinal), Listed("The functions"));

    [Fact]
    public void Refused_AreListed() => Assert.Equal(RefusedFunctions.Names.Order(StringComparer.Ordinal), Listed("Refused by name"));

    [Fact]
    public void Refused_AreNotThere() => Assert.Empty(FunctionNames.All.Intersect(RefusedFunctions.Names));

    /// <summary>The names in the list under a heading.</summary>
    private static IEnumerable<string> Listed(string heading)
    {
        var start = Document.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        var end = Document.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        var lines = Document[start..(end < 0 ? Document.Length : end)].Split('\n').Where(l => l.StartsWith("- **", StringComparison.Ordinal));
        return lines.SelectMany(l => Name().Matches(l)).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("`([A-Z0-9_]+)`")]
    private static partial Regex Name();
}
