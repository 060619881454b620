using System.Diagnostics.CodeAnalysis;
using CortexSharp.Completions;

namespace CortexSharp.Usage;

/// <summary>The user's prices and the rates between units. What follows from no price is <see langword="null"/>.</summary>
public sealed class PriceBook
{
    private const decimal TokensOfPrice = 1_000_000;

    private readonly Dictionary<string, ModelPrice> _models;
    private readonly Dictionary<(AmountUnit From, AmountUnit To), decimal> _conversions = [];

    /// <summary>Takes prices.</summary>
    /// <param name="models">The prices, one for each model.</param>
    /// <param name="conversions">
    /// Rates between units; a rate counts in both directions. Default: none, so that amounts of different units are never added.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A model has two prices, a price or a rate is negative, a rate is zero, or two units have two rates.
    /// </exception>
    public PriceBook(IEnumerable<ModelPrice> models, IEnumerable<AmountConversion>? conversions = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        _models = new(StringComparer.OrdinalIgnoreCase);
        foreach (var model in models)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(model.Model, nameof(models));
            if (model.Input?.Value < 0 || model.Output?.Value < 0 || model.Training?.Value < 0)
                throw new ArgumentException($"The price of {model.Model} is negative.", nameof(models));
            if (!_models.TryAdd(model.Model, model))
                throw new ArgumentException($"There are two prices for {model.Model}; give one.", nameof(models));
        }

        foreach (var (from, to) in conversions ?? [])
        {
            if (to.Value <= 0)
                throw new ArgumentException($"One {from} is said to be worth {to}; a rate is above zero.", nameof(conversions));
            if (from == to.Unit || !_conversions.TryAdd((from, to.Unit), to.Value) || !_conversions.TryAdd((to.Unit, from), 1 / to.Value))
                throw new ArgumentException($"There are two rates between {from} and {to.Unit}; give one.", nameof(conversions));
        }
    }

    /// <summary>A book without any price: every cost is unknown.</summary>
    public static PriceBook Empty { get; } = new([]);

    /// <summary>The price of a model.</summary>
    /// <param name="model">The model's name, in any case.</param>
    /// <param name="price">Its price.</param>
    public bool TryGetPrice(string model, [NotNullWhen(true)] out ModelPrice? price) => _models.TryGetValue(model, out price);

    /// <summary>What an answer, or many, cost.</summary>
    /// <remarks>Tokens that Cortex Guard read cost what input costs (Snowflake's page "Understanding cost" of Cortex AI Functions).</remarks>
    /// <param name="model">The model that answered.</param>
    /// <param name="usage">The tokens.</param>
    /// <param name="baseModel">The base model, when the model is a tuned one: its price counts where the tuned one has none of its own.</param>
    /// <returns>The cost; null when a price is missing, or when input and output are priced in units with no rate between them.</returns>
    public Amount? CostOf(string model, TokenUsage usage, string? baseModel = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(usage);
        if (!_models.TryGetValue(model, out var price) && (baseModel is null || !_models.TryGetValue(baseModel, out price)))
            return null;
        return (Of(price.Input, usage.PromptTokens + (usage.GuardrailTokens ?? 0)), Of(price.Output, usage.CompletionTokens)) switch
        {
            ({ } input, { } output) => Sum(input, output),
            _ => null,
        };
    }

    /// <summary>What a fine-tuning job cost.</summary>
    /// <param name="baseModel">The model that was tuned.</param>
    /// <param name="trainedTokens">Input tokens times epochs, as the finished job counts them.</param>
    /// <returns>The cost; null when there is no price.</returns>
    public Amount? TrainingCostOf(string baseModel, long trainedTokens)
    {
        ArgumentNullException.ThrowIfNull(baseModel);
        return _models.TryGetValue(baseModel, out var price) ? Of(price.Training, trainedTokens) : null;
    }

    /// <summary>The same amount in another unit.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="unit">The unit wanted.</param>
    /// <returns>The amount; null when the user gave no rate between the two units. Rates are not chained.</returns>
    public Amount? Convert(Amount amount, AmountUnit unit)
    {
        if (amount.Unit == unit)
            return amount;
        return _conversions.TryGetValue((amount.Unit, unit), out var rate) ? new(amount.Value * rate, unit) : null;
    }

    /// <summary>The sum of two amounts, in the unit of the first.</summary>
    /// <param name="first">One amount; null when not known.</param>
    /// <param name="second">Another amount; null when not known.</param>
    /// <returns>The sum; null when one is not known, or when there is no rate between their units.</returns>
    public Amount? Sum(Amount? first, Amount? second) =>
        first is { } one && second is { } other && Convert(other, one.Unit) is { } converted ? one + converted : null;

    private static Amount? Of(Amount? price, long tokens) => price is { } known ? known * tokens / TokensOfPrice : null;
}
