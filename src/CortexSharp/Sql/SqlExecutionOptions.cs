namespace CortexSharp.Sql;

/// <summary>How one statement is to be run. An executor that cannot honour a property that is set refuses it by name.</summary>
public sealed record SqlExecutionOptions
{
    /// <summary>The caller's own id of this run, which it may have journalled before; needs an <see cref="IResumableSqlExecutor"/>.</summary>
    /// <value>Default: <see langword="null"/>, the executor chooses.</value>
    public Guid? RequestId { get; init; }

    /// <summary>What repeating the statement would do.</summary>
    /// <value>Default: <see cref="SqlEffect.Write"/>, the careful one.</value>
    public SqlEffect Effect { get; init; }

    /// <summary>Time until the statement is given up with an error of kind <see cref="CortexErrorKind.Timeout"/>; positive.</summary>
    /// <value>Default: <see langword="null"/>, the executor's own.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Snowflake's query tag, by which usage views and the query history can find the statement.</summary>
    public string? QueryTag { get; init; }

    /// <summary>The role to run as, in its exact case.</summary>
    public string? Role { get; init; }

    /// <summary>The warehouse to run on, in its exact case.</summary>
    public string? Warehouse { get; init; }

    /// <summary>The database in which unqualified names are looked up, in its exact case.</summary>
    public string? Database { get; init; }

    /// <summary>The schema in which unqualified names are looked up, in its exact case.</summary>
    public string? Schema { get; init; }
}
