using System.Text;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Reports;

namespace CortexSharp.Evaluation.Tests.Reports;

/// <summary>Makes reports, and reads what they write.</summary>
internal static class ReportData
{
    private static readonly ComparisonOptions Quick = new() { Resampling = new() { Samples = 20 } };

    /// <summary>A report on cases k0, k1, ... that the baseline and the system have the given values for.</summary>
    public static EvaluationReport Of(int count, Func<int, (double Baseline, double System)> values, Func<int, string>? text = null) =>
        Of(count, values, Measure.Mean("quality"), text);

    public static EvaluationReport Of(
        int count, Func<int, (double Baseline, double System)> values, Measure measure, Func<int, string>? text = null)
    {
        var metrics = new MetricSet(new DelegateMetric(measure.Name, (_, _) => 0) { Measure = measure });
        var (baseline, system) = (new ScoredRun("base", metrics), new ScoredRun("tuned", metrics));
        for (var i = 0; i < count; i++)
        {
            var (first, second) = values(i);
            var tags = Tags(i);
            baseline.Add(new ScoredAnswer($"k{i}", [MetricScore.Mean(first)]) { Tags = tags });
            system.Add(new ScoredAnswer($"k{i}", [MetricScore.Mean(second)]) { Tags = tags });
        }

        return new EvaluationReport(Comparison.Compare(baseline, system, Quick)) { Cases = Cases(count, text ?? (i => $"text {i}")) };
    }

    public static async IAsyncEnumerable<CaseAnswers> Cases(int count, Func<int, string> text)
    {
        for (var i = 0; i < count; i++)
        {
            var (key, words) = ($"k{i}", text(i));
            yield return new CaseAnswers(
                new EvaluationCase(key, $"prompt {words}", words) { Tags = Tags(i) },
                EvaluationAnswer.Of(key, $"old {words}"),
                EvaluationAnswer.Of(key, $"new {words}"));
        }

        await Task.CompletedTask;
    }

    public static async Task<string> HtmlAsync(EvaluationReport report)
    {
        using var stream = new MemoryStream();
        await report.WriteHtmlAsync(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static async Task<string> MarkdownAsync(EvaluationReport report)
    {
        using var writer = new StringWriter();
        await report.WriteMarkdownAsync(writer);
        return writer.ToString();
    }

    public static async Task<string> TextAsync(Func<Stream, Task> write)
    {
        using var stream = new MemoryStream();
        await write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Dictionary<string, string> Tags(int i) => new() { ["language"] = i % 2 == 0 ? "de" : "en" };
}
