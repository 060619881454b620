namespace CortexSharp.Sql;

/// <summary>How a <see cref="DbSqlExecutor"/> works with its provider.</summary>
public sealed record DbSqlExecutorOptions
{
    /// <summary>The provider's ways with parameters and cancellation.</summary>
    /// <value>Default: <see cref="DbDialect.Snowflake"/>.</value>
    public DbDialect Dialect { get; init; } = DbDialect.Snowflake;

    /// <summary>Reads the provider's exceptions.</summary>
    /// <value>Default: <see cref="DbErrorReader"/>.</value>
    public IDbErrorReader ErrorReader { get; init; } = DbErrorReader.Instance;

    /// <summary>The time after which a statement is given up when the caller does not say; null waits for ever.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The clock that times out.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
