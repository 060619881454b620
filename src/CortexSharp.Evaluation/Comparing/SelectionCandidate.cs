using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>A run that may be chosen.</summary>
/// <param name="Run">Its scores.</param>
public sealed record SelectionCandidate(ScoredRun Run)
{
    /// <summary>
    /// What tokens cost, as for <see cref="ScoredRun.CostOf(PriceBook, TrainingShare?, string?)"/>, and the rate between the units of inference and
    /// training.
    /// </summary>
    /// <value>Default: <see cref="PriceBook.Empty"/>, so that no cost is known.</value>
    public PriceBook Prices { get; init; } = PriceBook.Empty;

    /// <summary>The training whose cost is spread over answers; <see langword="null"/> for none.</summary>
    public TrainingShare? Training { get; init; }
}
