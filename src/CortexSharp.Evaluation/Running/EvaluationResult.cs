using System.Collections.Immutable;
using CortexSharp.Evaluation.Comparing;

namespace CortexSharp.Evaluation.Running;

/// <summary>What came of an evaluation.</summary>
/// <param name="Id">The evaluation's id.</param>
/// <param name="Runs">
/// One run for each model, in the order of the request; after a stop for the budget of the cases that were answered and scored till then.
/// </param>
/// <param name="StoppedByBudget">
/// Whether cases were left out because the budget was used up. Ask again with the same id and a larger one to go on.
/// </param>
public sealed record EvaluationResult(Guid Id, ImmutableArray<ScoredRun> Runs, bool StoppedByBudget)
{
    /// <summary>The run of a model.</summary>
    /// <param name="model">The model's name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ScoredRun this[string model] => Runs.FirstOrDefault(run => run.Name == model)
        ?? throw new KeyNotFoundException($"There is no run of '{model}'; there are those of {string.Join(", ", Runs.Select(run => run.Name))}.");
}
