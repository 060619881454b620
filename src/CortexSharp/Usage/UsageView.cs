namespace CortexSharp.Usage;

/// <summary>
/// A view of <c>SNOWFLAKE.ACCOUNT_USAGE</c> that tells what Cortex used up. They overlap: what one shows another may show again, so they are never
/// added together.
/// </summary>
/// <param name="Name">The view's name.</param>
public readonly record struct UsageView(string Name)
{
    /// <summary>AI functions by statement, function, model and hour: the current one, with data since January 2026, minutes late.</summary>
    public static UsageView AiFunctions { get; } = new("CORTEX_AI_FUNCTIONS_USAGE_HISTORY");

    /// <summary>AI functions by statement, at the hour of their end: what was current before.</summary>
    public static UsageView AiSql { get; } = new("CORTEX_AISQL_USAGE_HISTORY");

    /// <summary>AI functions by hour, function, model and warehouse: legacy; a new model may take two weeks to appear.</summary>
    public static UsageView Functions { get; } = new("CORTEX_FUNCTIONS_USAGE_HISTORY");

    /// <summary>AI functions by statement, without a time: no longer updated.</summary>
    public static UsageView FunctionQueries { get; } = new("CORTEX_FUNCTIONS_QUERY_USAGE_HISTORY");

    /// <summary>
    /// Fine-tuning by base model and hour in which jobs ended; training only. It cannot be told which job or tuned model a row is of.
    /// </summary>
    public static UsageView FineTuning { get; } = new("CORTEX_FINE_TUNING_USAGE_HISTORY");

    /// <summary>Requests to the Cortex REST API; without credits. They are in none of the other views.</summary>
    public static UsageView RestApi { get; } = new("CORTEX_REST_API_USAGE_HISTORY");

    /// <summary>Serving of Cortex Search by service and hour: a part of <see cref="SearchDaily"/>.</summary>
    public static UsageView SearchServing { get; } = new("CORTEX_SEARCH_SERVING_USAGE_HISTORY");

    /// <summary>
    /// Cortex Search by service, day and <see cref="UsageRecord.Function"/>: serving, embedding, batches. Records of it have no tokens, because the
    /// view has them as text.
    /// </summary>
    public static UsageView SearchDaily { get; } = new("CORTEX_SEARCH_DAILY_USAGE_HISTORY");

    /// <summary>
    /// All that the account is billed by day and type of service, hours late. <see cref="UsageQuery.Service"/> <c>AI_SERVICES</c> is what AI
    /// functions used up, in AI credits; the other types are counted in platform credits.
    /// </summary>
    public static UsageView MeteringDaily { get; } = new("METERING_DAILY_HISTORY");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
