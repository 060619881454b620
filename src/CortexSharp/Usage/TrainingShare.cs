namespace CortexSharp.Usage;

/// <summary>A training's cost, spread over the answers that the model is expected to give.</summary>
/// <param name="Cost">What the training cost; null when not known.</param>
/// <param name="Answers">Over how many answers it is spread; at least 1.</param>
public sealed record TrainingShare(Amount? Cost, long Answers)
{
    /// <summary>Over how many answers the training is spread; at least 1.</summary>
    public long Answers { get; } = Answers > 0
        ? Answers
        : throw new ArgumentOutOfRangeException(nameof(Answers), $"A training's cost is spread over {Answers} answers; it must be at least 1.");

    /// <summary>The part that so many answers bear; null when the cost is not known.</summary>
    /// <param name="answers">How many answers.</param>
    public Amount? CostOf(long answers) => Cost * answers / Answers;
}
