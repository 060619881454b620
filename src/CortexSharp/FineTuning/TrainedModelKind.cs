namespace CortexSharp.FineTuning;

/// <summary>In what form a training job leaves its model. Kinds may be added; expect others than these.</summary>
/// <param name="Value">The word.</param>
public readonly record struct TrainedModelKind(string Value)
{
    /// <summary>A model that can be called by its name.</summary>
    public static TrainedModelKind Named { get; } = new("named");

    /// <summary>A checkpoint inside the training service.</summary>
    public static TrainedModelKind Checkpoint { get; } = new("checkpoint");

    /// <summary>Weights in files.</summary>
    public static TrainedModelKind Files { get; } = new("files");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
