namespace CortexSharp.Metrics.Statistics;

/// <summary>How far a score would move on another sample of the same size: the score's spread over resamples drawn with replacement.</summary>
public static class Bootstrap
{
    private const int UsualSamples = 1000;

    /// <summary>
    /// The percentile interval of a mean. Equals the bootstrap aggregator of rouge_score 0.1.2 but for its random numbers; not a number
    /// when there are no values.
    /// </summary>
    /// <remarks>
    /// For per-item scores. Corpus metrics such as BLEU are no means of their sentences: use <see cref="Corpus"/>. Calls with as many values and the
    /// same options draw the same items, so that columns of one table stay in step.
    /// </remarks>
    /// <param name="values">The score of each item.</param>
    /// <param name="confidence">How much of the resamples the interval holds, 0 to 1.</param>
    /// <param name="options">How often and from which seed to resample.</param>
    /// <param name="cancellationToken">Stops before the next resample.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not from 0 to 1, or fewer than one resample is asked for.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ConfidenceInterval Mean(
        ReadOnlySpan<double> values, double confidence = 0.95, ResamplingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfNoConfidence(confidence);
        options ??= ResamplingOptions.Default;
        var samples = options.SamplesOr(UsualSamples);
        return ConfidenceInterval.Of(
            Resampling.Means(values.ToArray(), samples, options.Segments, options.Parallel(cancellationToken)), confidence);
    }

    /// <summary>A corpus score with mean and 95 % interval of its resamples. Equals sacrebleu 2.6 but for its random numbers.</summary>
    /// <remarks>A corpus without segments scores what the function makes of zeros, with an interval of no width.</remarks>
    /// <param name="statistics">The numbers of each segment.</param>
    /// <param name="score">The metric.</param>
    /// <param name="options">How often and from which seed to resample.</param>
    /// <param name="cancellationToken">Stops before the next resample.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one resample is asked for.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static BootstrapEstimate Corpus(
        SegmentStatistics statistics, CorpusScore score, ResamplingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(score);
        options ??= ResamplingOptions.Default;
        return BootstrapEstimate.Of(statistics.Score(score), Scores(statistics, [score], options, cancellationToken)[0]);
    }

    /// <summary>
    /// The percentile interval of any corpus score, at any confidence: of a difference too, if a segment has the numbers of both systems.
    /// </summary>
    /// <remarks>
    /// Unlike <see cref="Corpus"/> it interpolates, as <see cref="Mean"/> does. A resample without a score, because it happens to hold only segments
    /// that have none, does not count (<see cref="ConfidenceInterval.Unscored"/>); without any that has one there are no numbers.
    /// </remarks>
    /// <param name="statistics">The numbers of each segment.</param>
    /// <param name="score">The metric.</param>
    /// <param name="confidence">How much of the resamples the interval holds, 0 to 1.</param>
    /// <param name="options">How often and from which seed to resample.</param>
    /// <param name="cancellationToken">Stops before the next resample.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not from 0 to 1, or fewer than one resample is asked for.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ConfidenceInterval Interval(
        SegmentStatistics statistics,
        CorpusScore score,
        double confidence = 0.95,
        ResamplingOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(score);
        return Intervals(statistics, [score], confidence, options, cancellationToken)[0];
    }

    /// <summary>
    /// The intervals of several scores of the same segments, from one set of resamples: what each alone would have, for the price of one.
    /// </summary>
    /// <param name="statistics">The numbers of each segment.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="confidence">How much of the resamples an interval holds, 0 to 1.</param>
    /// <param name="options">How often and from which seed to resample.</param>
    /// <param name="cancellationToken">Stops before the next resample.</param>
    /// <returns>An interval for each score, in their order; see <see cref="Interval"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not from 0 to 1, or fewer than one resample is asked for.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ConfidenceInterval[] Intervals(
        SegmentStatistics statistics,
        IReadOnlyList<CorpusScore> scores,
        double confidence = 0.95,
        ResamplingOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(scores);
        ThrowIfNoConfidence(confidence);
        options ??= ResamplingOptions.Default;
        return Array.ConvertAll(Scores(statistics, scores, options, cancellationToken), each => ConfidenceInterval.Of(each, confidence));
    }

    private static double[][] Scores(
        SegmentStatistics statistics, IReadOnlyList<CorpusScore> scores, ResamplingOptions options, CancellationToken cancellationToken) =>
        Resampling.Scores(statistics, scores, options.SamplesOr(UsualSamples), options.Segments, options.Parallel(cancellationToken));

    private static void ThrowIfNoConfidence(double confidence)
    {
        if (!(confidence is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is from 0 to 1.");
    }
}
