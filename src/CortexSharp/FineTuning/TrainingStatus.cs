namespace CortexSharp.FineTuning;

/// <summary>
/// Where a training job stands. A back end says it in these words where it knows its service's own, and passes on the others as they are.
/// </summary>
/// <param name="Value">The word.</param>
public readonly record struct TrainingStatus(string Value)
{
    /// <summary>Accepted, not started.</summary>
    public static TrainingStatus Pending { get; } = new("pending");

    /// <summary>Training.</summary>
    public static TrainingStatus Running { get; } = new("running");

    /// <summary>The result is there.</summary>
    public static TrainingStatus Succeeded { get; } = new("succeeded");

    /// <summary>The job failed.</summary>
    public static TrainingStatus Failed { get; } = new("failed");

    /// <summary>The job was cancelled.</summary>
    public static TrainingStatus Cancelled { get; } = new("cancelled");

    /// <summary>Whether the job is at an end. A word that is not known counts as not finished, so nothing is given up too early.</summary>
    public bool IsFinished => this == Succeeded || this == Failed || this == Cancelled;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
