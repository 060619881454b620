using System.Text.Json;

namespace CortexSharp.Completions;

/// <summary>A model's answer. <see cref="ToString"/> does not show it.</summary>
public sealed record CompletionResult
{
    /// <summary>Makes an answer; a test needs no more than this.</summary>
    /// <param name="text">The text.</param>
    public CompletionResult(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
    }

    /// <summary>The answer as text, leading blanks removed (many models begin with one); with a response schema its JSON.</summary>
    public string Text { get; init; }

    /// <summary>The answer as JSON, when a response schema was given.</summary>
    public JsonElement? StructuredValue { get; init; }

    /// <summary>The tools that the model wants run, in its order; then <see cref="Text"/> may be empty.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>Why the model stopped; <see langword="null"/> when the server did not say, as over SQL and for Claude.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>The tokens used; <see langword="null"/> when the server did not say.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The model that answered, as the server names it; else as the request does.</summary>
    public string? Model { get; init; }

    /// <summary>When the answer was made, to the second; <see langword="null"/> when the server did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether Cortex Guard replaced the answer. Over SQL this is told by the text alone, and only when guardrails were asked for.</summary>
    public bool BlockedByGuard { get; init; }

    /// <summary>How the conversation was sent.</summary>
    public HistoryMode HistoryMode { get; init; }

    /// <summary>The server's answer as it came, when it was JSON in one piece.</summary>
    public JsonElement? Raw { get; init; }

    /// <summary>The statement's id, when the executor knows it; over REST the request's id, by which Snowflake's usage views know it.</summary>
    public string? QueryId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(CompletionResult)} of {Model ?? "a model"}, {Text.Length} characters";
}
