namespace CortexSharp.Completions;

/// <summary>
/// A piece of a message: <see cref="TextPart"/>, <see cref="ImagePart"/>, <see cref="ToolCall"/> or <see cref="ToolResult"/>. None shows its content
/// in <see cref="object.ToString"/>.
/// </summary>
public abstract record CompletionPart
{
    private protected CompletionPart()
    {
    }
}
