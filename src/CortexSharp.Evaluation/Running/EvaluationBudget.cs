using CortexSharp.Completions;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Running;

/// <summary>When an evaluation stops for its cost. It is checked between slices, so that the last one may go over it; what is answered stays.</summary>
public sealed record EvaluationBudget
{
    private EvaluationBudget(long? tokens, Amount? amount, PriceBook prices)
    {
        MostTokens = tokens;
        MostCost = amount;
        Prices = prices;
    }

    /// <summary>The most tokens, read and written, of all models together; null when the cost counts.</summary>
    public long? MostTokens { get; }

    /// <summary>The most that all models together may cost; null when tokens count.</summary>
    public Amount? MostCost { get; }

    internal PriceBook Prices { get; }

    /// <summary>A budget of tokens. Answers whose tokens the server does not tell count nothing.</summary>
    /// <param name="most">The most tokens, at least 1.</param>
    public static EvaluationBudget OfTokens(long most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return new(most, null, PriceBook.Empty);
    }

    /// <summary>A budget of credits or money.</summary>
    /// <param name="most">The most to spend, above zero.</param>
    /// <param name="prices">The prices of all models, in the same unit or with a rate to it.</param>
    public static EvaluationBudget OfCost(Amount most, PriceBook prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(most.Value, 0m, nameof(most));
        return new(null, most, prices);
    }

    /// <exception cref="ArgumentException">A model has no price that the budget could count.</exception>
    internal void Check(IEnumerable<EvaluatedModel> models)
    {
        foreach (var model in models)
        {
            if (MostCost is not null && CostOf(model, new TokenUsage(1, 1, 2)) is null)
                throw new ArgumentException($"The budget cannot be kept: the price book has no price for {model} in {MostCost?.Unit}. Give one for input and output.", nameof(models));
        }
    }

    /// <summary>Whether nothing more is to be spent.</summary>
    internal bool IsUsedUp(IEnumerable<(EvaluatedModel Model, TokenUsage Usage)> spent)
    {
        if (MostTokens is { } tokens)
            return spent.Sum(s => s.Usage.TotalTokens) >= tokens;
        return spent.Sum(s => CostOf(s.Model, s.Usage) ?? 0) >= MostCost!.Value.Value;
    }

    private decimal? CostOf(EvaluatedModel model, TokenUsage usage) =>
        Prices.CostOf(model.Name, usage, model.BaseModel) is { } cost ? Prices.Convert(cost, MostCost!.Value.Unit)?.Value : null;
}
