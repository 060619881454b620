namespace CortexSharp.BaseModels;

/// <summary>What a finding of a base model's check is about. Kinds may be added.</summary>
/// <param name="Value">The word.</param>
public readonly record struct BaseModelFindingKind(string Value)
{
    /// <summary>The account does not list the model.</summary>
    public static BaseModelFindingKind Listing { get; } = new("listing");

    /// <summary>The model nears its end or is at it.</summary>
    public static BaseModelFindingKind Lifecycle { get; } = new("lifecycle");

    /// <summary>The account's region does not serve or tune the model.</summary>
    public static BaseModelFindingKind Region { get; } = new("region");

    /// <summary>The model is not among those that can be tuned.</summary>
    public static BaseModelFindingKind Tuning { get; } = new("tuning");

    /// <summary>The role lacks a privilege.</summary>
    public static BaseModelFindingKind Privilege { get; } = new("privilege");

    /// <summary>The model was called, and did not answer.</summary>
    public static BaseModelFindingKind Probe { get; } = new("probe");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
