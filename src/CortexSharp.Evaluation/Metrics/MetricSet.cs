using System.Collections.Immutable;
using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>The metrics of a run, checked once, and applied to each answer.</summary>
public sealed class MetricSet
{
    /// <summary>Takes metrics.</summary>
    /// <param name="metrics">The metrics, at least one.</param>
    /// <exception cref="ArgumentException">There is none, or two metrics or two measures have one name.</exception>
    public MetricSet(params IReadOnlyList<IEvaluationMetric> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (metrics.Count == 0)
            throw new ArgumentException("There is no metric; give at least one.", nameof(metrics));
        Metrics = [.. metrics];
        Measures = [.. Metrics.SelectMany(metric => metric.Measures)];
        if (Twice(Metrics.Select(metric => metric.Name)) is { } name)
            throw new ArgumentException($"Two metrics are called '{name}'; name one of them otherwise.", nameof(metrics));
        if (Twice(Measures.Select(measure => measure.Name)) is { } measureName)
            throw new ArgumentException($"Two measures are called '{measureName}'; name one of them otherwise.", nameof(metrics));
    }

    /// <summary>The metrics, in order.</summary>
    public ImmutableArray<IEvaluationMetric> Metrics { get; }

    /// <summary>What all of them measure, in order.</summary>
    public ImmutableArray<Measure> Measures { get; }

    /// <summary>Scores one answer by every metric, in their order.</summary>
    /// <param name="evaluationCase">The case.</param>
    /// <param name="answer">The answer to it.</param>
    /// <param name="cancellationToken">Cancels the scoring.</param>
    /// <exception cref="EvaluationDataException">The case has no reference, but a metric needs one.</exception>
    /// <exception cref="InvalidOperationException">A metric gave more or fewer numbers than it says.</exception>
    public async ValueTask<ImmutableArray<MetricScore>> ScoreAsync(
        EvaluationCase evaluationCase, EvaluationAnswer answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluationCase);
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.CaseKey != evaluationCase.Key)
            throw new ArgumentException($"The answer is to the case '{answer.CaseKey}', not to '{evaluationCase.Key}'.", nameof(answer));
        var scores = ImmutableArray.CreateBuilder<MetricScore>(Metrics.Length);
        foreach (var metric in Metrics)
            scores.Add(await ScoreAsync(metric, evaluationCase, answer, cancellationToken).ConfigureAwait(false));
        return scores.MoveToImmutable();
    }

    /// <summary>Scores one answer by one metric.</summary>
    internal static async ValueTask<MetricScore> ScoreAsync(
        IEvaluationMetric metric, EvaluationCase evaluationCase, EvaluationAnswer answer, CancellationToken cancellationToken)
    {
        if (metric.NeedsReferences && evaluationCase.References.IsEmpty)
            throw NoReference(evaluationCase.Key, metric);
        var score = await metric.ScoreAsync(evaluationCase, answer, cancellationToken).ConfigureAwait(false);
        ThrowIfNotOf(metric, score);
        return score;
    }

    /// <exception cref="EvaluationDataException">A metric cannot score answers to the case.</exception>
    internal void Check(EvaluationCase evaluationCase)
    {
        if (evaluationCase.References.IsEmpty)
            ThrowIfNeedsReferences(evaluationCase.Key);
        foreach (var metric in Metrics.OfType<ICaseCheckingMetric>())
            metric.Check(evaluationCase);
    }

    /// <exception cref="EvaluationDataException">A metric needs a reference, but the case of this key has none.</exception>
    internal void ThrowIfNeedsReferences(string bareKey)
    {
        if (Metrics.FirstOrDefault(metric => metric.NeedsReferences) is { } metric)
            throw NoReference(bareKey, metric);
    }

    internal static EvaluationDataException NoReference(string key, IEvaluationMetric metric) =>
        new($"The case '{key}' has no reference, but the metric '{metric.Name}' needs one.");

    /// <exception cref="InvalidOperationException">The score has more or fewer numbers than the metric says.</exception>
    internal static void ThrowIfNotOf(IEvaluationMetric metric, MetricScore score)
    {
        if (score.Values.Length != metric.Measures.Count || score.Statistics.Length != metric.Width)
        {
            throw new InvalidOperationException(
                $"The metric '{metric.Name}' says it gives {metric.Measures.Count} value(s) and {metric.Width} statistics, "
                + $"but there are {score.Values.Length} and {score.Statistics.Length}.");
        }
    }

    private static string? Twice(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.Key;
}
