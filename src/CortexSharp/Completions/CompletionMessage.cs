namespace CortexSharp.Completions;

/// <summary>One turn of a conversation. <see cref="ToString"/> does not show its content.</summary>
/// <param name="Role">Who says it.</param>
/// <param name="Content">What is said.</param>
public sealed record CompletionMessage(CompletionRole Role, string Content)
{
    /// <summary>Instructions for the model.</summary>
    /// <param name="content">The instructions.</param>
    public static CompletionMessage System(string content) => new(CompletionRole.System, content);

    /// <summary>What the person asks.</summary>
    /// <param name="content">The question.</param>
    public static CompletionMessage User(string content) => new(CompletionRole.User, content);

    /// <summary>What the model answered before.</summary>
    /// <param name="content">The answer.</param>
    public static CompletionMessage Assistant(string content) => new(CompletionRole.Assistant, content);

    /// <inheritdoc/>
    public override string ToString() => $"{Role} message of {Content.Length} characters";
}
