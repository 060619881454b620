namespace CortexSharp.Completions;

/// <summary>What a tool answered.</summary>
/// <param name="CallId">The <see cref="ToolCall.Id"/> of the call that it answers.</param>
/// <param name="Content">The answer as text, often JSON; for a tool that failed, what went wrong.</param>
public sealed record ToolResult(string CallId, string Content) : CompletionPart
{
    /// <inheritdoc/>
    public override string ToString() => $"result of call {CallId}";
}
