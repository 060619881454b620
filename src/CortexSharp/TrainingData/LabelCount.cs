namespace CortexSharp.TrainingData;

/// <summary>How often a completion occurs that many prompts share.</summary>
/// <param name="Label">The completion.</param>
/// <param name="Count">How many rows have it.</param>
/// <param name="Share">Their share of all rows, 0 to 1.</param>
public sealed record LabelCount(string Label, long Count, double Share);
