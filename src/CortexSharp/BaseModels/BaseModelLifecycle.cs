namespace CortexSharp.BaseModels;

/// <summary>Where a base model stands between preview and end. The server's word is kept, known or not.</summary>
/// <param name="Value">The word.</param>
public readonly record struct BaseModelLifecycle(string Value)
{
    /// <summary>Generally available.</summary>
    public static BaseModelLifecycle GenerallyAvailable { get; } = new("GA");

    /// <summary>In public preview.</summary>
    public static BaseModelLifecycle PublicPreview { get; } = new("PUPR");

    /// <summary>In private preview.</summary>
    public static BaseModelLifecycle PrivatePreview { get; } = new("PRPR");

    /// <summary>Only accounts that used it before its legacy date may go on using it.</summary>
    public static BaseModelLifecycle Legacy { get; } = new("LEGACY");

    /// <summary>At its end: every call fails, those of models tuned from it too.</summary>
    public static BaseModelLifecycle EndOfLife { get; } = new("EOL");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
