using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Where it is kept which model a use case calls; all tables are made on demand.</summary>
public sealed record PromotionTables
{
    /// <summary>
    /// The table that applications read: USE_CASE, CURRENT_MODEL, GENERATION, PROMOTION_ID, CANARY_MODEL, CANARY_PERCENT, REVISION, CHANGED_BY,
    /// CHANGED_AT.
    /// </summary>
    /// <value>Default: <c>ML_CONFIG</c> in the current schema.</value>
    public SqlIdentifier Config { get; init; } = new("ML_CONFIG");

    /// <summary>
    /// The table of changes: PROMOTION_ID, USE_CASE, MODEL, PREDECESSOR_ID, GENERATION, IS_ROLLBACK, IS_LOST, REASON, ACTOR, EVALUATION_RUN,
    /// CREATED_AT.
    /// </summary>
    /// <value>Default: <c>ML_PROMOTIONS</c> in the current schema.</value>
    public SqlIdentifier Promotions { get; init; } = new("ML_PROMOTIONS");

    /// <summary>The table of withdrawn models: MODEL, REASON, ACTOR, CREATED_AT.</summary>
    /// <value>Default: <c>ML_WITHDRAWN_MODELS</c> in the current schema.</value>
    public SqlIdentifier Withdrawn { get; init; } = new("ML_WITHDRAWN_MODELS");
}
