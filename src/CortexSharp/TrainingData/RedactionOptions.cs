namespace CortexSharp.TrainingData;

/// <summary>Which personal data is replaced, in the warehouse, by its kind in brackets: <c>[EMAIL]</c>.</summary>
public sealed record RedactionOptions
{
    /// <summary>The kinds that are looked for by pattern.</summary>
    /// <value>Default: all of them.</value>
    public IReadOnlyList<PersonalDataKind> Kinds { get; init; } = PersonalDataPatterns.All;

    /// <summary>Names of people, each found as a whole word in any case.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>
    /// Whether <c>AI_REDACT</c> goes over the text as well, after the patterns. It is billed by token, and takes texts up to 1,024 tokens here: a longer
    /// one fails the step, as does any row that it cannot redact, so that nothing is let through unredacted.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool UseAiRedact { get; init; }
}
