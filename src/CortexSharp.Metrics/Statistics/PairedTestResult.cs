using System.Globalization;

namespace CortexSharp.Metrics.Statistics;

/// <summary>Whether a system differs from a baseline on the same segments.</summary>
/// <param name="BaselineScore">The baseline's score.</param>
/// <param name="SystemScore">The system's score.</param>
/// <param name="PValue">
/// How likely a difference at least this large is if the two are equally good; above 0, at most 1. Resamples without a score do not count; not a
/// number when none has one, or the segments themselves have none.
/// </param>
public readonly record struct PairedTestResult(double BaselineScore, double SystemScore, double PValue)
{
    /// <summary>How much higher the system scores.</summary>
    public double Difference => SystemScore - BaselineScore;

    /// <summary>The figures in a form for reports.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{BaselineScore:F2} -> {SystemScore:F2} ({Difference:+0.00;-0.00;0.00}, p = {PValue:F4})");

    /// <summary>The share of chance differences larger than the real one, with one added to both counts so that p is never 0.</summary>
    internal static double PValueOf(ReadOnlySpan<double> chanceDifferences, double realDifference)
    {
        var (larger, count) = (0, 0);
        foreach (var difference in chanceDifferences)
        {
            larger += difference > realDifference ? 1 : 0;
            count += double.IsNaN(difference) ? 0 : 1;
        }

        return count == 0 || double.IsNaN(realDifference) ? double.NaN : (larger + 1) / (double)(count + 1);
    }
}
