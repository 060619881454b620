namespace CortexSharp.Local;

/// <summary>
/// What tokens cost, for the usage views of the offline Cortex. Snowflake changes its rates, so there are none but those that are given.
/// </summary>
/// <param name="Name">
/// A base model, such as <c>llama3.1-8b</c>, whose tuned models cost the same to call; or a function that takes no model, such as <c>AI_REDACT</c>.
/// </param>
public sealed record CreditRate(string Name)
{
    /// <summary>Credits for a million tokens of input.</summary>
    /// <value>Default: <see langword="null"/>, not known: what it would be part of is NULL in the views.</value>
    public decimal? Input { get; init; }

    /// <summary>Credits for a million tokens of output.</summary>
    /// <value>Default: <see langword="null"/>, not known.</value>
    public decimal? Output { get; init; }

    /// <summary>Credits for a million trained tokens, which are input tokens times epochs.</summary>
    /// <value>Default: <see langword="null"/>, not known.</value>
    public decimal? Training { get; init; }
}
