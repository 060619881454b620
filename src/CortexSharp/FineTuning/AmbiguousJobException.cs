namespace CortexSharp.FineTuning;

/// <summary>
/// Some jobs could be the one that was started before a crash, and nothing that the server shows tells them apart. No job was created.
/// </summary>
/// <param name="intent">The intent whose job is looked for.</param>
/// <param name="candidates">The jobs that could be it.</param>
public sealed class AmbiguousJobException(string intent, IReadOnlyList<TrainingJob> candidates)
    : CortexException(
        CortexErrorKind.AmbiguousJob,
        $"The job of intent '{intent}' may have been started already and be one of {string.Join(", ", candidates.Select(c => c.Id))}; the server "
        + "does not show what would tell. " +
        "No job was created. Try again when these have finished, or record the right job id for the intent.")
{
    /// <summary>The intent whose job is looked for.</summary>
    public string Intent { get; } = intent;

    /// <summary>The jobs that could be it.</summary>
    public IReadOnlyList<TrainingJob> Candidates { get; } = candidates;
}
