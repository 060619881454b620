using System.Collections.Frozen;
using CortexSharp.Sql;

namespace CortexSharp.FineTuning;

/// <summary>Asks any back end for a model trained on pairs of prompt and completion. <see cref="ToString"/> does not show the queries.</summary>
public sealed record TrainingRequest
{
    /// <summary>Asks for a trained model.</summary>
    /// <param name="intent">
    /// The caller's name for the job: 1 to 128 letters, digits and <c>_ - . :</c>. The same again means the same job, another one another job.
    /// </param>
    /// <param name="model">The name for the new model. A back end may add to it, and one whose result has no name may use it as a label.</param>
    /// <param name="baseModel">The model to begin with, as the back end calls it.</param>
    /// <param name="trainingQuery">
    /// One SELECT that gives columns PROMPT and COMPLETION. It may run later, elsewhere and again: let it read an immutable table by its full name.
    /// </param>
    /// <exception cref="ArgumentException">The intent is not of that form, or something is empty.</exception>
    public TrainingRequest(string intent, SqlIdentifier model, string baseModel, SqlStatement trainingQuery)
    {
        FineTuning.TrainingQuery.CheckIntent(intent, nameof(intent));
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(baseModel);
        ArgumentNullException.ThrowIfNull(trainingQuery);
        Intent = intent;
        Model = model;
        BaseModel = baseModel;
        TrainingQuery = trainingQuery;
    }

    /// <summary>The caller's name for the job.</summary>
    public string Intent { get; }

    /// <summary>The name for the new model.</summary>
    public SqlIdentifier Model { get; init; }

    /// <summary>The model to begin with.</summary>
    public string BaseModel { get; init; }

    /// <summary>The query that gives the training pairs.</summary>
    public SqlStatement TrainingQuery { get; init; }

    /// <summary>The query that gives the validation pairs, in the same form.</summary>
    /// <value>Default: <see langword="null"/>; the back end does as it likes.</value>
    public SqlStatement? ValidationQuery { get; init; }

    /// <summary>Passes over the data, at least 1.</summary>
    /// <value>Default: <see langword="null"/>; the back end chooses.</value>
    public int? Epochs { get; init; }

    /// <summary>What only this back end knows, such as its hardware or rate of learning. A back end refuses by name what it does not know.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Options { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>How the statements are run, where there are any.</summary>
    public SqlExecutionOptions? Execution { get; init; }

    /// <summary>How often to ask for the job's state, and the clock to wait by.</summary>
    /// <value>Default: a new <see cref="JobPollPolicy"/>.</value>
    public JobPollPolicy Poll { get; init; } = new();

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(TrainingRequest)} {Intent} for {Model} from {BaseModel}";
}
