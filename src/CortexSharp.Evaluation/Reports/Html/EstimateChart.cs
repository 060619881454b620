using CortexSharp.Evaluation.Comparing;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>How good each run is by each measure, and between what that lies: the baseline above, the system below.</summary>
internal static class EstimateChart
{
    private const int RowHeight = 44;
    private const int RunHeight = 16;
    private const int Left = 190;
    private const int Right = 620;

    public static Markup Of(IEnumerable<MeasureComparison> measures)
    {
        MeasureComparison[] shown =
        [
            .. measures.Where(measure => IsKnown(measure.Baseline, measure.BaselineInterval) && IsKnown(measure.System, measure.SystemInterval)),
        ];
        var bottom = 20 + (shown.Length * RowHeight);
        var html = new HtmlBuilder();
        html.Add($"""<svg role="img" viewBox="0 0 640 {bottom + 24}" aria-labelledby="run-title run-text">""");
        html.Add($"""<title id="run-title">Each run with its interval</title>""");
        html.Add(
            $"""<desc id="run-text">Baseline hollow and above, system filled and below, within each measure's range; the figures follow.</desc>""");
        html.Add(
            $"""<text x="{Left}" y="12">Baseline hollow, system filled</text><line class="axis" x1="{Left}" x2="{Left}" y1="20" y2="{bottom}"/>""");
        foreach (var (i, measure) in shown.Index())
        {
            var y = 34 + (i * RowHeight);
            var scale = ScaleOf(measure);
            html.Add($"""<text x="0" y="{y + 12}">{ShownText.Line(measure.Measure.Name, 26)}</text>""");
            Add(html, "baseline", measure.Baseline, measure.BaselineInterval, scale, y);
            Add(html, "system", measure.System, measure.SystemInterval, scale, y + RunHeight);
        }

        html.Add($"""<text x="{Left}" y="{bottom + 18}">the measure's lowest value</text>""");
        return html.Add($"""<text x="{Right}" y="{bottom + 18}" text-anchor="end">its highest</text></svg>""").Build();
    }

    private static void Add(HtmlBuilder html, string run, double figure, ConfidenceInterval interval, Scale scale, int y)
    {
        var (low, high) = (scale[interval.Low], scale[interval.High]);
        html.Add($"""<line class="{run}" x1="{low}" x2="{high}" y1="{y}" y2="{y}"/>""");
        html.Add($"""<line class="{run}" x1="{low}" x2="{low}" y1="{y - 5}" y2="{y + 5}"/>""");
        html.Add($"""<line class="{run}" x1="{high}" x2="{high}" y1="{y - 5}" y2="{y + 5}"/>""");
        html.Add($"""<circle class="{run}" cx="{scale[figure]}" cy="{y}" r="4"/>""");
    }

    private static bool IsKnown(double figure, ConfidenceInterval interval) =>
        double.IsFinite(figure) && double.IsFinite(interval.Low) && double.IsFinite(interval.High);

    /// <summary>The measure's range; of one without bounds, what both intervals cover.</summary>
    private static Scale ScaleOf(MeasureComparison measure)
    {
        var (baseline, system) = (measure.BaselineInterval, measure.SystemInterval);
        var around = Scale.Around([baseline.Low, baseline.High, system.Low, system.High], Left, Right);
        return around with
        {
            From = double.IsFinite(measure.Measure.Lowest) ? measure.Measure.Lowest : around.From,
            To = double.IsFinite(measure.Measure.Highest) ? measure.Measure.Highest : around.To,
        };
    }
}
