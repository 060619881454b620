using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Metrics.Tests.Statistics;

/// <summary>BLEU with sacrebleu's defaults from the vectors' rows: system length, reference length, four matches, four totals.</summary>
internal static class BleuFromSums
{
    public static double Score(ReadOnlySpan<double> sums)
    {
        var matches = sums.Slice(2, 4);
        var totals = sums.Slice(6, 4);
        if (matches.IndexOfAnyExcept(0.0) < 0)
            return 0;

        var (logarithms, smoothing) = (0.0, 1.0);
        for (var n = 0; n < 4; n++)
        {
            if (totals[n] == 0)
                return 0;
            logarithms += Math.Log(matches[n] > 0 ? 100 * matches[n] / totals[n] : 100 / ((smoothing *= 2) * totals[n]));
        }

        var penalty = sums[0] >= sums[1] ? 1 : Math.Exp(1 - (sums[1] / sums[0]));
        return penalty * Math.Exp(logarithms / 4);
    }

    public static SegmentStatistics Of(double[][] rows)
    {
        var statistics = new SegmentStatistics(10);
        foreach (var row in rows)
            statistics.Add(row);
        return statistics;
    }
}
