using CortexSharp.Evaluation.Comparing;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>The sections of the page that need no texts of cases.</summary>
internal static class FigureSections
{
    private const int LongestReason = 2_000;

    public static Markup Summary(EvaluationReport report)
    {
        var comparison = report.Comparison;
        var html = new HtmlBuilder();
        html.Add($"""<header><h1 dir="auto">{ShownText.Name(report.Title)}</h1>""");
        html.Add($"""<p><b dir="auto">{ShownText.Name(comparison.System.Name)}</b> (the system) against """);
        html.Add($"""<b dir="auto">{ShownText.Name(comparison.Baseline.Name)}</b> (the baseline), """);
        html.Add($"on {Figure.Count(comparison.Cases)} cases that both have answers to. ");
        html.Add($"{Figure.Count(comparison.OnlyInBaseline.Length)} cases are only in the baseline ");
        html.Add($"and {Figure.Count(comparison.OnlyInSystem.Length)} only in the system; they do not count.</p></header>\n");
        return html.Add($"{Section.Of("summary", "Summary", Verdict(report), Section.Table(ReportTables.Runs(report)))}").Build();
    }

    public static Markup Measures(EvaluationReport report) => Section.Of(
        "measures",
        "Measures",
        Section.Wide("Each run", EstimateChart.Of(report.Comparison.Measures)),
        Section.Details("Figures", Section.Table(ReportTables.Estimates(report))),
        Section.Wide("Differences", IntervalChart.Of(report.Comparison.Measures)),
        Section.Table(ReportTables.Measures(report)));

    public static Markup Pairwise(EvaluationReport report) => Section.Of(
        "pairs",
        "Judged in pairs",
        Section.Paragraph("Both answers side by side, in both orders. The win rate counts a tie half: 0.5 is as good."),
        Section.Table(ReportTables.Pairwise(report)));

    public static Markup Cost(EvaluationReport report) => Section.Of(
        "cost",
        "Quality against cost",
        Section.Wide("Chart", CostChart.Of(report.Comparison.Measures[report.Column.Index], report.BaselineCost, report.SystemCost)));

    public static Markup Distributions(EvaluationReport report)
    {
        var charts = MeasureColumn.All(report.Comparison.Baseline.Metrics)
            .Where(column => !column.Measure.IsRightOrWrong)
            .Select(column => new Histogram(report.Comparison, column))
            .Where(histogram => histogram.HasValues);
        var html = new HtmlBuilder().Add($"""<p>Each answer's own value: baseline hollow, system filled.</p><div class="charts">""");
        foreach (var chart in charts)
            html.Add($"{chart.Render()}");
        html.Add($"</div>");
        return Section.Of("distributions", "Score distributions", html.Build(), Outcomes(report));
    }

    public static Markup Slices(EvaluationReport report) => Section.Of(
        "slices",
        "Slices",
        report.Comparison.Slices.IsEmpty
            ? Section.Paragraph("There are no slices: the cases have no tags.")
            : Section.Table(ReportTables.Slices(report)));

    public static Markup History(EvaluationReport report)
    {
        var points = report.HistoryToNow;
        return Section.Of("history", "History", Section.Wide("Course", HistoryChart.Of(points)), Section.Table(ReportTables.History(report, points)));
    }

    private static Markup Verdict(EvaluationReport report)
    {
        if (report.Verdict is not { } verdict)
            return Section.Paragraph("No gate was given, so that there is no verdict.");
        var outcome = verdict.Outcome.ToString();
        var html = new HtmlBuilder().Add($"""<div class="verdict {outcome.ToLowerInvariant()}"><p><strong>Verdict: {outcome}</strong></p><ul>""");
        foreach (var finding in verdict.Findings)
            html.Add($"<li><b>{finding.Outcome.ToString()}:</b> {ShownText.Line(finding.Reason, LongestReason)}</li>");
        return html.Add($"</ul></div>").Build();
    }

    /// <summary>Who had what right.</summary>
    private static Markup Outcomes(EvaluationReport report)
    {
        var html = new HtmlBuilder();
        foreach (var measure in report.Comparison.Measures)
        {
            if (measure.Outcomes is not { } outcomes)
                continue;
            html.Add($"{Section.Table(new ReportTable(
                $"Right and wrong by {measure.Measure.Name}",
                ["", "System right", "System wrong"],
                [
                    ["Baseline right", Figure.Count(outcomes.Both), Figure.Count(outcomes.OnlyFirst)],
                    ["Baseline wrong", Figure.Count(outcomes.OnlySecond), Figure.Count(outcomes.Neither)],
                ]))}");
        }

        return html.Build();
    }
}
