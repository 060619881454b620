namespace CortexSharp.Evaluation.Comparing;

/// <summary>How good a measure must be at least.</summary>
/// <param name="Measure">The measure's name.</param>
/// <param name="Bound">The lowest value allowed, or the highest where lower is better.</param>
public sealed record MeasureBound(string Measure, double Bound);
