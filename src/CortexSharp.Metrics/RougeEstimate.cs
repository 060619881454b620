using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Metrics;

/// <summary>The means of one ROUGE type over many pairs, each between what it lies.</summary>
/// <param name="Precision">The mean precision.</param>
/// <param name="Recall">The mean recall.</param>
/// <param name="F1">
/// The mean of the pairs' F1, which is not the F1 of the mean precision and recall. Its <see cref="ConfidenceInterval.Mid"/> is what papers report.
/// </param>
public readonly record struct RougeEstimate(ConfidenceInterval Precision, ConfidenceInterval Recall, ConfidenceInterval F1)
{
    /// <summary>The three figures in a form for reports.</summary>
    public override string ToString() => $"P = {Precision} R = {Recall} F1 = {F1}";
}
