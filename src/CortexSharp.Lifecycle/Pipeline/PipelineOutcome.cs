namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>What came of a pipeline.</summary>
public enum PipelineOutcome
{
    /// <summary>The new model passed the gate and is live.</summary>
    Promoted,

    /// <summary>The new model passed the gate and waits to be promoted, because promoting was not asked for.</summary>
    Passed,

    /// <summary>The new model did not pass the gate; it stays a candidate, with the reasons.</summary>
    Rejected,

    /// <summary>
    /// The back end gave a checkpoint or files, which nobody can call by name, so nothing was evaluated or promoted:
    /// <see cref="Versions.ModelVersion.Result"/> says where it lies. Once it can be called, write <see cref="Versions.ModelVersion.FinalModel"/> and
    /// make the same request again: it goes on with the evaluation.
    /// </summary>
    Trained,

    /// <summary>Data and settings are those of an earlier version, so nothing was trained.</summary>
    Unchanged,
}
