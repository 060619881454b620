using System.Globalization;

namespace CortexSharp.Metrics.Statistics;

/// <summary>A corpus score with its uncertainty, as sacrebleu reports it.</summary>
/// <param name="Score">The score of the corpus itself.</param>
/// <param name="Mean">The mean score of the resamples.</param>
/// <param name="HalfWidth">Half the width of the interval that holds 95 % of the resamples.</param>
public readonly record struct BootstrapEstimate(double Score, double Mean, double HalfWidth)
{
    /// <summary>Score, mean and half width as sacrebleu prints them: <c>48.5 (μ = 48.4 ± 1.9)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Score:F1} (μ = {Mean:F1} ± {HalfWidth:F1})");

    /// <summary>From the resamples' scores, which it sorts. sacrebleu takes order statistics here, not interpolated percentiles.</summary>
    internal static BootstrapEstimate Of(double score, Span<double> resamples)
    {
        var sum = 0.0;
        foreach (var resample in resamples)
            sum += resample;

        resamples.Sort();
        var low = resamples.Length / 40;
        return new BootstrapEstimate(score, sum / resamples.Length, 0.5 * (resamples[resamples.Length - low - 1] - resamples[low]));
    }
}
