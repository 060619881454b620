using System.Collections.Immutable;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Running;

/// <summary>What to evaluate: cases, models, metrics.</summary>
public sealed record EvaluationRequest
{
    /// <summary>What a template's prompt is put in place of.</summary>
    public const string PromptPlaceholder = "{prompt}";

    /// <summary>Asks models for the answers to cases.</summary>
    /// <param name="cases">
    /// The cases; a query's leave Snowflake before they are answered only where a metric must see each of them (<see cref="ICaseCheckingMetric"/>).
    /// </param>
    /// <param name="metrics">What scores the answers.</param>
    /// <param name="models">The models, each name once.</param>
    /// <exception cref="ArgumentException">There is no model, or one comes twice.</exception>
    public EvaluationRequest(ICaseSource cases, MetricSet metrics, params IReadOnlyList<EvaluatedModel> models)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0)
            throw new ArgumentException("There is no model to evaluate; give at least one.", nameof(models));
        if (models.GroupBy(model => model.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
            throw new ArgumentException($"The model '{twice.Key}' is to be evaluated twice; give each its own name.", nameof(models));
        Cases = cases;
        Metrics = metrics;
        Models = [.. models];
    }

    /// <summary>The cases.</summary>
    public ICaseSource Cases { get; }

    /// <summary>What scores the answers.</summary>
    public MetricSet Metrics { get; }

    /// <summary>The models.</summary>
    public ImmutableArray<EvaluatedModel> Models { get; }

    /// <summary>
    /// Names the evaluation. The same request with the same id goes on where it was left, by this process or another; keep it to resume.
    /// </summary>
    /// <value>Default: a new one.</value>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>What the models are for, such as <c>support-intents</c>; runs are found by it.</summary>
    /// <value>Default: <c>default</c>.</value>
    public string UseCase { get; init; } = "default";

    /// <summary>A text around each prompt, with <c>{prompt}</c> where the prompt goes; <see langword="null"/> for the prompt as it is.</summary>
    public string? PromptTemplate { get; init; }

    /// <summary>How to answer; null leaves everything to the server.</summary>
    public CompletionOptions? Options { get; init; }

    /// <summary>The form of the answers; null for free text.</summary>
    public ResponseSchema? ResponseSchema { get; init; }

    /// <summary>
    /// Cases in one slice, which is what one statement asks for, what is in memory at once, and before which the budget is checked; at least 1. An
    /// evaluation that goes on keeps the size that it began with.
    /// </summary>
    /// <value>Default: 2,000.</value>
    public int SliceSize { get; init; } = 2000;

    /// <summary>How many cases are asked at once where a client asks case by case; at least 1.</summary>
    /// <value>Default: 8.</value>
    public int Concurrency { get; init; } = 8;

    /// <summary>
    /// How often a case is asked while the answer is that there are too many requests, at least 1; inside Snowflake also while the service fails or
    /// takes too long. The wait doubles from one second to a minute.
    /// </summary>
    /// <value>Default: 10, some five minutes.</value>
    public int MostAttempts { get; init; } = 10;

    /// <summary>
    /// Whether cases whose answer is an error, in an evaluation that is gone on with, are asked again, as when a model was not yet there. Scores of
    /// the other answers stay.
    /// </summary>
    /// <value>Default: <see langword="false"/>: an error is an answer.</value>
    public bool AskFailedAgain { get; init; }

    /// <summary>When to stop for the cost; null for never.</summary>
    public EvaluationBudget? Budget { get; init; }

    /// <summary>
    /// How long a statement may still be running when its client was lost and nothing can tell, neither the executor
    /// (<see cref="Sql.IResumableSqlExecutor"/>) nor the query history: until then its slice is not asked again. Set it to the account's
    /// <c>STATEMENT_TIMEOUT_IN_SECONDS</c>.
    /// </summary>
    /// <value>Default: two days, Snowflake's own default of that parameter.</value>
    public TimeSpan StatementLifetime { get; init; } = TimeSpan.FromDays(2);

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(EvaluationRequest)} {Id} of {string.Join(", ", Models)} for '{UseCase}'";

    /// <summary>What a model is asked for a case.</summary>
    internal string PromptOf(string prompt) =>
        PromptTemplate is { } template ? template.Replace(PromptPlaceholder, prompt, StringComparison.Ordinal) : prompt;

    /// <exception cref="ArgumentException">A property is wrong; the message names it.</exception>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(UseCase);
        ArgumentOutOfRangeException.ThrowIfLessThan(SliceSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Concurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostAttempts, 1);
        Options?.Check();
        if (PromptTemplate?.Contains(PromptPlaceholder, StringComparison.Ordinal) is false)
        {
            throw new ArgumentException(
                $"{nameof(PromptTemplate)} has no {PromptPlaceholder}, so that every case would ask the same.", nameof(PromptTemplate));
        }

        Budget?.Check(this);
        foreach (var model in Models)
            model.Answerer?.Check(this);
    }
}
