namespace CortexSharp.BaseModels;

/// <summary>One thing that a check of a base model found.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What was found and what to do.</param>
public sealed record BaseModelFinding(BaseModelFindingKind Kind, FindingSeverity Severity, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Severity}: {Message}";
}
