namespace CortexSharp.Local.Cortex.Registry;

/// <summary>How much fine-tuning takes.</summary>
/// <param name="PromptTokens">What is longer is cut without a word.</param>
/// <param name="CompletionTokens">What is longer is cut without a word.</param>
/// <param name="RowsOfOneEpoch">How many rows one epoch may have; more epochs share them.</param>
internal sealed record TuningLimits(int PromptTokens, int CompletionTokens, int RowsOfOneEpoch);
