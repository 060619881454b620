namespace CortexSharp.Evaluation.Judging;

/// <summary>What a judge says of two runs' answers to one case.</summary>
/// <param name="Key">The case's key.</param>
/// <param name="Verdict">The verdict; the baseline's answer is the first, the system's the second.</param>
public sealed record JudgedPair(string Key, PairwiseVerdict Verdict);
