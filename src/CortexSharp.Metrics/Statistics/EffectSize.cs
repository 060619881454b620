namespace CortexSharp.Metrics.Statistics;

/// <summary>How large a difference is, whatever the number of items; for right and wrong answers see <see cref="PairedOutcomes"/>.</summary>
public static class EffectSize
{
    /// <summary>
    /// Cohen's d for paired scores (d_z): the mean difference in units of the differences' own standard deviation (n - 1). Positive when the
    /// system is better. About 0.2 is called small, 0.5 medium, 0.8 large.
    /// </summary>
    /// <remarks>
    /// Not a number for fewer than two items. When every item differs by the same amount: infinite, or 0 if that amount is 0.
    /// </remarks>
    /// <param name="baseline">The baseline's score for each item.</param>
    /// <param name="system">The system's score for each item.</param>
    /// <exception cref="ArgumentException">There are not as many scores of the one as of the other.</exception>
    public static double PairedCohensD(ReadOnlySpan<double> baseline, ReadOnlySpan<double> system)
    {
        if (baseline.Length != system.Length)
            throw new ArgumentException($"{baseline.Length} scores of the baseline but {system.Length} of the system.", nameof(system));
        if (baseline.Length < 2)
            return double.NaN;

        var mean = 0.0;
        for (var i = 0; i < system.Length; i++)
            mean += system[i] - baseline[i];
        mean /= system.Length;
        if (mean == 0)
            return 0;

        var squares = 0.0;
        for (var i = 0; i < system.Length; i++)
        {
            var deviation = system[i] - baseline[i] - mean;
            squares += deviation * deviation;
        }

        return mean / Math.Sqrt(squares / (system.Length - 1));
    }
}
