using CortexSharp.Completions;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>A run that may be chosen.</summary>
/// <param name="Run">Its scores.</param>
public sealed record SelectionCandidate(ScoredRun Run)
{
    /// <summary>What tokens of its model cost, as <see cref="PriceBook.CostOf"/> says; <see langword="null"/> when not known.</summary>
    public Func<TokenUsage, Amount?>? Price { get; init; }

    /// <summary>The training whose cost is spread over answers; <see langword="null"/> for none.</summary>
    public TrainingShare? Training { get; init; }

    /// <summary>Has the rate between the unit of inference and that of training.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    public PriceBook? Prices { get; init; }
}
