namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>One measure over runs, the oldest on the left.</summary>
internal static class HistoryChart
{
    public static Markup Of(IReadOnlyList<HistoryPoint> points)
    {
        var x = new Scale(0, Math.Max(1, points.Count - 1), 60, 600);
        var y = Scale.Around(points.Select(point => point.Value), 190, 30);
        var html = new HtmlBuilder();
        html.Add($"""<svg role="img" viewBox="0 0 640 220" aria-labelledby="past-title past-text"><title id="past-title">History</title>""");
        html.Add($"""<desc id="past-text">The measure over {points.Count} runs; the table below has the figures.</desc>""");
        html.Add($"""<text x="0" y="34">{Figure.Of(y.To)}</text><text x="0" y="194">{Figure.Of(y.From)}</text>""");
        html.Add($"""<line class="axis" x1="56" x2="56" y1="20" y2="200"/>""");
        var last = -1;
        for (var i = 0; i < points.Count; i++)
        {
            if (!double.IsFinite(points[i].Value))
                continue;
            if (last >= 0)
                html.Add($"""<line class="line" x1="{x[last]}" y1="{y[points[last].Value]}" x2="{x[i]}" y2="{y[points[i].Value]}"/>""");
            html.Add($"""<circle class="system" cx="{x[i]}" cy="{y[points[i].Value]}" r="4"/>""");
            last = i;
        }

        return html.Add($"</svg>").Build();
    }
}
