using System.Collections.Frozen;
using CortexSharp.FineTuning;
using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Versions;

/// <summary>One training run of a use case and the model that came of it.</summary>
/// <param name="Id">Its id, given by whoever asked for it.</param>
/// <param name="UseCase">The use case.</param>
/// <param name="Number">Its number, from 1; there may be gaps where a process died.</param>
/// <param name="Model">The model's name as it was asked for: <c>MY_DB.AI.SUPPORT_V37</c>.</param>
/// <param name="BaseModel">The model that is tuned.</param>
public sealed record ModelVersion(Guid Id, string UseCase, long Number, string Model, string BaseModel)
{
    /// <summary>How far it has come.</summary>
    public ModelVersionStatus Status { get; init; } = ModelVersionStatus.Reserved;

    /// <summary>
    /// The name by which the model is called. The server gives it, perhaps with a suffix; of a checkpoint or files it is written here by whoever
    /// makes them callable.
    /// </summary>
    public string? FinalModel { get; init; }

    /// <summary>What came of the training.</summary>
    public TrainedModel? Result { get; init; }

    /// <summary>The hash of the training data's snapshot.</summary>
    public string? SnapshotHash { get; init; }

    /// <summary>The tables of the snapshot.</summary>
    public IReadOnlyList<string> SnapshotTables { get; init; } = [];

    /// <summary>How often training goes over the pairs.</summary>
    public int? Epochs { get; init; }

    /// <summary>What else the back end was told, see <see cref="TrainingRequest.Options"/>.</summary>
    public IReadOnlyDictionary<string, string> TrainingOptions { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The model that it is held against.</summary>
    public string? Baseline { get; init; }

    /// <summary>The back end that trains it, see <see cref="ITrainingBackend.Name"/>.</summary>
    public string? Backend { get; init; }

    /// <summary>The back end's training job.</summary>
    public string? JobId { get; init; }

    /// <summary>The run that evaluated it.</summary>
    public string? EvaluationRun { get; init; }

    /// <summary>The tokens that training was billed for.</summary>
    public long? TrainedTokens { get; init; }

    /// <summary>What training cost; <see langword="null"/> when not known.</summary>
    public Amount? TrainingCost { get; init; }

    /// <summary>Why it is where it is: reasons of a gate, an error.</summary>
    public string? Note { get; init; }

    /// <summary>How often it was written; a version is only written over as it was read.</summary>
    public long Revision { get; init; }

    /// <summary>When it was reserved.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
