using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Statistics;

/// <summary>Percentiles with linear interpolation. Equals <c>percentile</c> of numpy 1.24 with its default method.</summary>
public static class Percentile
{
    /// <summary>The value below which the given part of the values lies; not a number when there are none.</summary>
    /// <param name="values">The values, in any order; they stay as they are.</param>
    /// <param name="percent">0 for the smallest, 50 for the median, 100 for the largest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The percentage is not from 0 to 100.</exception>
    public static double Of(ReadOnlySpan<double> values, double percent)
    {
        using var scratch = new Scratch<double>(stackalloc double[64], values.Length);
        values.CopyTo(scratch.Span);
        scratch.Span.Sort();
        return OfSorted(scratch.Span, percent);
    }

    /// <summary>The same for values that are already sorted, without a copy.</summary>
    /// <param name="sorted">The values in ascending order.</param>
    /// <param name="percent">0 for the smallest, 50 for the median, 100 for the largest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The percentage is not from 0 to 100.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double percent)
    {
        if (!(percent is >= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentage is from 0 to 100.");
        if (sorted.IsEmpty)
            return double.NaN;

        var position = (sorted.Length - 1) * (percent / 100);
        var below = Math.Min((int)position, sorted.Length - 1);
        var above = Math.Min(below + 1, sorted.Length - 1);
        var part = position - below;
        var step = sorted[above] - sorted[below];

        // numpy interpolates from the nearer end, which changes the last bit.
        return part < 0.5 ? sorted[below] + (step * part) : sorted[above] - (step * (1 - part));
    }
}
