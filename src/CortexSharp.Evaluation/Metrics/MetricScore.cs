using System.Collections.Immutable;
using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>What a metric says of one answer; all that is stored of it.</summary>
/// <param name="Values">
/// One value for each measure of the metric, for tables and distributions. Not a number: no value, as when a judge gives no verdict; the
/// answer then does not count for that measure.
/// </param>
/// <param name="Statistics">
/// The numbers whose sums give the measures of a run, <see cref="IEvaluationMetric.Width"/> of them. For a mean the value and 1, or 0 and 0 when
/// there is no value; for BLEU lengths, matches and totals, because BLEU of a corpus is no mean of its sentences.
/// </param>
public sealed record MetricScore(ImmutableArray<double> Values, ImmutableArray<double> Statistics)
{
    /// <summary>Why, in words, as a judge says; <see langword="null"/> when nothing is said.</summary>
    public string? Reason { get; init; }

    /// <summary>The tokens that scoring itself used up, as judging does; <see langword="null"/> for none or when not known.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The score of a plain mean.</summary>
    /// <param name="value">The value.</param>
    public static MetricScore Mean(double value) => double.IsNaN(value) ? new([value], [0, 0]) : new([value], [value, 1]);

    /// <summary>No value for any measure.</summary>
    /// <param name="metric">The metric.</param>
    public static MetricScore None(IEvaluationMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new([.. Enumerable.Repeat(double.NaN, metric.Measures.Count)], [.. new double[metric.Width]]);
    }
}
