using CortexSharp.Metrics.Statistics;
using CortexSharp.Metrics.Summaries;

namespace CortexSharp.Metrics;

/// <summary>
/// Mean ROUGE of many pairs with its uncertainty: the percentiles of the means of resamples, as the bootstrap aggregator of rouge_score 0.1.2 but for
/// its random numbers. Not thread-safe.
/// </summary>
/// <remarks>Each pair has the same weight, however long it is. The pairs' scores are kept: about 140 bytes a pair.</remarks>
/// <param name="types">Which scores to aggregate: ROUGE-1, ROUGE-2 and ROUGE-L when left out.</param>
/// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
public sealed class RougeAggregator(RougeTypes types = RougeTypes.Usual)
{
    private readonly List<RougeScores> _pairs = [];

    /// <summary>Which scores are aggregated.</summary>
    public RougeTypes Types { get; } = Known(types);

    /// <summary>How many pairs are in.</summary>
    public int Count => _pairs.Count;

    /// <summary>Takes in the scores of a pair.</summary>
    /// <param name="scores">Scores of at least the types that are aggregated.</param>
    /// <exception cref="ArgumentException">A type is missing.</exception>
    public void Add(RougeScores scores)
    {
        if ((Types & ~scores.Types) is not RougeTypes.None and var missing)
            throw new ArgumentException($"The scores lack {missing}: score pairs with the types that the aggregator has.", nameof(scores));
        _pairs.Add(scores);
    }

    /// <summary>The means of one type; not a number when there are no pairs.</summary>
    /// <remarks>
    /// Every type and figure is resampled with the same draws. So the figures of one resample belong to the same pairs, as in rouge_score.
    /// </remarks>
    /// <param name="type">One of the types that are aggregated.</param>
    /// <param name="confidence">How much of the resamples the intervals hold, 0 to 1.</param>
    /// <param name="options">How often and from which seed to resample; 1,000 times when left out.</param>
    /// <param name="cancellationToken">Stops before the next resample.</param>
    /// <exception cref="ArgumentException">The type is not aggregated.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is not exactly one type, the confidence is not from 0 to 1, or fewer than one resample is asked for.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public RougeEstimate Aggregate(
        RougeTypes type, double confidence = 0.95, ResamplingOptions? options = null, CancellationToken cancellationToken = default)
    {
        type.ThrowIfNotOne();
        if (!Types.Has(type))
            throw new ArgumentException($"{type} is not aggregated here, but {Types}.", nameof(type));

        return new RougeEstimate(Mean(score => score.Precision), Mean(score => score.Recall), Mean(score => score.F1));

        ConfidenceInterval Mean(Func<RougeScore, double> figure)
        {
            var values = new double[_pairs.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = figure(_pairs[i][type]);
            return Bootstrap.Mean(values, confidence, options, cancellationToken);
        }
    }

    private static RougeTypes Known(RougeTypes types)
    {
        types.ThrowIfUnknown();
        return types;
    }
}
