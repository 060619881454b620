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
            Resampling.Means(values.ToArray(), samples, Resampling.Segments(options.Seed), options.Parallel(cancellationToken)), confidence);
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
        return Estimate(statistics, score, options.SamplesOr(UsualSamples), Resampling.Segments(options.Seed), options.Parallel(cancellationToken));
    }

    /// <summary>The percentile interval of any corpus score, at any confidence: of a difference too, if a segment has the numbers of both systems.</summary>
    /// <remarks>
    /// Unlike <see cref="Corpus"/> it interpolates, as <see cref="Mean"/> does. Not numbers when a resample's score is none.
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

    /// <summary>The intervals of several scores of the same segments, from one set of resamples: what each alone would have, for the price of one.</summary>
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
        var drawn = Resampling.Scores(
            statistics, scores, options.SamplesOr(UsualSamples), Resampling.Segments(options.Seed), options.Parallel(cancellationToken));
        return Array.ConvertAll(drawn, each => Array.Exists(each, double.IsNaN)
            ? new ConfidenceInterval(double.NaN, double.NaN, double.NaN)
            : ConfidenceInterval.Of(each, confidence));
    }

    internal static BootstrapEstimate Estimate(SegmentStatistics statistics, CorpusScore score, int samples, DrawSegments draw, ParallelOptions parallel) =>
        BootstrapEstimate.Of(statistics.Score(score), Resampling.Scores(statistics, score, samples, draw, parallel));

    private static void ThrowIfNoConfidence(double confidence)
    {
        if (!(confidence is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is from 0 to 1.");
    }
}
