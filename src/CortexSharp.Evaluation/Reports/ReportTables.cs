using CortexSharp.Evaluation.Comparing;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Reports;

/// <summary>The tables that a report has in HTML as in Markdown.</summary>
internal static class ReportTables
{
    /// <summary>How many slices are shown: tags may have any number of values.</summary>
    private const int MostSlices = 200;

    public static ReportTable Runs(EvaluationReport report) => new(
        "Runs",
        ["Run", "Answers", "Errors", "Cost per answer", "Cost per right answer"],
        [RunRow(report.Comparison.Baseline, report.BaselineCost), RunRow(report.Comparison.System, report.SystemCost)]);

    public static ReportTable Measures(EvaluationReport report) => new(
        "Measures",
        ["Measure", "Baseline", "System", "Difference", "Interval", "p (Holm)", "Wins", "Ties", "Losses", "Effect (d)"],
        [.. report.Comparison.Measures.Select(MeasureRow)]);

    public static ReportTable Slices(EvaluationReport report)
    {
        var (slices, index) = (report.Comparison.Slices, report.Column.Index);
        return new(
            $"Slices by {report.Column.Measure.Name}",
            ["Tag", "Value", "Cases", "Baseline", "System", "Difference", "Interval"],
            [
                .. slices.Take(MostSlices).Select(slice => (string[])
                    [slice.Tag, slice.Value, Figure.Count(slice.Cases), .. Figure.Compared(slice.Measures[index])]),
            ])
        {
            Names = 2,
            Left = Math.Max(0, slices.Length - MostSlices),
        };
    }

    public static ReportTable History(EvaluationReport report, IEnumerable<HistoryPoint> points) => new(
        $"History of {report.Column.Measure.Name}",
        ["Run", "Value"],
        [.. points.Select(point => (string[])[point.Label, Figure.Of(point.Value)])]);

    private static string[] RunRow(ScoredRun run, AnswerCost? cost) =>
        [run.Name, Figure.Count(run.Count), Figure.Count(run.Errors), Figure.Of(cost?.PerAnswer), Figure.Of(cost?.PerCorrectAnswer)];

    private static string[] MeasureRow(MeasureComparison measure) =>
    [
        measure.Measure.Name, .. Figure.Compared(measure), Figure.PValue(measure.AdjustedPValue),
        Figure.Count(measure.Wins), Figure.Count(measure.Ties), Figure.Count(measure.Losses), Figure.Signed(measure.EffectSize),
    ];
}
