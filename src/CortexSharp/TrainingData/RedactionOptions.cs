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
    /// Whether <c>AI_REDACT</c> goes over the text as well, after the patterns. It is billed by token, once for each different text. A text that
    /// it cannot redact fails the step, so that nothing is let through unredacted.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool UseAiRedact { get; init; }

    /// <summary>What becomes of texts that are too long for one call of <c>AI_REDACT</c>.</summary>
    /// <value>Default: <see cref="OverLimitPolicy.Refuse"/>.</value>
    public OverLimitPolicy OverLimit { get; init; }
}
