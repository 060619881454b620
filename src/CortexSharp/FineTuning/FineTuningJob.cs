using System.Text.Json;

namespace CortexSharp.FineTuning;

/// <summary>
/// A fine-tuning job as the server describes it. What a server leaves out is null: a running job may show no more than id, status and progress.
/// </summary>
/// <remarks><see cref="ToString"/> shows id, status and progress only.</remarks>
public sealed record FineTuningJob
{
    /// <summary>Makes a job; a test needs no more than this.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="status">Where it stands.</param>
    public FineTuningJob(string id, FineTuningStatus status)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Id = id;
        Status = status;
    }

    /// <summary>The job's id, opaque.</summary>
    public string Id { get; init; }

    /// <summary>Where the job stands.</summary>
    public FineTuningStatus Status { get; init; }

    /// <summary>How much is done, from 0 to 1.</summary>
    public double? Progress { get; init; }

    /// <summary>The model that is tuned.</summary>
    public string? BaseModel { get; init; }

    /// <summary>
    /// The finished model's name, to be used as it is: it may differ from the name asked for, because the server adds a suffix to a name that is
    /// taken.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>When the job was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the job came to its end.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The training query as the server echoes it.</summary>
    public string? TrainingQuery { get; init; }

    /// <summary>The validation query as the server echoes it; null when none was given.</summary>
    public string? ValidationQuery { get; init; }

    /// <summary>Tokens that training is billed for: input tokens times epochs.</summary>
    public long? TrainedTokens { get; init; }

    /// <summary>The losses of the finished model, last one last; empty while there are none.</summary>
    public IReadOnlyList<TrainingLoss> Losses { get; init; } = [];

    /// <summary>The number of epochs, when the server echoes the options.</summary>
    public int? MaxEpochs { get; init; }

    /// <summary>Why the job failed.</summary>
    public FineTuningError? Error { get; init; }

    /// <summary>Everything that the server said, fields unknown to this version included.</summary>
    public JsonElement? Raw { get; init; }

    /// <summary>The job in the words that all back ends share; a status that is not known stays as it is.</summary>
    internal TrainingJob ToTrainingJob() => new(Id, Status.ToTrainingStatus())
    {
        Progress = Progress,
        CreatedAt = CreatedAt,
        FinishedAt = FinishedAt,
        Result = Status == FineTuningStatus.Success && Model is { } model ? TrainedModel.Named(model) : null,
        Error = Error,
        TrainedTokens = TrainedTokens,
        Losses = Losses,
        Raw = Raw,
    };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Id} {Status}{(Progress is { } progress ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {progress:P0}") : "")}";
}
