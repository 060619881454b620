using System.Globalization;

namespace CortexSharp.Metrics.Statistics;

/// <summary>Between what a figure lies with the confidence asked for.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="Mid">The median of the resamples, which is near the figure itself but not equal to it.</param>
/// <param name="High">The upper bound.</param>
public readonly record struct ConfidenceInterval(double Low, double Mid, double High)
{
    /// <summary>How many resamples have no figure, because none of their items has one; the bounds are those of the others.</summary>
    /// <value>Default: 0.</value>
    public int Unscored { get; init; }

    /// <summary>The three figures in a form for reports.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mid:F4} [{Low:F4}, {High:F4}]");

    /// <summary>From the resamples' figures, which it sorts.</summary>
    internal static ConfidenceInterval Of(Span<double> resamples, double confidence)
    {
        var scored = Resampling.SortedNumbers(resamples);
        return new ConfidenceInterval(
            Percentile.OfSorted(scored, 100 * ((1 - confidence) / 2)),
            Percentile.OfSorted(scored, 50),
            Percentile.OfSorted(scored, 100 * (1 - ((1 - confidence) / 2))))
        {
            Unscored = resamples.Length - scored.Length,
        };
    }
}
