using CortexSharp.Evaluation.Comparing;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>How the values of a measure are spread, case by case, in both runs.</summary>
internal sealed class Histogram
{
    private const int Bins = 10;
    private const int Bottom = 150;

    private readonly MeasureColumn _column;
    private readonly double _low;
    private readonly double _high;
    private readonly int[] _baseline;
    private readonly int[] _system;

    public Histogram(RunComparison comparison, MeasureColumn column)
    {
        _column = column;
        var (baseline, system) = (Values(comparison.Baseline), Values(comparison.System));
        double[] both = [.. baseline, .. system];
        HasValues = both.Length > 0;
        _low = double.IsFinite(column.Measure.Lowest) || !HasValues ? column.Measure.Lowest : both.Min();
        _high = double.IsFinite(column.Measure.Highest) || !HasValues ? column.Measure.Highest : both.Max();
        (_baseline, _system) = (Count(baseline), Count(system));
    }

    public bool HasValues { get; }

    public Markup Render()
    {
        var html = new HtmlBuilder();
        var highest = Math.Max(1, Math.Max(_baseline.Max(), _system.Max()));
        var (name, id) = (ShownText.Name(_column.Measure.Name), _column.Index);
        html.Add($"""<div><h3 id="spread-{id}">{name}</h3><svg role="img" viewBox="0 0 440 176" aria-labelledby="spread-{id} spread-text-{id}">""");
        html.Add($"""<desc id="spread-text-{id}">Number of cases by value: baseline hollow, system filled; figures follow.</desc>""");
        for (var i = 0; i < Bins; i++)
        {
            AddBar(html, "baseline", 10 + (i * 42), _baseline[i], highest);
            AddBar(html, "system", 28 + (i * 42), _system[i], highest);
        }

        html.Add($"""<line class="axis" x1="4" x2="436" y1="{Bottom}" y2="{Bottom}"/><text x="4" y="168">{Edge(0)}</text>""");
        html.Add($"""<text x="436" y="168" text-anchor="end">{Edge(Bins)}</text></svg>""");
        return html.Add($"{Section.Details("Figures", Section.Table(Figures(name)))}</div>").Build();
    }

    private ReportTable Figures(string name) => new(
        $"Cases by {name}",
        ["Value", "Baseline", "System"],
        [.. Enumerable.Range(0, Bins).Select(i => (string[])[$"{Edge(i)} to {Edge(i + 1)}", Figure.Count(_baseline[i]), Figure.Count(_system[i])])]);

    private static void AddBar(HtmlBuilder html, string run, int x, int count, int highest)
    {
        var height = (Bottom - 10) * (count / (double)highest);
        html.Add($"""<rect class="{run}" x="{x}" y="{Bottom - height}" width="15" height="{height}"/>""");
    }

    private double[] Values(ScoredRun run) => [.. Enumerable.Range(0, run.Count).Select(row => run.Value(_column, row)).Where(double.IsFinite)];

    private int[] Count(double[] values)
    {
        var counts = new int[Bins];
        foreach (var value in values)
            counts[_high > _low ? Math.Clamp((int)((value - _low) / (_high - _low) * Bins), 0, Bins - 1) : 0]++;
        return counts;
    }

    private string Edge(int bin) => FormattableString.Invariant($"{_low + ((_high - _low) * bin / Bins):0.###}");
}
