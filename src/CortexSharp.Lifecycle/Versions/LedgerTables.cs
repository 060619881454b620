using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Versions;

/// <summary>Where versions are kept; the tables are made on demand.</summary>
public sealed record LedgerTables
{
    /// <summary>
    /// The table of versions: ID, USE_CASE, VERSION, MODEL, FINAL_MODEL, RESULT_KIND, RESULT, BASE_MODEL, STATUS, SNAPSHOT_HASH, SNAPSHOT_TABLES,
    /// EPOCHS, TRAINING_OPTIONS, BASELINE, BACKEND, JOB_ID, EVALUATION_RUN, TRAINED_TOKENS, TRAINING_COST, TRAINING_COST_UNIT, NOTE, REVISION,
    /// CREATED_AT, UPDATED_AT.
    /// </summary>
    /// <value>Default: <c>ML_MODEL_VERSIONS</c> in the current schema.</value>
    public SqlIdentifier Versions { get; init; } = new("ML_MODEL_VERSIONS");

    /// <summary>The table of the last numbers given: USE_CASE, LAST_VERSION, HOLDER.</summary>
    /// <value>Default: <c>ML_MODEL_COUNTERS</c> in the current schema.</value>
    public SqlIdentifier Counters { get; init; } = new("ML_MODEL_COUNTERS");

    /// <summary>The table of who has the first say in a training: USE_CASE, TRAINING, HOLDER.</summary>
    /// <value>Default: <c>ML_MODEL_CLAIMS</c> in the current schema.</value>
    public SqlIdentifier Claims { get; init; } = new("ML_MODEL_CLAIMS");
}
