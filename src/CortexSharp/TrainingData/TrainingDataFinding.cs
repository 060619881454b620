using System.Globalization;

namespace CortexSharp.TrainingData;

/// <summary>Something that an inspection found.</summary>
/// <param name="Kind">What.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Count">How many rows, or prompts of conflicts, are concerned.</param>
/// <param name="Message">What was found.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record TrainingDataFinding(TrainingDataFindingKind Kind, FindingSeverity Severity, long Count, string Message, string Fix)
{
    /// <summary>The keys of a few rows concerned, the first by order.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Severity}: {Message} {Fix}{(Examples.Count == 0 ? "" : $" Keys: {string.Join(", ", Examples)}.")}");
}
