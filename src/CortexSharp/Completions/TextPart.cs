namespace CortexSharp.Completions;

/// <summary>Text within a message that has other pieces too.</summary>
/// <param name="Text">The text.</param>
public sealed record TextPart(string Text) : CompletionPart
{
    /// <inheritdoc/>
    public override string ToString() => $"text of {Text.Length} characters";
}
