namespace CortexSharp.Usage;

/// <summary>What a million tokens of a model did cost in the account's own history, input and output together.</summary>
/// <param name="Model">The model's name as the view spells it.</param>
/// <param name="PerMillionTokens">The price.</param>
/// <param name="Tokens">The tokens it was found by. Few tokens give a rough price.</param>
public sealed record EffectivePrice(string Model, Amount PerMillionTokens, long Tokens);
