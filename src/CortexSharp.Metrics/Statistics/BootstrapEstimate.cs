using System.Globalization;

namespace CortexSharp.Metrics.Statistics;

/// <summary>A corpus score with its uncertainty, as sacrebleu reports it.</summary>
/// <param name="Score">The score of the corpus itself.</param>
/// <param name="Mean">The mean score of the resamples.</param>
/// <param name="HalfWidth">Half the width of the interval that holds 95 % of the resamples.</param>
public readonly record struct BootstrapEstimate(double Score, double Mean, double HalfWidth)
{
    /// <summary>How many resamples have no score, because none of their segments has one; mean and width are those of the others.</summary>
    /// <value>Default: 0.</value>
    public int Unscored { get; init; }

    /// <summary>Score, mean and half width as sacrebleu prints them: <c>48.5 (μ = 48.4 ± 1.9)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Score:F1} (μ = {Mean:F1} ± {HalfWidth:F1})");

    /// <summary>From the resamples' scores, which it sorts. sacrebleu takes order statistics here, not interpolated percentiles.</summary>
    internal static BootstrapEstimate Of(double score, Span<double> resamples)
    {
        var sum = 0.0;
        foreach (var resample in resamples)
            sum += double.IsNaN(resample) ? 0 : resample;

        var scored = Resampling.SortedNumbers(resamples);
        var low = scored.Length / 40;
        return new BootstrapEstimate(score, sum / scored.Length, scored.IsEmpty ? double.NaN : 0.5 * (scored[^(low + 1)] - scored[low]))
        {
            Unscored = resamples.Length - scored.Length,
        };
    }
}
