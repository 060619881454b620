namespace CortexSharp.Completions;

/// <summary>Why a model stopped, in the server's word. Expect words that are not listed here.</summary>
/// <remarks>
/// Snowflake gives none for Claude, and only <see cref="Stop"/> for most others, so nothing may rest on <see cref="Length"/>: an answer
/// that was cut off is told by <see cref="TokenUsage.CompletionTokens"/> having reached <see cref="CompletionOptions.MaxTokens"/>.
/// </remarks>
/// <param name="Value">The word.</param>
public readonly record struct FinishReason(string Value)
{
    /// <summary>The answer is complete.</summary>
    public static FinishReason Stop { get; } = new("stop");

    /// <summary>The answer was cut off at the most tokens allowed.</summary>
    public static FinishReason Length { get; } = new("length");

    /// <summary>The model waits for the results of tools.</summary>
    public static FinishReason ToolCalls { get; } = new("tool_calls");

    /// <summary>The answer was withheld or replaced by a filter.</summary>
    public static FinishReason ContentFilter { get; } = new("content_filter");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
