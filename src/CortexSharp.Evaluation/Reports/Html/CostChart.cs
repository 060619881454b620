using CortexSharp.Evaluation.Comparing;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>Quality against cost: the higher and the further left, the better.</summary>
internal static class CostChart
{
    public static Markup Of(MeasureComparison measure, AnswerCost? baseline, AnswerCost? system)
    {
        if (baseline?.PerAnswer is not { } first || system?.PerAnswer is not { } second)
            return Section.Paragraph("What an answer costs is not known for both runs, so that there is nothing to hold quality against.");
        if (first.Unit != second.Unit)
            return Section.Paragraph("The runs are billed in different units, so that their costs cannot be compared.");

        var (x, y) = (Scale.Around([(double)first.Value, (double)second.Value], 60, 600), Scale.Around([measure.Baseline, measure.System], 220, 20));
        var html = new HtmlBuilder();
        html.Add($"""<svg role="img" viewBox="0 0 640 260" aria-labelledby="price-title price-text">""");
        html.Add($"""<title id="price-title">Quality against cost</title>""");
        html.Add($"""<desc id="price-text">Baseline: {Figure.Of(measure.Baseline)} at {first.ToString()} an answer. """);
        html.Add($"System: {Figure.Of(measure.System)} at {second.ToString()} an answer.</desc>");
        html.Add($"""<line class="axis" x1="50" x2="620" y1="230" y2="230"/><line class="axis" x1="50" x2="50" y1="10" y2="230"/>""");
        html.Add($"""<text x="620" y="250" text-anchor="end">{ShownText.Name(first.Unit.ToString())} an answer →</text>""");
        html.Add($"""<text x="56" y="16">↑ {ShownText.Line(measure.Measure.Name, 40)}</text>""");
        AddPoint(html, "baseline", Label("Baseline", measure.Baseline, first), x[(double)first.Value], y[measure.Baseline], above: true);
        AddPoint(html, "system", Label("System", measure.System, second), x[(double)second.Value], y[measure.System], above: false);
        return html.Add($"</svg>").Build();
    }

    private static string Label(string run, double value, Amount cost) =>
        FormattableString.Invariant($"{run}: {Figure.Of(value)} at {(double)cost.Value:G3}");

    /// <summary>A point with its label above or below, so that the labels of two equal runs can be read.</summary>
    private static void AddPoint(HtmlBuilder html, string run, string label, double x, double y, bool above)
    {
        html.Add($"""<circle class="{run}" cx="{x}" cy="{y}" r="6"/>""");
        html.Add($"""<text x="{x}" y="{(above ? y - 12 : y + 22)}" text-anchor="{(x > 320 ? "end" : "start")}">{label}</text>""");
    }
}
