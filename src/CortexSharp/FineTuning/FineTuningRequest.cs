using CortexSharp.Sql;

namespace CortexSharp.FineTuning;

/// <summary>Asks for a model tuned on pairs of prompt and completion. <see cref="ToString"/> does not show the queries.</summary>
public sealed record FineTuningRequest
{
    /// <summary>Asks for a tuned model.</summary>
    /// <param name="model">The name for the new model. When it is taken, the server adds a suffix: see <see cref="FineTuningJob.Model"/>.</param>
    /// <param name="baseModel">The model to tune, such as <c>llama3.1-8b</c>.</param>
    /// <param name="trainingQuery">
    /// One SELECT that gives columns PROMPT and COMPLETION, without a semicolon. The server stores its text and runs it later: let it read
    /// an immutable table by its full name. Bound values are written into the text as literals, because FINETUNE takes no binds.
    /// </param>
    public FineTuningRequest(SqlIdentifier model, string baseModel, SqlStatement trainingQuery)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(baseModel);
        ArgumentNullException.ThrowIfNull(trainingQuery);
        Model = model;
        BaseModel = baseModel;
        TrainingQuery = trainingQuery;
    }

    /// <summary>The name for the new model.</summary>
    public SqlIdentifier Model { get; init; }

    /// <summary>The model to tune.</summary>
    public string BaseModel { get; init; }

    /// <summary>The query that gives the training pairs.</summary>
    public SqlStatement TrainingQuery { get; init; }

    /// <summary>The query that gives the validation pairs, in the same form.</summary>
    /// <value>Default: <see langword="null"/>; the server takes a part of the training pairs, which part is not told.</value>
    public SqlStatement? ValidationQuery { get; init; }

    /// <summary>Passes over the data, 1 to 10.</summary>
    /// <value>Default: <see langword="null"/>; the server chooses (3, by its table of limits).</value>
    public int? MaxEpochs { get; init; }

    /// <summary>
    /// The caller's name for this job: 1 to 128 letters, digits and <c>_ - . :</c>. It goes as a comment in front of the training query, by which the
    /// job can be known again where the server echoes that query. <see cref="CortexFineTuneClientExtensions.CreateOrFindAsync"/> sets it.
    /// </summary>
    public string? Intent { get; init; }

    /// <summary>
    /// How the statement is run: timeout, query tag, and a request id where the executor is an <see cref="IResumableSqlExecutor"/>.
    /// </summary>
    public SqlExecutionOptions? Execution { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(FineTuningRequest)} for {Model} from {BaseModel}";
}
