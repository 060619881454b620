namespace CortexSharp.Completions;

/// <summary>Who says a message.</summary>
/// <param name="Value">The role's name as the server takes it.</param>
public readonly record struct CompletionRole(string Value)
{
    /// <summary>Instructions for the model; at most one such message, in front.</summary>
    public static CompletionRole System { get; } = new("system");

    /// <summary>The person asking.</summary>
    public static CompletionRole User { get; } = new("user");

    /// <summary>The model.</summary>
    public static CompletionRole Assistant { get; } = new("assistant");

    /// <summary>Tools that the model called. Over REST only.</summary>
    public static CompletionRole Tool { get; } = new("tool");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
