using CortexSharp.Evaluation.Comparing;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>How much better the system is by each measure, and between what that lies; right is better, whatever the measure.</summary>
internal static class IntervalChart
{
    private const int RowHeight = 28;
    private const int Left = 190;
    private const int Right = 620;

    public static Markup Of(IEnumerable<MeasureComparison> measures)
    {
        MeasureComparison[] shown = [.. measures.Where(measure => double.IsFinite(measure.Gain) && double.IsFinite(measure.Interval.Low))];
        var furthest = shown
            .SelectMany(measure => (double[])[measure.Interval.Low, measure.Interval.High, measure.Difference], Share)
            .Select(Math.Abs).Append(0.01).Max();
        var scale = new Scale(-furthest, furthest, Left, Right);
        var bottom = 34 + (shown.Length * RowHeight);

        var html = new HtmlBuilder();
        html.Add($"""<svg role="img" viewBox="0 0 640 {bottom + 24}" aria-labelledby="gain-title gain-text">""");
        html.Add($"""<title id="gain-title">Differences with intervals</title>""");
        html.Add($"""<desc id="gain-text">How much better the system is, in percent of each measure's range; the figures follow.</desc>""");
        html.Add($"""<text x="{scale[0] - 8}" y="14" text-anchor="end">← worse</text><text x="{scale[0] + 8}" y="14">better →</text>""");
        html.Add($"""<line class="axis" x1="{scale[0]}" x2="{scale[0]}" y1="20" y2="{bottom}"/>""");
        foreach (var (i, measure) in shown.Index())
        {
            var y = 34 + (i * RowHeight);
            var (low, high) = (scale[Share(measure, measure.Interval.Low)], scale[Share(measure, measure.Interval.High)]);
            html.Add($"""<text x="0" y="{y + 4}">{ShownText.Line(measure.Measure.Name, 26)}</text>""");
            html.Add($"""<line class="line" x1="{low}" x2="{high}" y1="{y}" y2="{y}"/>""");
            html.Add($"""<line class="line" x1="{low}" x2="{low}" y1="{y - 5}" y2="{y + 5}"/>""");
            html.Add($"""<line class="line" x1="{high}" x2="{high}" y1="{y - 5}" y2="{y + 5}"/>""");
            html.Add($"""<circle class="system" cx="{scale[Share(measure, measure.Difference)]}" cy="{y}" r="4"/>""");
        }

        html.Add($"""<text x="{Left}" y="{bottom + 18}">{Percent(-furthest)}</text>""");
        html.Add($"""<text x="{scale[0]}" y="{bottom + 18}" text-anchor="middle">0</text>""");
        return html.Add($"""<text x="{Right}" y="{bottom + 18}" text-anchor="end">{Percent(furthest)}</text></svg>""").Build();
    }

    /// <summary>A difference as part of the measure's range, so that measures of different scales stand in one chart; better is positive.</summary>
    private static double Share(MeasureComparison comparison, double difference)
    {
        var range = comparison.Measure.Highest - comparison.Measure.Lowest;
        if (!double.IsFinite(range) || range <= 0)
            range = Math.Max(Math.Max(Math.Abs(comparison.Baseline), Math.Abs(comparison.System)), 1e-9);
        return comparison.Measure.Gain(0, difference) / range;
    }

    private static string Percent(double share) => FormattableString.Invariant($"{share * 100:+0.#;-0.#} % of the range");
}
