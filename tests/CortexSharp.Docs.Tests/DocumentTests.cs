using System.Reflection;
using System.Text.RegularExpressions;

namespace CortexSharp.Docs.Tests;

/// <summary>Every C# sample in a document is a region of <c>Snippets/</c>, word for word; the snippets themselves are tests and run.</summary>
public partial class DocumentTests
{
    private static readonly string Root =
        typeof(DocumentTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static TheoryData<string> Documents => [.. Files().Select(f => Path.GetRelativePath(Root, f))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_EverySample_IsASnippetThatRuns(string document)
    {
        var snippets = Snippets();
        var text = File.ReadAllText(Path.Combine(Root, document)).ReplaceLineEndings("\n");
        var samples = Sample().Matches(text);
        Assert.Equal(Fence().Count(text), samples.Count); // each C# fence names its snippet
        foreach (Match sample in samples)
        {
            var name = sample.Groups["name"].Value;
            Assert.True(snippets.ContainsKey(name), $"{document}: there is no snippet '{name}'.");
            Assert.Equal(snippets[name], sample.Groups["code"].Value.TrimEnd());
        }
    }

    [Fact]
    public void Snippets_AllOfThem_AreShownSomewhere()
    {
        var shown =
            Files().SelectMany(f => Sample().Matches(File.ReadAllText(f).ReplaceLineEndings("\n"))).Select(m => m.Groups["name"].Value).ToHashSet();
        Assert.Empty(Snippets().Keys.Except(shown));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_EveryRelativeLink_LeadsToAFile(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, document))!;
        foreach (Match link in Link().Matches(File.ReadAllText(Path.Combine(Root, document))))
        {
            var target = link.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
                Assert.True(Path.Exists(Path.Combine(folder, target)), $"{document} links to {target}, which is not there.");
        }
    }

    private static IEnumerable<string> Files() =>
    [
        .. Directory.GetFiles(Root, "*.md"), .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories),
        .. Directory.GetDirectories(Path.Combine(Root, "src")).Select(d => Path.Combine(d, "README.md")).Where(File.Exists),
    ];

    private static Dictionary<string, string> Snippets() => Directory.GetFiles(
        Path.Combine(Root, "tests", "CortexSharp.Docs.Tests", "Snippets"), "*.cs")
        .SelectMany(f => Region().Matches(File.ReadAllText(f).ReplaceLineEndings("\n")))
        .ToDictionary(m => m.Groups["name"].Value, m => Dedent(m.Groups["code"].Value));

    private static string Dedent(string code)
    {
        var lines = code.TrimEnd().Split('\n');
        var indent = lines.Where(l => l.Trim().Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Length >= indent ? l[indent..] : l.Trim()));
    }

    [GeneratedRegex(@"^```csharp", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"<!-- snippet: (?<name>[\w-]+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"#region (?<name>[\w-]+)\n(?<code>.*?)\n\s*#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
