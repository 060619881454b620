using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;

namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>What came of a pipeline.</summary>
/// <param name="Outcome">In one word.</param>
/// <param name="Version">The version that was made; of an unchanged one the earlier version.</param>
public sealed record FineTunePipelineResult(PipelineOutcome Outcome, ModelVersion Version)
{
    /// <summary>The new model against the one that was live.</summary>
    public RunComparison? Comparison { get; init; }

    /// <summary>What the gate said.</summary>
    public GateVerdict? Verdict { get; init; }

    /// <summary>What the use case calls after the promotion.</summary>
    public LiveModel? Live { get; init; }
}
