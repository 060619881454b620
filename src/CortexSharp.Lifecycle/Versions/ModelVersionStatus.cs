namespace CortexSharp.Lifecycle.Versions;

/// <summary>How far a version has come. Statuses may be added.</summary>
/// <param name="Value">The word.</param>
public readonly record struct ModelVersionStatus(string Value)
{
    /// <summary>It has its number and nothing else.</summary>
    public static ModelVersionStatus Reserved { get; } = new("reserved");

    /// <summary>Its training was asked for.</summary>
    public static ModelVersionStatus Training { get; } = new("training");

    /// <summary>Its model is there; one that cannot be called by name stays here.</summary>
    public static ModelVersionStatus Trained { get; } = new("trained");

    /// <summary>It was evaluated and may be promoted.</summary>
    public static ModelVersionStatus Candidate { get; } = new("candidate");

    /// <summary>It was promoted at some time; whether it is live now, the promoter says.</summary>
    public static ModelVersionStatus Promoted { get; } = new("promoted");

    /// <summary>Its training failed or was cancelled.</summary>
    public static ModelVersionStatus Failed { get; } = new("failed");

    /// <summary>Its model is being dropped, or was when a process died: the next retirement finishes it.</summary>
    public static ModelVersionStatus Retiring { get; } = new("retiring");

    /// <summary>Its model was dropped.</summary>
    public static ModelVersionStatus Retired { get; } = new("retired");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
