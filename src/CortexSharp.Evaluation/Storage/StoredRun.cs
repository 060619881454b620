namespace CortexSharp.Evaluation.Storage;

/// <summary>What is kept of a run besides its answers: enough to say later what was asked of whom, by what, and how.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Evaluation">The id of the evaluation, which has a run for each of its models.</param>
/// <param name="UseCase">What the model is for.</param>
/// <param name="Model">The model.</param>
/// <param name="Status">How far it is.</param>
public sealed record StoredRun(string Id, Guid Evaluation, string UseCase, string Model, EvaluationRunStatus Status)
{
    /// <summary>The base model of a tuned one, as the request named it.</summary>
    public string? BaseModel { get; init; }

    /// <summary>How many cases there are; <see langword="null"/> until they are taken in.</summary>
    public long? Cases { get; init; }

    /// <summary>The SHA-256 of all cases, whatever their order: the same for runs over the same keys, prompts and references.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The SHA-256 of template, options and schema: what decides an answer besides model and case.</summary>
    public required string SettingsSha256 { get; init; }

    /// <summary>The SHA-256 of the prompt template; <see langword="null"/> where prompts were asked as they are.</summary>
    public string? PromptTemplateSha256 { get; init; }

    /// <summary>The options that were set, as JSON.</summary>
    public string? Options { get; init; }

    /// <summary>The signatures of the metrics that the last call scored by.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Cases in one slice.</summary>
    public required int SliceSize { get; init; }

    /// <summary>The version of CortexSharp that began it.</summary>
    public string? LibraryVersion { get; init; }

    /// <summary>
    /// The query tag of the statements that ask inside Snowflake: what the run was billed is found by it, see
    /// <see cref="Usage.UsageQuery.QueryTag"/>. An executor that cannot tag a statement, as one over a data source of another driver than
    /// Snowflake's, sets none.
    /// </summary>
    public string QueryTag => QueryTagOf(Id);

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was finished or stopped; <see langword="null"/> while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The call that began last, which alone may end the run.</summary>
    internal Guid? Holder { get; init; }

    internal static string QueryTagOf(string run) => $"cortexsharp evaluation {run}";
}
