using CortexSharp.Completions;

namespace CortexSharp.Usage;

/// <summary>What one row of a usage view says. What the view has no column for is null.</summary>
/// <param name="View">Where it is from.</param>
/// <param name="Model">
/// The model's name as the view spells it, empty where it names none; of training the base model. How a tuned model is spelled is documented nowhere.
/// </param>
public sealed record UsageRecord(UsageView View, string Model)
{
    /// <summary>When the span began that the row adds up, usually an hour.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When the span ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The function, such as <c>AI_COMPLETE</c>; of search the kind of consumption, such as <c>SERVING</c>.</summary>
    public string? Function { get; init; }

    /// <summary>The search service, or the type of service that was billed.</summary>
    public string? Service { get; init; }

    /// <summary>The statement's id; of the REST API the request's.</summary>
    public string? QueryId { get; init; }

    /// <summary>The statement's query tag.</summary>
    public string? QueryTag { get; init; }

    /// <summary>All tokens.</summary>
    public long? Tokens { get; init; }

    /// <summary>The tokens by kind, where the view tells them apart.</summary>
    public TokenUsage? TokensByKind { get; init; }

    /// <summary>The credits, in the unit in which Snowflake billed them then. Warehouses are billed apart.</summary>
    public Amount? Credits { get; init; }

    /// <summary>The credits by kind, such as <c>input</c> and <c>output</c>, where the view tells them apart.</summary>
    public IReadOnlyDictionary<string, Amount>? CreditsByKind { get; init; }

    /// <summary>Whether the statement had ended when the row was written; a long statement has a row for each hour.</summary>
    public bool? IsCompleted { get; init; }
}
