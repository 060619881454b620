using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Files;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Tests.Reports;

public sealed class RecordReportTests
{
    private const string Awkward = "a \"quoted\", text;\nof two lines | <b> 😀";

    [Fact]
    public async Task WriteJsonl_AllCases_KeepsTextsAndValues()
    {
        var text = await ReportData.TextAsync(stream => Report().WriteJsonlAsync(stream));

        JsonElement[] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["worse", "same", "not scored"], lines.Select(line => line.GetProperty("outcome").GetString()));
        Assert.Equal($"old {Awkward}", lines[0].GetProperty("baseline").GetString());
        Assert.Equal(Awkward, lines[0].GetProperty("references")[0].GetString());
        Assert.Equal("de", lines[0].GetProperty("tag:language").GetString());
        Assert.Equal(0.25, lines[0].GetProperty("system:quality").GetDouble());
        Assert.Equal(JsonValueKind.Null, lines[2].GetProperty("system:quality").ValueKind);
    }

    [Fact]
    public async Task WriteCsv_AllCases_ReadsBack()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        try
        {
            await Report().WriteCsvAsync(File.Create(path));
            var records = await (await RecordReader.OpenAsync(path)).ToListAsync();

            Assert.Equal(["k0", "k1", "k2"], records.Select(record => record["key"]));
            Assert.All(records, record => Assert.Equal($"new {Awkward}", record["system"]));
            Assert.Equal("0.5", records[0]["baseline:quality"]);
            Assert.Equal("en", records[1]["tag:language"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task WriteJsonl_ManyCases_WritesWhileItReads()
    {
        using var stream = new MemoryStream();
        var report = ReportData.Of(5_000, _ => (0.5, 0.5));
        var unwritten = 0L;
        await (report with { Cases = Watched() }).WriteJsonlAsync(stream);

        Assert.InRange(unwritten, 1, 1_000);

        async IAsyncEnumerable<CaseAnswers> Watched()
        {
            var since = (Length: 0L, Read: 0L);
            var read = 0L;
            await foreach (var item in report.Cases!)
            {
                yield return item;
                read++;
                if (stream.Length > since.Length)
                    since = (stream.Length, read);
                unwritten = Math.Max(unwritten, read - since.Read);
            }
        }
    }

    [Fact]
    public async Task WriteJsonl_WithoutCases_SaysWhatIsMissing()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => (Report() with { Cases = null }).WriteJsonlAsync(Stream.Null));

        Assert.Contains("Cases", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteMarkdown_Figures_AreThere()
    {
        var report = Report() with
        {
            Title = "Base | tuned <b>",
            Verdict = new GateVerdict(GateOutcome.Failed, [new GateFinding(new NotWorseRule("quality"), GateOutcome.Failed, "it is *worse*")]),
            History = [new HistoryPoint("v1", 0.4)],
        };

        var text = await ReportData.MarkdownAsync(report);

        Assert.StartsWith("# Base \\| tuned \\<b\\>\n", text, StringComparison.Ordinal);
        Assert.Contains("**Failed**\n\n- Failed: it is \\*worse\\*\n", text, StringComparison.Ordinal);
        Assert.Contains("| quality | 0.5000 | 0.3750 | -0.1250 |", text, StringComparison.Ordinal);
        Assert.Contains("| language | de | 2 |", text, StringComparison.Ordinal);
        Assert.Contains("| v1 | 0.4000 |", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@acme/everyone, see me@example.com", "@&#8203;acme/everyone, see me@&#8203;example.com")]
    [InlineData("closes #7", "closes \\#&#8203;7")]
    [InlineData("https://example.com or WWW.example.com", "https:&#8203;//example.com or WWW.&#8203;example.com")]
    [InlineData("12:30, a.b", "12:30, a.b")]
    public async Task WriteMarkdown_TextThatSitesLink_LinksAndCallsNobody(string title, string written) =>
        Assert.StartsWith($"# {written}\n", await ReportData.MarkdownAsync(Report() with { Title = title }), StringComparison.Ordinal);

    [Fact]
    public async Task WriteMarkdown_Judge_IsToldApart()
    {
        var metrics = new MetricSet(new DelegateMetric("factuality", (_, _) => 0));
        var prices = new PriceBook([new("judge") { Input = Amount.OfAiCredits(1_000_000), Output = Amount.OfAiCredits(1_000_000) }]);
        var (baseline, system) = (Judged("base", 3, 4), Judged("tuned", double.NaN, 5));

        var text = await ReportData.MarkdownAsync(new EvaluationReport(
            Comparison.Compare(baseline, system, new() { Resampling = new() { Samples = 10 } }))
        {
            SystemScoringCost = system.ScoringCostOf(prices, "judge"),
        });

        Assert.Contains("| Tokens of scoring | Cost of scoring |", text, StringComparison.Ordinal);
        Assert.Contains("| base | 2 | 0 | not known | not known | 24 | not known |", text, StringComparison.Ordinal);
        Assert.Contains("| tuned | 2 | 0 | not known | not known | 24 | 24 AI credit |", text, StringComparison.Ordinal);
        Assert.Matches(@"\| Cases \| Not scored \|\n.*\n\| factuality .* \| 1 \| 1 \|\n", text);
        Assert.DoesNotContain("scoring", await ReportData.MarkdownAsync(Report()), StringComparison.Ordinal);

        ScoredRun Judged(string name, params double[] values)
        {
            var run = new ScoredRun(name, metrics);
            foreach (var (i, value) in values.Index())
                run.Add(new ScoredAnswer($"{i}", [MetricScore.Mean(value) with { Usage = new(7, 5, 12) }]));
            return run;
        }
    }

    [Fact]
    public async Task WriteMarkdown_Pairs_AreAdded()
    {
        var judged =
            PairwiseComparison.Of("claude", [Judged("k0", PairwiseOutcome.Second, new(10, 5, 15)), Judged("k1", PairwiseOutcome.NoVerdict, null)]);

        var text = await ReportData.MarkdownAsync(Report() with { Pairwise = [judged] });

        Assert.Contains("| claude | 1 | 0 | 0 | 1.0000 | \\[1.0000, 1.0000\\] | 1.0000 | 1 | 1 | 15 |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Judged in pairs", await ReportData.MarkdownAsync(Report()), StringComparison.Ordinal);

        static JudgedPair Judged(string key, PairwiseOutcome outcome, TokenUsage? usage) =>
            new(key, new(outcome, false, [], usage) { Judge = "claude" });
    }

    [Fact]
    public async Task WriteMarkdown_EachRun_HasItsInterval()
    {
        var report = ReportData.Of(40, i => (i / 40.0, i % 2));
        var measure = report.Comparison.Measures[0];

        var text = await ReportData.MarkdownAsync(report);

        Assert.True(measure.SystemInterval.Low < 0.5 && measure.SystemInterval.High > 0.5);
        Assert.Contains(
            FormattableString.Invariant(
                $"| quality | 0.4875 | \\[{measure.BaselineInterval.Low:F4}, {measure.BaselineInterval.High:F4}\\] | 0.5000 | \\[{measure.SystemInterval.Low:F4}, {measure.SystemInterval.High:F4}\\] |"),
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteMarkdown_Tables_HaveAsManyCellsInEachRow()
    {
        var text = await ReportData.MarkdownAsync(Report());

        foreach (var table in text.Split("\n\n").Where(part => part.StartsWith('|')))
            Assert.Single(table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" | ").Length).Distinct());
    }

    private static EvaluationReport Report() =>
        ReportData.Of(3, i => i switch { 0 => (0.5, 0.25), 1 => (0.5, 0.5), _ => (0.5, double.NaN) }, _ => Awkward);
}
