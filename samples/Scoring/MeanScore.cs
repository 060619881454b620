using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Samples.Scoring;

/// <summary>The mean of a score over all pairs.</summary>
internal sealed class MeanScore
{
    private readonly BlockStatistics _statistics = new(width: 2);

    public void Add(double score) => _statistics.Add([score, 1]);

    public BootstrapEstimate Estimate() => _statistics.Estimate(static sums => sums[1] == 0 ? 0 : sums[0] / sums[1]);
}
