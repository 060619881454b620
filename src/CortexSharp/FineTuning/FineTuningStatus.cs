namespace CortexSharp.FineTuning;

/// <summary>Where a fine-tuning job stands. The server's word is kept, known or not; equality ignores case.</summary>
public readonly struct FineTuningStatus : IEquatable<FineTuningStatus>
{
    private readonly string? _value;

    /// <summary>Takes the server's word.</summary>
    /// <param name="value">The word, such as <c>IN_PROGRESS</c>.</param>
    public FineTuningStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Accepted, not started.</summary>
    public static FineTuningStatus Pending { get; } = new("PENDING");

    /// <summary>Training. Some servers say <c>RUNNING</c>.</summary>
    public static FineTuningStatus InProgress { get; } = new("IN_PROGRESS");

    /// <summary>The model is there.</summary>
    public static FineTuningStatus Success { get; } = new("SUCCESS");

    /// <summary>The job failed.</summary>
    public static FineTuningStatus Error { get; } = new("ERROR");

    /// <summary>The job was cancelled.</summary>
    public static FineTuningStatus Cancelled { get; } = new("CANCELLED");

    /// <summary>The server's word.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the job is at an end. A word that is not known counts as not finished, so nothing is given up too early.</summary>
    public bool IsFinished => this == Success || this == Error || IsCancelled;

    /// <summary>Whether the job was cancelled, in either spelling.</summary>
    public bool IsCancelled => this == Cancelled || this == new FineTuningStatus("CANCELED");

    /// <summary>The status in the word that all back ends share; one that is not known stays as it is.</summary>
    internal TrainingStatus ToTrainingStatus() => this switch
    {
        _ when this == Pending => TrainingStatus.Pending,
        _ when this == InProgress || this == new FineTuningStatus("RUNNING") => TrainingStatus.Running,
        _ when this == Success => TrainingStatus.Succeeded,
        _ when this == Error => TrainingStatus.Failed,
        _ when IsCancelled => TrainingStatus.Cancelled,
        _ => new(Value),
    };

    /// <summary>Whether both are the same word in any case.</summary>
    /// <param name="left">One status.</param>
    /// <param name="right">Another status.</param>
    public static bool operator ==(FineTuningStatus left, FineTuningStatus right) => left.Equals(right);

    /// <summary>Whether they are different words.</summary>
    /// <param name="left">One status.</param>
    /// <param name="right">Another status.</param>
    public static bool operator !=(FineTuningStatus left, FineTuningStatus right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(FineTuningStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FineTuningStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
