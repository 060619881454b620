using CortexSharp.Sql;

namespace CortexSharp.Completions;

/// <summary>Asks a model about every row of a table or query, in the warehouse.</summary>
public sealed record TableCompletionRequest
{
    /// <summary>Asks about every row and stores the answers.</summary>
    /// <param name="model">A base model's name, or the full name of a tuned model.</param>
    /// <param name="source">A query that gives a key and a prompt in each row; keys are unique and not null.</param>
    /// <param name="destination">
    /// The table that answers are written to, created when missing. Null for the pure query form: nothing is stored, and when the
    /// stream is lost on the way, so are the answers that were paid for.
    /// </param>
    public TableCompletionRequest(string model, SqlStatement source, SqlIdentifier? destination)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentNullException.ThrowIfNull(source);
        Model = model;
        Source = source;
        Destination = destination;
    }

    /// <summary>The model's name.</summary>
    public string Model { get; init; }

    /// <summary>The query that gives keys and prompts.</summary>
    public SqlStatement Source { get; init; }

    /// <summary>The table of answers, or null for the pure query form.</summary>
    /// <remarks>
    /// Columns: RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT. A row belongs to this request when
    /// model, options, schema, key and prompt are the same, so the same request finds its answers again and pays only for what is missing.
    /// A model that was dropped and made anew under the same name is the same model here: use another destination for it.
    /// </remarks>
    public SqlIdentifier? Destination { get; init; }

    /// <summary>The source's key column, as written in SQL (unquoted names fold to upper case).</summary>
    /// <value>Default: <c>KEY</c>.</value>
    public string KeyColumn { get; init; } = "KEY";

    /// <summary>The source's prompt column, as written in SQL.</summary>
    /// <value>Default: <c>PROMPT</c>.</value>
    public string PromptColumn { get; init; } = "PROMPT";

    /// <summary>How to answer; null leaves everything to the server.</summary>
    public CompletionOptions? Options { get; init; }

    /// <summary>The form of the answers; null for free text.</summary>
    public ResponseSchema? ResponseSchema { get; init; }

    /// <summary>Whether rows that failed before are asked again.</summary>
    /// <value>Default: <see langword="false"/>: a stored error is an answer.</value>
    public bool RetryFailed { get; init; }

    /// <summary>Rows in one statement where the account refuses error details, so that a failure costs one slice; at least 1.</summary>
    /// <value>Default: 1,000.</value>
    public int SliceSize { get; init; } = 1000;

    /// <summary>How the statements are run: timeout, query tag. A request id is refused, because there is more than one statement.</summary>
    public SqlExecutionOptions? Execution { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(TableCompletionRequest)} to {Model} into {Destination?.ToString() ?? "the stream"}";
}
