namespace CortexSharp.TrainingData;

/// <summary>Makes labels, which are completions, more equally frequent in the training pairs. The validation pairs keep their proportions.</summary>
/// <param name="Mode">How.</param>
public sealed record BalanceOptions(BalanceMode Mode)
{
    /// <summary>How many times as frequent as the rarest label the most frequent one may be afterwards; at least 1.</summary>
    /// <value>Default: 1, all equally frequent.</value>
    public double MaxRatio { get; init; } = 1;
}
