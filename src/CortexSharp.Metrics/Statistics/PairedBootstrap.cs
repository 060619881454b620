namespace CortexSharp.Metrics.Statistics;

/// <summary>Paired bootstrap resampling (P. Koehn, 2004): would the difference survive another choice of segments? Two-sided.</summary>
/// <remarks>
/// Equals sacrebleu 2.6 but for its random numbers, quirks included: systems with identical segments get the smallest p-value there is,
/// 1 / (samples + 1), because no resample's difference is larger than none; testing several systems needs a correction, see
/// <see cref="HolmCorrection"/>.
/// </remarks>
public static class PairedBootstrap
{
    private const int UsualSamples = 1000;

    /// <summary>Tests a system against a baseline.</summary>
    /// <param name="baseline">The baseline's numbers for each segment.</param>
    /// <param name="system">The system's numbers for the same segments in the same order.</param>
    /// <param name="score">The metric.</param>
    /// <param name="options">How often and from which seed to resample.</param>
    /// <param name="cancellationToken">Stops before the next resample.</param>
    /// <exception cref="ArgumentException">The two have not the same number of segments or of numbers in one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one resample is asked for.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PairedTestResult Test(
        SegmentStatistics baseline,
        SegmentStatistics system,
        CorpusScore score,
        ResamplingOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(score);
        Resampling.ThrowIfNotPaired(baseline, system);
        options ??= ResamplingOptions.Default;
        var (samples, parallel) = (options.SamplesOr(UsualSamples), options.Parallel(cancellationToken));

        // The draw depends on the resample alone, so that both systems are scored on the same segments.
        var differences = Resampling.Scores(system, score, samples, options.Segments, parallel);
        var baselineScores = Resampling.Scores(baseline, score, samples, options.Segments, parallel);
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = Math.Abs(differences[i] - baselineScores[i]);
            if (double.IsNaN(differences[i]))
                continue;
            sum += differences[i];
            count++;
        }

        // Centred on their mean, the differences show what chance alone does.
        var mean = sum / count;
        foreach (ref var difference in differences.AsSpan())
            difference -= mean;

        var (baselineScore, systemScore) = (baseline.Score(score), system.Score(score));
        return new PairedTestResult(baselineScore, systemScore, PairedTestResult.PValueOf(differences, Math.Abs(systemScore - baselineScore)));
    }
}
