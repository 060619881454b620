namespace CortexSharp.Evaluation.Storage;

/// <summary>How far a stored run is, as a word. Words may be added; expect others.</summary>
/// <param name="Value">The word.</param>
public readonly record struct EvaluationRunStatus(string Value)
{
    /// <summary>It runs, or was broken off: the same request goes on with it.</summary>
    public static EvaluationRunStatus Running { get; } = new("running");

    /// <summary>The budget was used up before all cases were answered.</summary>
    public static EvaluationRunStatus Stopped { get; } = new("stopped");

    /// <summary>All cases are answered and scored.</summary>
    public static EvaluationRunStatus Finished { get; } = new("finished");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
