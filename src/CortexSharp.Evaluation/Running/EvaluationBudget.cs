using CortexSharp.Completions;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Running;

/// <summary>
/// When an evaluation stops for its cost, that of answering and that of judging (<see cref="IModelMetric"/>) together; what is answered and
/// judged stays. It is checked before each slice, for all models together: one that would go over it, by what answers and verdicts have taken so far,
/// is neither asked nor judged. Only the first slice is asked without knowing, and longer answers than before may go over it. What earlier calls of
/// the evaluation spent counts too, as soon as their slices are come to.
/// </summary>
public sealed record EvaluationBudget
{
    private EvaluationBudget(long? tokens, Amount? amount, PriceBook prices)
    {
        MostTokens = tokens;
        MostCost = amount;
        Prices = prices;
    }

    /// <summary>The most tokens, read and written, of all models and judges together; null when the cost counts.</summary>
    public long? MostTokens { get; }

    /// <summary>The most that all models and judges together may cost; null when tokens count.</summary>
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
    /// <param name="prices">The prices of all models and judges, in the same unit or with a rate to it.</param>
    public static EvaluationBudget OfCost(Amount most, PriceBook prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(most.Value, 0m, nameof(most));
        return new(null, most, prices);
    }

    /// <exception cref="ArgumentException">A model or a judge has no price that the budget could count.</exception>
    internal void Check(EvaluationRequest request)
    {
        if (MostCost is not { } most)
            return;
        var asked = request.Models.Select(model => (model.Name, model.BaseModel));
        var judging = request.Metrics.Metrics.OfType<IModelMetric>().Select(metric => (metric.Model, (string?)null));
        foreach (var (model, baseModel) in asked.Concat(judging))
        {
            if (CostOf(new(model, baseModel, new TokenUsage(1, 1, 2))) is null)
            {
                throw new ArgumentException(
                    $"The budget cannot be kept: the price book has no price for {model} in {most.Unit}. Give one for input and output.",
                    nameof(request));
            }
        }
    }

    /// <summary>Whether something is left, and enough for what comes next.</summary>
    internal bool Allows(IEnumerable<Spending> spent, IEnumerable<Spending> next)
    {
        var (used, most) = (spent.Sum(Count), MostTokens ?? MostCost!.Value.Value);
        return used < most && used + next.Sum(Count) <= most;
    }

    private decimal Count(Spending spending) => MostTokens is null ? CostOf(spending) ?? 0 : spending.Usage.TotalTokens;

    private decimal? CostOf(Spending spending) =>
        Prices.CostOf(spending.Model, spending.Usage, spending.BaseModel) is { } cost ? Prices.Convert(cost, MostCost!.Value.Unit)?.Value : null;

    /// <summary>Tokens of a model.</summary>
    internal readonly record struct Spending(string Model, string? BaseModel, TokenUsage Usage);
}
