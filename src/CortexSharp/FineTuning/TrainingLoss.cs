namespace CortexSharp.FineTuning;

/// <summary>How well a trained model fits, lower being better.</summary>
/// <param name="Training">The loss on the training pairs; null when not reported.</param>
/// <param name="Validation">The loss on the validation pairs; null when not reported.</param>
public sealed record TrainingLoss(double? Training, double? Validation);
