using CortexSharp.Sql;

namespace CortexSharp.Conformance;

/// <summary>What an executor under test cannot do, declared by the suite that tests it.</summary>
public sealed record ExecutorTraits
{
    /// <summary>A cancelled token stops a running statement.</summary>
    public bool CanCancel { get; init; } = true;

    /// <summary>What runs is Snowflake's dialect: backslash escapes, its error kinds.</summary>
    public bool SpeaksSnowflake { get; init; } = true;

    /// <summary>The options that the executor must refuse by name.</summary>
    public IReadOnlyDictionary<string, SqlExecutionOptions> Refused { get; init; } = new Dictionary<string, SqlExecutionOptions>();
}
