using CortexSharp.Sql;

namespace CortexSharp.Completions;

/// <summary>One question to a model. <see cref="ToString"/> does not show what is asked.</summary>
public sealed record CompletionRequest
{
    /// <summary>Asks with a single prompt.</summary>
    /// <param name="model">A base model's name such as <c>llama3.1-8b</c>, or the full name of a tuned model.</param>
    /// <param name="prompt">The prompt.</param>
    public CompletionRequest(string model, string prompt)
        : this(model, [CompletionMessage.User(prompt)]) => ArgumentNullException.ThrowIfNull(prompt);

    /// <summary>Asks within a conversation.</summary>
    /// <param name="model">A base model's name such as <c>llama3.1-8b</c>, or the full name of a tuned model.</param>
    /// <param name="messages">
    /// The turns: at most one system message, in front; then user and assistant alternating, a user message last. After calls of tools a message of
    /// their results.
    /// </param>
    public CompletionRequest(string model, IReadOnlyList<CompletionMessage> messages)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentNullException.ThrowIfNull(messages);
        Model = model;
        Messages = messages;
    }

    /// <summary>The model's name.</summary>
    public string Model { get; init; }

    /// <summary>The turns of the conversation.</summary>
    public IReadOnlyList<CompletionMessage> Messages { get; init; }

    /// <summary>How to answer; null leaves everything to the server.</summary>
    public CompletionOptions? Options { get; init; }

    /// <summary>The form of the answer; null for free text.</summary>
    public ResponseSchema? ResponseSchema { get; init; }

    /// <summary>The tools that the model may call. Over REST only; the client for SQL refuses them by name.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Whether the model may, must or must not call tools; needs <see cref="Tools"/>.</summary>
    /// <value>Default: <see langword="null"/>, the model decides.</value>
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>How several turns are sent.</summary>
    /// <value>
    /// Default: <see langword="null"/>, the client's own setting: <see cref="HistoryMode.Rendered"/> over SQL unless configured, always
    /// <see cref="HistoryMode.Messages"/> over REST.
    /// </value>
    public HistoryMode? HistoryMode { get; init; }

    /// <summary>
    /// How the statement is run: timeout, query tag, request id. Its effect is always taken as billable. REST inference is no statement: it takes the
    /// timeout and refuses the rest by name.
    /// </summary>
    public SqlExecutionOptions? Execution { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(CompletionRequest)} to {Model} of {Messages.Count} message(s)";
}
