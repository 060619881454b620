using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>
/// Scores answers, one at a time. A metric has one measure or several that share the work, as the kinds of ROUGE do. Implementations are thread-safe.
/// For a score of your own <see cref="DelegateMetric"/> is enough.
/// </summary>
/// <remarks>
/// Of each answer it gives numbers whose sums over answers give every measure of a run (<see cref="MetricScore.Statistics"/>). They are stored, so
/// that runs are summed up, compared and resampled without scoring anything again.
/// </remarks>
public interface IEvaluationMetric
{
    /// <summary>What the metric is called, unique within a run; scores are stored under it.</summary>
    string Name { get; }

    /// <summary>
    /// Name and every setting that changes a score, for reports. Stored scores are only compared with scores of the same signature. It does not vary
    /// from run to run.
    /// </summary>
    string Signature { get; }

    /// <summary>What it measures, at least one thing, in the order of <see cref="MetricScore.Values"/>.</summary>
    IReadOnlyList<Measure> Measures { get; }

    /// <summary>How many numbers there are of each answer, at least one: the length of <see cref="MetricScore.Statistics"/>.</summary>
    int Width { get; }

    /// <summary>Whether a case must have a reference.</summary>
    bool NeedsReferences { get; }

    /// <summary>Scores one answer. Failed answers come too, <see cref="EvaluationAnswer.Text"/> being null then.</summary>
    /// <remarks>
    /// A failed answer gets what a wrong answer gets, so that a model gains nothing by failing on hard cases; or no value, where only a given answer
    /// can be rated. "Not rated" is no value and zeros (<see cref="MetricScore.None"/>), never a low score.
    /// </remarks>
    /// <param name="evaluationCase">The case.</param>
    /// <param name="answer">The answer to it.</param>
    /// <param name="cancellationToken">Cancels the scoring.</param>
    ValueTask<MetricScore> ScoreAsync(EvaluationCase evaluationCase, EvaluationAnswer answer, CancellationToken cancellationToken = default);
}
