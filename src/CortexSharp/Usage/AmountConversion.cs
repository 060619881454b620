namespace CortexSharp.Usage;

/// <summary>What one unit is worth in another, by the user's contract: one AI credit may be 2.00 USD.</summary>
/// <param name="From">The unit of which there is one.</param>
/// <param name="To">What it is worth.</param>
public sealed record AmountConversion(AmountUnit From, Amount To);
