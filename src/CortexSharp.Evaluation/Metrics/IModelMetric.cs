namespace CortexSharp.Evaluation.Metrics;

/// <summary>
/// A metric whose scores a model gives, as a judge: its tokens (<see cref="MetricScore.Usage"/>) are paid for and count for an evaluation's budget.
/// </summary>
public interface IModelMetric : IEvaluationMetric
{
    /// <summary>The model's name, by which its price is found.</summary>
    string Model { get; }
}
