using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>
/// A metric that cannot score every case, and tells so of the case alone. It is asked about all cases before a model is asked about any.
/// </summary>
public interface ICaseCheckingMetric : IEvaluationMetric
{
    /// <summary>Throws for a case to which no answer can be scored.</summary>
    /// <param name="evaluationCase">The case.</param>
    /// <exception cref="EvaluationDataException">It cannot be scored; the message names the case and why.</exception>
    void Check(EvaluationCase evaluationCase);
}
