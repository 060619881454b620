using CortexSharp.Evaluation.Comparing;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Deciding;

/// <summary>What a gate decides by.</summary>
/// <param name="Comparison">The system against the baseline.</param>
public sealed record GateEvidence(RunComparison Comparison)
{
    /// <summary>What the system's answers cost; <see langword="null"/> when not known.</summary>
    public AnswerCost? Cost { get; init; }
}
