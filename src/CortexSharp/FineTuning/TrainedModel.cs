namespace CortexSharp.FineTuning;

/// <summary>What came of a training job. Only a <see cref="Named"/> one can be evaluated and promoted as it is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Location">The model's name, the checkpoint's id, or where the files lie.</param>
public sealed record TrainedModel(TrainedModelKind Kind, string Location)
{
    /// <summary>The name to call it by, such as <c>MY_DB.AI.SUPPORT_V3</c>; null when it cannot be called by name.</summary>
    public string? Name => Kind == TrainedModelKind.Named ? Location : null;

    /// <summary>A model that <c>AI_COMPLETE</c> calls by its name.</summary>
    /// <param name="name">Its full name.</param>
    public static TrainedModel Named(string name) => Of(TrainedModelKind.Named, name);

    /// <summary>A checkpoint inside the training service, which can be trained further or exported there.</summary>
    /// <param name="id">Its id, as the service gives it.</param>
    public static TrainedModel Checkpoint(string id) => Of(TrainedModelKind.Checkpoint, id);

    /// <summary>Weights in files, to be served by somebody.</summary>
    /// <param name="location">Where they lie, such as <c>@my_db.ai.models/support_v3/</c>.</param>
    public static TrainedModel Files(string location) => Of(TrainedModelKind.Files, location);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Location}";

    private static TrainedModel Of(TrainedModelKind kind, string location)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(location);
        return new(kind, location);
    }
}
