using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Tests.Reports;

public sealed partial class HtmlReportTests
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror='alert(1)'>\" onload=\"alert(1)\" <!-- &lt;b&gt; {{x}}";

    [Fact]
    public async Task WriteHtml_HostileTexts_ShowAsText()
    {
        var tags = new Dictionary<string, string> { [Hostile] = Hostile };
        var metrics = new MetricSet(new ExactMatchMetric(name: Hostile), new LabelMetric([Hostile, $"no {Hostile}"], $"label{Hostile}"));
        var (baseline, system) = (new ScoredRun($"base{Hostile}", metrics), new ScoredRun($"tuned{Hostile}", metrics));
        var item = new EvaluationCase(Hostile, Hostile, Hostile) { Tags = tags };
        var answers = new CaseAnswers(
            item, EvaluationAnswer.Of(Hostile, Hostile), EvaluationAnswer.Failed(Hostile, new AnswerError(CortexErrorKind.Unknown, Hostile)));
        await baseline.AddAsync(item, answers.Baseline!);
        await system.AddAsync(item, answers.System!);
        var report = new EvaluationReport(Comparison.Compare(baseline, system))
        {
            Title = Hostile,
            Cases = new[] { answers }.ToAsyncEnumerable(),
            Verdict = new GateVerdict(GateOutcome.Failed, [new GateFinding(new ErrorsRule(0), GateOutcome.Failed, Hostile)]),
            BaselineCost = new AnswerCost(1, 1, Amount.OfMoney(1, Hostile)),
            SystemCost = new AnswerCost(1, 0, Amount.OfMoney(2, Hostile)),
            History = [new HistoryPoint(Hostile, 0.5)],
            Pairwise = [PairwiseComparison.Of(Hostile, [])],
        };

        var html = await ReportData.HtmlAsync(report);

        Assert.Equal(1, html.Split("<script").Length - 1);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("onerror='", html, StringComparison.Ordinal);
        Assert.DoesNotContain("onload=\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        Assert.Contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteHtml_Always_NeedsNothingElse()
    {
        var html = await ReportData.HtmlAsync(Regressing(3));

        Assert.DoesNotMatch(@"(src|srcset|data|action)\s*=\s*""", Attributes().Replace(html, ""));
        Assert.DoesNotMatch(@"href=""(?!#)", html);
        Assert.DoesNotContain("http:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("style", "style-src")]
    [InlineData("script", "script-src")]
    public async Task WriteHtml_Policy_AllowsOnlyWhatThePageHas(string element, string directive)
    {
        var html = await ReportData.HtmlAsync(Regressing(3));

        var text = Assert.Single(Regex.Matches(html, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline)).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Assert.Contains("default-src 'none';", html, StringComparison.Ordinal);
        Assert.Contains($"{directive} 'sha256-{hash}';", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<[^>]+\s(style|on\w+)=", html);
        Assert.DoesNotContain("unsafe", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteHtml_Sections_AreWhereTheirLinksLead()
    {
        var report = Regressing(3) with { History = [new HistoryPoint("before", 0.4)], Pairwise = [PairwiseComparison.Of("judge", [])] };

        var html = await ReportData.HtmlAsync(report);

        string[] links = [.. Regex.Matches(html, "href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value)];
        string[] ids = [.. Regex.Matches(html, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        string[] labels = [.. Regex.Matches(html, "aria-labelledby=\"([^\"]+)\"").SelectMany(match => match.Groups[1].Value.Split(' '))];
        Assert.Equal(["summary", "measures", "pairs", "cost", "distributions", "slices", "history", "cases"], links);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Subset(ids.ToHashSet(), links.ToHashSet());
        Assert.Subset(ids.ToHashSet(), labels.ToHashSet());
    }

    [Fact]
    public async Task WriteHtml_ManyLongCases_ShowsAllRegressionsWithin10MB()
    {
        // Every character takes several bytes once encoded.
        var text = string.Concat(Enumerable.Repeat("<\"&'😀 ", 1_000));
        var report = ReportData.Of(100_000, i => (0.5, i % 100 == 7 ? 0.25 : 0.75), _ => text);

        var html = await ReportData.HtmlAsync(report);

        string[] keys = [.. Rows(html).Select(row => row.Key)];
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, 10_000_000);
        Assert.Equal(2_000, keys.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => $"k{(i * 100) + 7}"), keys.Take(1_000));
        Assert.Contains("2,000 of 100,000 cases are shown: 1,000 of 1,000 regressions", html, StringComparison.Ordinal);
        Assert.Contains("98,000 cases are left out.", html, StringComparison.Ordinal);
        Assert.Contains("characters left out", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2_001)]
    public void MaxCases_NegativeOrAboveTheMost_IsRefused(int cases) =>
        Assert.Equal("MaxCases", Assert.Throws<ArgumentOutOfRangeException>(() => new ReportOptions { MaxCases = cases }).ParamName);

    [Fact]
    public async Task WriteHtml_EachRun_IsDrawnWithItsInterval()
    {
        var report = ReportData.Of(40, i => (i / 80.0, 0.75));

        var html = await ReportData.HtmlAsync(report);

        var chart = Regex.Match(html, "<svg[^>]*aria-labelledby=\"run-title run-text\">.*?</svg>", RegexOptions.Singleline).Value;
        var (low, high) = (report.Comparison.Measures[0].BaselineInterval.Low, report.Comparison.Measures[0].BaselineInterval.High);
        // The measure's range of 0 to 1 lies between 190 and 620; all of the system's answers are as good.
        Assert.Contains(
            FormattableString.Invariant($"<line class=\"baseline\" x1=\"{190 + (430 * low):0.##}\" x2=\"{190 + (430 * high):0.##}\""), chart,
            StringComparison.Ordinal);
        Assert.Contains("<line class=\"system\" x1=\"512.5\" x2=\"512.5\"", chart, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(chart, "<circle"));
    }

    [Fact]
    public async Task WriteHtml_LongNamesAndReasons_EndVisibly()
    {
        var (name, reason) = (new string('n', 300), new string('r', 3_000));
        var report = ReportData.Of(2, _ => (0.5, 0.25), Measure.Mean(name)) with
        {
            Verdict = new GateVerdict(GateOutcome.Failed, [new GateFinding(new ErrorsRule(0), GateOutcome.Failed, reason)]),
        };

        var html = await ReportData.HtmlAsync(report);

        Assert.Contains($"{reason[..2_000]}…</li>", html, StringComparison.Ordinal);
        Assert.DoesNotContain(name[..201], html, StringComparison.Ordinal);
        Assert.DoesNotMatch("n{26,}<", html);
    }

    [Fact]
    public async Task WriteHtml_MoreRegressionsThanRoom_ShowsTheWorst()
    {
        var report = ReportData.Of(10, i => (1, i / 10.0)) with { Options = new ReportOptions { MaxCases = 3 } };

        var html = await ReportData.HtmlAsync(report);

        Assert.Equal(["k0", "k1", "k2"], Rows(html).Select(row => row.Key));
        Assert.Contains("3 of 10 regressions", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteHtml_Outcomes_FollowTheValues()
    {
        (double, double)[] values = [(0.5, 0.5), (0.5, 0.1), (0.5, 0.9), (double.NaN, 0.5)];

        var html = await ReportData.HtmlAsync(ReportData.Of(4, i => values[i]));

        Assert.Equal([("k1", "worse"), ("k0", "same"), ("k2", "better"), ("k3", "not scored")], Rows(html));
    }

    [Fact]
    public async Task WriteHtml_LowerIsBetter_CallsMoreWorse()
    {
        var report = ReportData.Of(2, i => (1, i == 0 ? 3 : 0.5), new Measure("latency", sums => sums[0] / sums[1]) { HigherIsBetter = false });

        var html = await ReportData.HtmlAsync(report);

        Assert.Equal([("k0", "worse"), ("k1", "better")], Rows(html));
    }

    [Fact]
    public async Task WriteHtml_SameInput_WritesTheSameBytes()
    {
        var report = ReportData.Of(300, i => (0.5, i % 7 / 7.0)) with { Options = new ReportOptions { MaxCases = 100 } };

        var (first, again) = (await ReportData.HtmlAsync(report), await ReportData.HtmlAsync(report));
        var other = await ReportData.HtmlAsync(report with { Options = report.Options with { MaxCases = 200, Seed = 2 } });
        var third = await ReportData.HtmlAsync(report with { Options = report.Options with { MaxCases = 200, Seed = 3 } });

        Assert.Equal(first, again);
        Assert.NotEqual(Rows(other), Rows(third));
    }

    [Fact]
    public async Task WriteHtml_Answers_MarksWordsThatTheOtherHasNot()
    {
        var html = await ReportData.HtmlAsync(Regressing(1));

        Assert.Contains("<del>old</del> text 0", html, StringComparison.Ordinal);
        Assert.Contains("<ins>new</ins> text 0", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteHtml_WithoutCases_HasNoTableOfCases()
    {
        var html = await ReportData.HtmlAsync(Regressing(3) with { Cases = null });

        Assert.DoesNotContain("class=\"cases\"", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteHtml_TextsMissing_SaysSo()
    {
        var html = await ReportData.HtmlAsync(Regressing(5) with { Cases = ReportData.Cases(3, i => $"{i}") });

        Assert.Equal(3, Rows(html).Count());
        Assert.Contains("3 of 5 cases are shown", html, StringComparison.Ordinal);
        Assert.Contains("Of 2 chosen cases there are no texts.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteHtml_LabelMetric_CountsRightLabelsByAnswer()
    {
        var metrics = new MetricSet(new LabelMetric(["yes", "no"]));
        var (baseline, system) = (new ScoredRun("base", metrics), new ScoredRun("tuned", metrics));
        CaseAnswers[] cases =
        [
            Answered("1", "yes", "yes", "yes "), Answered("2", "no", "yes", "no"), Answered("3", "no", "perhaps", "yes"),
        ];
        foreach (var item in cases)
        {
            await baseline.AddAsync(item.Case, item.Baseline!);
            await system.AddAsync(item.Case, item.System!);
        }

        var html = await ReportData.HtmlAsync(
            new EvaluationReport(Comparison.Compare(baseline, system)) { Cases = cases.ToAsyncEnumerable() });

        Assert.Equal([[1, 0, 0], [1, 0, 1]], Matrix(html, "Baseline"));
        Assert.Equal([[1, 0, 0], [1, 1, 0]], Matrix(html, "System"));
        Assert.Contains("href=\"#labels\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteHtml_UnknownMeasure_NamesTheKnownOnes()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => ReportData.HtmlAsync(Regressing(1) with { Options = new ReportOptions { Measure = "bleu" } }));

        Assert.Contains("'quality'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteHtml_Cancelled_Stops()
    {
        using var stream = new MemoryStream();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Regressing(3).WriteHtmlAsync(stream, new CancellationToken(canceled: true)));
    }

    private static EvaluationReport Regressing(int cases) => ReportData.Of(cases, _ => (0.5, 0.25));

    private static CaseAnswers Answered(string key, string reference, string baseline, string system) =>
        new(new EvaluationCase(key, "?", reference), EvaluationAnswer.Of(key, baseline), EvaluationAnswer.Of(key, system));

    private static IEnumerable<(string Key, string Outcome)> Rows(string html) =>
        RowStart().Matches(html).Select(match => (match.Groups["key"].Value, match.Groups["outcome"].Value));

    private static int[][] Matrix(string html, string run)
    {
        var table = Regex.Match(html, $"<caption>{run} by label: right label.*?</table>", RegexOptions.Singleline).Value;
        return [.. Regex.Matches(table, "<tr><th scope=\"row\".*?</tr>").Select(row => Cells(row.Value))];

        static int[] Cells(string row) =>
            [.. Regex.Matches(row, @"<td[^>]*>(\d+)</td>").Select(cell => int.Parse(cell.Groups[1].Value, CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex("<tr role=\"row\" data-outcome=\"(?<outcome>[^\"]*)\"><th [^>]*><span dir=\"auto\">(?<key>[^<]*)</span>")]
    private static partial Regex RowStart();

    [GeneratedRegex("data-(outcome|label)=\"[^\"]*\"")]
    private static partial Regex Attributes();
}
