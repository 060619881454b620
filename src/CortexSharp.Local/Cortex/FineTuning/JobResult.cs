namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>What a successful training gave.</summary>
/// <param name="Content">The stored model.</param>
/// <param name="TrainedTokens">Input tokens times epochs.</param>
/// <param name="TrainingLoss">The loss on the training data.</param>
/// <param name="ValidationLoss">The loss on the validation data.</param>
internal sealed record JobResult(byte[] Content, long TrainedTokens, double TrainingLoss, double ValidationLoss);
