namespace CortexSharp.Usage;

/// <summary>What a million tokens of a model did cost in the account's own history, input and output together.</summary>
/// <param name="Model">The model's name as the view spells it.</param>
/// <param name="PerMillionTokens">The price.</param>
/// <param name="Tokens">The tokens it was found by. Few tokens give a rough price.</param>
public sealed record EffectivePrice(string Model, Amount PerMillionTokens, long Tokens)
{
    /// <summary>
    /// The same as a price for a <see cref="PriceBook"/>, input and output alike. That is right for answers with as much input and output as those it
    /// was found by; the model is named as the view spells it.
    /// </summary>
    public ModelPrice ToModelPrice() => new(Model) { Input = PerMillionTokens, Output = PerMillionTokens };
}
