using System.Collections.Frozen;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using CortexSharp.TrainingData;

namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>From rows to a live model. The same request with the same id goes on where it was left.</summary>
/// <param name="UseCase">The use case.</param>
/// <param name="Name">What the names of models and snapshots begin with.</param>
/// <param name="Data">The rows, what is done to them, the base model and the epochs. A part of them must be for validation.</param>
/// <param name="Metrics">What scores the answers.</param>
/// <param name="Gate">What the new model must keep to go live.</param>
public sealed record FineTunePipelineRequest(string UseCase, SqlIdentifier Name, TrainingDataRequest Data, MetricSet Metrics, Gate Gate)
{
    /// <summary>
    /// Names the pipeline. The same request with the same id goes on after a crash; under another id it goes on with what was begun on the same
    /// pairs, base model, epochs and options and has no verdict yet, also by a call that is still at work: of several at once one claims the training
    /// in the ledger, and the others go on with it, as its version.
    /// </summary>
    /// <value>Default: a new one.</value>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Whether a model that passes the gate goes live.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Promote { get; init; } = true;

    /// <summary>
    /// Whether to train even if an earlier version was trained by the same back end on the same pairs, base model, epochs and options, or is being
    /// trained now.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Force { get; init; }

    /// <summary>What the back end is told besides, see <see cref="TrainingRequest.Options"/>; <c>FINETUNE</c> takes nothing.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> TrainingOptions { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>How models answer in the evaluation; null leaves everything to the server.</summary>
    public CompletionOptions? Options { get; init; }

    /// <summary>
    /// Over how many answers of the new model its training is spread, in the cost that the gate decides by; at least 1. All prices are those of
    /// <see cref="Data"/>: without them the cost is not known, a rule on costs stays undecided, and the model a candidate.
    /// </summary>
    /// <value>Default: <see langword="null"/>, training does not count.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public long? SpreadTrainingOver
    {
        get;
        init
        {
            if (value is { } answers)
                ArgumentOutOfRangeException.ThrowIfLessThan(answers, 1, nameof(SpreadTrainingOver));
            field = value;
        }
    }

    /// <summary>Roles that are granted USAGE on the new model before it goes live.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> GrantUsageTo { get; init; } = [];

    /// <summary>
    /// The role that asks the new model before it goes live; best the one that the application has, because the role that trained a model owns it and
    /// can always call it.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the connection's own.</value>
    public string? ProbeRole { get; init; }

    /// <summary>How often to ask for the training job's state.</summary>
    /// <value>Default: a new <see cref="JobPollPolicy"/>.</value>
    public JobPollPolicy Poll { get; init; } = new();
}
