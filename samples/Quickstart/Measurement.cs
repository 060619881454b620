using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;

namespace CortexSharp.Samples.Quickstart;

/// <summary>How a model did on the held-out pairs.</summary>
/// <param name="Run">The scores of its answers.</param>
/// <param name="Answers">The answers, by case.</param>
/// <param name="Time">The time that answering took.</param>
internal sealed record Measurement(ScoredRun Run, IReadOnlyDictionary<string, EvaluationAnswer> Answers, TimeSpan Time)
{
    public double RowsPerSecond => Run.Count / Time.TotalSeconds;
}
