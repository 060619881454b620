namespace CortexSharp.Completions;

/// <summary>A piece of an answer as it streams in. <see cref="ToString"/> does not show its text.</summary>
/// <param name="Text">The text that is new; may be empty.</param>
public sealed record CompletionUpdate(string Text)
{
    /// <summary>What is new of a tool call; <see langword="null"/> when there is nothing.</summary>
    public ToolCallDelta? ToolCall { get; init; }

    /// <summary>The whole answer; set on the last update only.</summary>
    public CompletionResult? Result { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(CompletionUpdate)} of {Text.Length} characters";
}
