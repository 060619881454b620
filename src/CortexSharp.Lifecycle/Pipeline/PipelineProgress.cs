namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>How far a pipeline is.</summary>
/// <param name="Step">What it does.</param>
/// <param name="Message">What there is to say of it.</param>
/// <param name="Fraction">How much of the step is done, 0 to 1; null when that is not known.</param>
public sealed record PipelineProgress(PipelineStep Step, string Message, double? Fraction = null);
