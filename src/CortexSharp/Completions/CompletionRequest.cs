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
    /// <param name="messages">The turns: at most one system message, in front; then user and assistant alternating, a user message last.</param>
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

    /// <summary>How several turns are sent.</summary>
    /// <value>Default: <see langword="null"/>, the client's own setting, which is <see cref="HistoryMode.Rendered"/> unless configured.</value>
    public HistoryMode? HistoryMode { get; init; }

    /// <summary>How the statement is run: timeout, query tag, request id. Its effect is always taken as billable.</summary>
    public SqlExecutionOptions? Execution { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(CompletionRequest)} to {Model} of {Messages.Count} message(s)";
}
