using CortexSharp.Evaluation.Comparing;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Reports;

/// <summary>The tables that a report has in HTML as in Markdown.</summary>
internal static class ReportTables
{
    /// <summary>How many slices are shown: tags may have any number of values.</summary>
    private const int MostSlices = 200;

    public static ReportTable Runs(EvaluationReport report)
    {
        var (baseline, system) = (report.Comparison.Baseline, report.Comparison.System);
        var isJudged = baseline.ScoringUsage is not null || system.ScoringUsage is not null;
        return new(
            "Runs",
            [
                "Run", "Answers", "Errors", "Cost per answer", "Cost per right answer",
                .. isJudged ? (string[])["Tokens of scoring", "Cost of scoring"] : [],
            ],
            [Row(baseline, report.BaselineCost, report.BaselineScoringCost), Row(system, report.SystemCost, report.SystemScoringCost)]);

        string[] Row(ScoredRun run, AnswerCost? cost, Amount? scoring) =>
        [
            run.Name, Figure.Count(run.Count), Figure.Count(run.Errors), Figure.Of(cost?.PerAnswer), Figure.Of(cost?.PerCorrectAnswer),
            .. isJudged ? (string[])[Figure.Count(run.ScoringUsage?.TotalTokens ?? 0), Figure.Of(scoring)] : [],
        ];
    }

    public static ReportTable Estimates(EvaluationReport report) => new(
        "Each run with its interval",
        ["Measure", "Baseline", "Interval", "System", "Interval"],
        [
            .. report.Comparison.Measures.Select(measure => (string[])
            [
                measure.Measure.Name,
                Figure.Of(measure.Baseline), Figure.Interval(measure.BaselineInterval),
                Figure.Of(measure.System), Figure.Interval(measure.SystemInterval),
            ]),
        ]);

    public static ReportTable Measures(EvaluationReport report) => new(
        "Measures",
        ["Measure", "Baseline", "System", "Difference", "Interval", "p (Holm)", "Wins", "Ties", "Losses", "Effect (d)", "Cases", "Not scored"],
        [.. report.Comparison.Measures.Select(MeasureRow)]);

    public static ReportTable Pairwise(EvaluationReport report) => new(
        "Judged in pairs",
        ["Judge", "System better", "As good", "System worse", "Win rate", "Interval", "p", "No verdict", "Order decided", "Tokens"],
        [
            .. report.Pairwise.Select(judged => (string[])
            [
                judged.Judge, Figure.Count(judged.Wins), Figure.Count(judged.Ties), Figure.Count(judged.Losses), Figure.Of(judged.WinRate),
                Figure.Interval(judged.Interval),
                Figure.PValue(judged.PValue), Figure.Count(judged.NoVerdicts), Figure.Count(judged.Inconsistent),
                Figure.Count(judged.Usage?.TotalTokens ?? 0),
            ]),
        ]);

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

    private static string[] MeasureRow(MeasureComparison measure) =>
    [
        measure.Measure.Name, .. Figure.Compared(measure), Figure.PValue(measure.AdjustedPValue),
        Figure.Count(measure.Wins), Figure.Count(measure.Ties), Figure.Count(measure.Losses), Figure.Signed(measure.EffectSize),
        Figure.Count(measure.Pairs), Figure.Count(measure.NotScored),
    ];
}
