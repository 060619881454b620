using CortexSharp.Sql;

namespace CortexSharp.Usage;

/// <summary>Who counts its calls, and where they are kept.</summary>
public sealed record CallLogOptions
{
    /// <summary>Says who counts its calls.</summary>
    /// <param name="caller">The application's name, such as <c>support-api</c>.</param>
    public CallLogOptions(string caller)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(caller);
        Caller = caller;
    }

    /// <summary>The application's name, by which retirement tells who calls a model.</summary>
    public string Caller { get; }

    /// <summary>
    /// The table, made on demand: FLUSH_ID, CALLER, MODEL, DAY, CALLS, ERRORS, CALLS_WITH_TOKENS, PROMPT_TOKENS, COMPLETION_TOKENS, LAST_CALL_AT,
    /// WRITTEN_AT. Rows are only added. Those of a flush whose answer was lost may be there twice, alike but for WRITTEN_AT, and count once.
    /// </summary>
    /// <value>Default: <c>ML_CALL_LOG</c> in the current schema. Any number of applications may share it.</value>
    public SqlIdentifier Table { get; init; } = new("ML_CALL_LOG");

    /// <summary>
    /// How often counts are written while there are any; a process that is killed loses those since. Each time wakes the warehouse. Positive.
    /// </summary>
    /// <value>Default: 10 minutes.</value>
    public TimeSpan FlushEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most pairs of a model and a day that are kept in memory; at least 1. Calls of further models are lost and told of.</summary>
    /// <value>Default: 1,000.</value>
    public int MostPending { get; init; } = 1000;

    /// <summary>How long disposing waits for the last counts to be written; positive.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan DisposeWithin { get; init; } = TimeSpan.FromSeconds(10);
}
