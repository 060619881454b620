using System.Text.Json;
using CortexSharp.Usage;

namespace CortexSharp.FineTuning;

/// <summary>A training job of any back end. What a back end does not tell is null.</summary>
/// <remarks><see cref="ToString"/> shows id, status and progress only.</remarks>
public sealed record TrainingJob
{
    /// <summary>Makes a job; a test needs no more than this.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="status">Where it stands.</param>
    public TrainingJob(string id, TrainingStatus status)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Id = id;
        Status = status;
    }

    /// <summary>The job's id, opaque.</summary>
    public string Id { get; init; }

    /// <summary>Where the job stands.</summary>
    public TrainingStatus Status { get; init; }

    /// <summary>How much is done, from 0 to 1.</summary>
    public double? Progress { get; init; }

    /// <summary>When the job was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the job came to its end.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What came of it, once it has succeeded.</summary>
    public TrainedModel? Result { get; init; }

    /// <summary>Why the job failed.</summary>
    public FineTuningError? Error { get; init; }

    /// <summary>The tokens that training is billed for, where it is billed by tokens.</summary>
    public long? TrainedTokens { get; init; }

    /// <summary>What the job cost, where the back end itself knows it.</summary>
    public Amount? Cost { get; init; }

    /// <summary>The losses of the model, last one last; empty while there are none.</summary>
    public IReadOnlyList<TrainingLoss> Losses { get; init; } = [];

    /// <summary>Everything that the service said, where it spoke JSON.</summary>
    public JsonElement? Raw { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Id} {Status}{(Progress is { } progress ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {progress:P0}") : "")}";
}
