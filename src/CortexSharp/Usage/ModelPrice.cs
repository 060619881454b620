namespace CortexSharp.Usage;

/// <summary>What a million tokens cost with one model. Prices change and are under contract, so none are built in.</summary>
/// <param name="Model">The model's name as it is called; in any case.</param>
public sealed record ModelPrice(string Model)
{
    /// <summary>For a million tokens that the model reads.</summary>
    /// <value>Default: <see langword="null"/>, not known.</value>
    public Amount? Input { get; init; }

    /// <summary>For a million tokens that the model writes.</summary>
    /// <value>Default: <see langword="null"/>, not known.</value>
    public Amount? Output { get; init; }

    /// <summary>For a million trained tokens: input tokens times epochs, as a finished job counts them.</summary>
    /// <value>Default: <see langword="null"/>, not known.</value>
    public Amount? Training { get; init; }
}
