using CortexSharp.Completions;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Running;

/// <summary>
/// When an evaluation stops for its cost; what is answered stays. It is checked before each slice, for all models together: one that would go over it, by what answers have taken so far, is
/// not asked. Only the first slice is asked without knowing, and longer answers than before may go over it.
/// </summary>
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

    /// <summary>Whether something is left, and enough for what comes next.</summary>
    internal bool Allows(IEnumerable<(EvaluatedModel Model, TokenUsage Usage)> spent, IEnumerable<(EvaluatedModel Model, TokenUsage Usage)> next)
    {
        var (used, most) = (Sum(spent), MostTokens ?? MostCost!.Value.Value);
        return used < most && used + Sum(next) <= most;
    }

    private decimal Sum(IEnumerable<(EvaluatedModel Model, TokenUsage Usage)> usages) =>
        usages.Sum(usage => MostTokens is null ? CostOf(usage.Model, usage.Usage) ?? 0 : usage.Usage.TotalTokens);

    private decimal? CostOf(EvaluatedModel model, TokenUsage usage) =>
        Prices.CostOf(model.Name, usage, model.BaseModel) is { } cost ? Prices.Convert(cost, MostCost!.Value.Unit)?.Value : null;
}
