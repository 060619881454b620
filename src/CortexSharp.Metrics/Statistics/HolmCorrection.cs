namespace CortexSharp.Metrics.Statistics;

/// <summary>Holm's correction for testing several hypotheses at once: never weaker than Bonferroni's, under no further assumption.</summary>
public static class HolmCorrection
{
    /// <summary>The adjusted p-values, 0 to 1, in the order given; compare each with the level wanted for all together. None for none.</summary>
    /// <remarks>As <c>multipletests</c> of statsmodels with method holm: the i-th smallest of m times m - i + 1, made monotonic.</remarks>
    /// <param name="pValues">The p-values of the single tests.</param>
    /// <exception cref="ArgumentException">A p-value is not from 0 to 1.</exception>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        foreach (var p in pValues)
        {
            if (!(p is >= 0 and <= 1))
                throw new ArgumentException($"A p-value is from 0 to 1, not {p}.", nameof(pValues));
        }

        var sorted = pValues.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);

        var adjusted = new double[sorted.Length];
        var largest = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, (sorted.Length - i) * sorted[i]));
            adjusted[order[i]] = largest;
        }

        return adjusted;
    }
}
