using CortexSharp.Sql;

namespace CortexSharp.Rest.Sql;

/// <summary>How a <see cref="RestSqlExecutor"/> works: what a statement that does not say runs as, and how patient it is.</summary>
/// <remarks>The names of role, warehouse, database and schema are case-sensitive here, as <c>SHOW</c> prints them: normally in upper case.</remarks>
public sealed record RestSqlExecutorOptions
{
    /// <summary>The role of a statement whose options name none; null for the user's default role.</summary>
    public string? Role { get; init; }

    /// <summary>The warehouse of a statement whose options name none; null for the user's default warehouse.</summary>
    public string? Warehouse { get; init; }

    /// <summary>The database of a statement whose options name none; null for the user's default namespace.</summary>
    public string? Database { get; init; }

    /// <summary>The schema of a statement whose options name none; null for the user's default namespace.</summary>
    public string? Schema { get; init; }

    /// <summary>The query tag of a statement whose options have none; null for no tag.</summary>
    public string? QueryTag { get; init; }

    /// <summary>The time after which a statement is given up when its options do not say.</summary>
    /// <value>Default: <see langword="null"/>, as long as the account's <c>STATEMENT_TIMEOUT_IN_SECONDS</c> lets it run.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How long one request may take before its response counts as lost. A server answers within 45 seconds, also when a statement needs longer.
    /// </summary>
    /// <value>Default: 100 seconds.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How many partitions of a large result are fetched while an earlier one is read; each is held as it came, compressed.</summary>
    /// <value>Default: 2; 0 fetches each when it is needed.</value>
    public int PartitionsAhead { get; init; } = 2;

    /// <summary>How often a request is sent again after a lost response, a failing or a busy server.</summary>
    /// <value>Default: 5; 0 never repeats.</value>
    public int Retries { get; init; } = 5;

    /// <summary>
    /// The time before the first repetition, doubled for each further one and varied at random, unless the server says how long to wait.
    /// </summary>
    /// <value>Default: half a second.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest time between two repetitions.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time before a running statement is asked for the second time, doubled for each further one; the first time is at once.</summary>
    /// <value>Default: 50 milliseconds.</value>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest time between two questions whether a statement has finished.</summary>
    /// <value>Default: 2 seconds.</value>
    public TimeSpan MaxPollDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a cancelled call waits for the server to hear of it, before it is given back without.</summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan CancelPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock by which all of this is timed.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal SqlExecutionOptions Complete(SqlExecutionOptions? options)
    {
        options ??= new();
        return options with
        {
            RequestId = options.RequestId ?? Guid.NewGuid(),
            Role = options.Role ?? Role,
            Warehouse = options.Warehouse ?? Warehouse,
            Database = options.Database ?? Database,
            Schema = options.Schema ?? Schema,
            QueryTag = options.QueryTag ?? QueryTag,
            Timeout = options.Timeout ?? Timeout,
        };
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(PartitionsAhead);
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRetryDelay, RetryDelay);
        ArgumentOutOfRangeException.ThrowIfLessThan(PollDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPollDelay, PollDelay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CancelPatience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RequestTimeout, TimeSpan.Zero);
        if (Timeout is { } timeout)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(Timeout));
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
