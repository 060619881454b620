namespace CortexSharp.Metrics.Statistics;

/// <summary>Approximate randomisation (S. Riezler, J. Maxwell, 2005): does it matter which system a segment's answer came from? Two-sided.</summary>
/// <remarks>
/// Equals sacrebleu 2.6 but for its random numbers, quirks included: systems with identical segments get the smallest p-value there is,
/// 1 / (trials + 1); testing several systems needs a correction, see <see cref="HolmCorrection"/>.
/// </remarks>
public static class ApproximateRandomization
{
    private const int UsualTrials = 10_000;

    /// <summary>How much of a score may be rounding.</summary>
    private const double Rounding = 1e-10;

    /// <summary>Tests a system against a baseline.</summary>
    /// <param name="baseline">The baseline's numbers for each segment.</param>
    /// <param name="system">The system's numbers for the same segments in the same order.</param>
    /// <param name="score">The metric.</param>
    /// <param name="options">How many trials, and from which seed.</param>
    /// <param name="cancellationToken">Stops before the next resample.</param>
    /// <exception cref="ArgumentException">The two have not the same number of segments or of numbers in one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one trial is asked for.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PairedTestResult Test(
        SegmentStatistics baseline,
        SegmentStatistics system,
        CorpusScore score,
        ResamplingOptions? options = null,
        CancellationToken cancellationToken = default) => Test(baseline, system, score, options, withTies: false, cancellationToken);

    /// <summary>
    /// Tests a system against a baseline, counting what chance makes as large as the real difference, as the test's authors do, not only what it
    /// makes larger.
    /// </summary>
    /// <remarks>
    /// The two differ where few segments do. A system that is better in a single segment and worse in none has a p-value of 1, since either way round
    /// the difference is as large; <see cref="Test(SegmentStatistics, SegmentStatistics, CorpusScore, ResamplingOptions?, CancellationToken)"/>, as
    /// sacrebleu, gives it the smallest one there is.
    /// </remarks>
    /// <inheritdoc cref="Test(SegmentStatistics, SegmentStatistics, CorpusScore, ResamplingOptions?, CancellationToken)"/>
    public static PairedTestResult TestWithTies(
        SegmentStatistics baseline,
        SegmentStatistics system,
        CorpusScore score,
        ResamplingOptions? options = null,
        CancellationToken cancellationToken = default) => Test(baseline, system, score, options, withTies: true, cancellationToken);

    private static PairedTestResult Test(
        SegmentStatistics baseline,
        SegmentStatistics system,
        CorpusScore score,
        ResamplingOptions? options,
        bool withTies,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(score);
        Resampling.ThrowIfNotPaired(baseline, system);
        options ??= ResamplingOptions.Default;
        var differences = Resampling.SwappedDifferences(
            baseline, system, score, options.SamplesOr(UsualTrials), options.Sides, options.Parallel(cancellationToken));
        var (baselineScore, systemScore) = (baseline.Score(score), system.Score(score));
        var difference = Math.Abs(systemScore - baselineScore);

        // Sums in another order differ in their last digits, and are ties all the same.
        var rounding = Rounding * Math.Max(Math.Abs(baselineScore), Math.Abs(systemScore));
        var exceeded = withTies ? Math.BitDecrement(difference - rounding) : difference;
        return new PairedTestResult(baselineScore, systemScore, PairedTestResult.PValueOf(differences, exceeded));
    }
}
