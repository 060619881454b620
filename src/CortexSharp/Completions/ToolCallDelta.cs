namespace CortexSharp.Completions;

/// <summary>
/// A piece of a tool call as it streams in; the finished call is in <see cref="CompletionResult.ToolCalls"/>. <see cref="ToString"/> does not show
/// the arguments.
/// </summary>
/// <param name="Index">Which call it belongs to: its position in <see cref="CompletionResult.ToolCalls"/>.</param>
/// <param name="Id">The call's id.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">The part of the arguments' text that is new; empty when the call begins.</param>
public sealed record ToolCallDelta(int Index, string Id, string Name, string Arguments)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Arguments.Length} characters of call {Id} of {Name}";
}
