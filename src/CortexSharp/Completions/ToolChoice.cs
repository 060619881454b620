namespace CortexSharp.Completions;

/// <summary>Whether the model may, must or must not call tools.</summary>
/// <param name="Mode">The word: <c>auto</c>, <c>required</c>, <c>none</c> or <c>tool</c>.</param>
/// <param name="ToolName">The one tool to call, for the mode <c>tool</c>.</param>
public readonly record struct ToolChoice(string Mode, string? ToolName = null)
{
    /// <summary>The model decides; what holds when nothing is said.</summary>
    public static ToolChoice Auto { get; } = new("auto");

    /// <summary>The model must call at least one tool.</summary>
    public static ToolChoice Required { get; } = new("required");

    /// <summary>The model must not call a tool.</summary>
    public static ToolChoice None { get; } = new("none");

    /// <summary>The model must call this tool.</summary>
    /// <param name="tool">The tool's name.</param>
    public static ToolChoice Only(string tool)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tool);
        return new("tool", tool);
    }

    /// <inheritdoc/>
    public override string ToString() => ToolName ?? Mode;
}
