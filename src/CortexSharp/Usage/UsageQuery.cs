namespace CortexSharp.Usage;

/// <summary>Which rows of which usage view.</summary>
public sealed record UsageQuery
{
    /// <summary>The view.</summary>
    /// <value>Default: <see cref="UsageView.AiFunctions"/>.</value>
    public UsageView View { get; init; } = UsageView.AiFunctions;

    /// <summary>Rows whose span begins then or later.</summary>
    /// <value>Default: <see langword="null"/>, from the first row, a year ago.</value>
    public DateTimeOffset? From { get; init; }

    /// <summary>Rows whose span begins before.</summary>
    /// <value>Default: <see langword="null"/>, to the last row.</value>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Rows of this model, as the view spells it, in any case.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// Rows of models whose name ends in one of these, in any case: names without database, schema and quotes. How a view spells a tuned model's full
    /// name is documented nowhere.
    /// </summary>
    /// <value>Default: <see langword="null"/>, of all models; an empty list is of none.</value>
    public IReadOnlyList<string>? ModelNames { get; init; }

    /// <summary>Rows of this search service, or of this type of service, such as <c>AI_SERVICES</c>; in any case.</summary>
    public string? Service { get; init; }

    /// <summary>Rows of statements with this query tag, exactly.</summary>
    public string? QueryTag { get; init; }

    /// <summary>Rows of the statement with this id.</summary>
    public string? QueryId { get; init; }

    /// <summary>When AI credits came in: what AI functions used up before counts as platform credits.</summary>
    /// <value>Default: 1 April 2026, 00:00 UTC.</value>
    public DateTimeOffset AiCreditsSince { get; init; } = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
}
