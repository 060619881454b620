namespace CortexSharp.Sql;

/// <summary>Runs SQL statements on Snowflake or on something that stands in for it. Everything in CortexSharp goes through this seam.</summary>
/// <remarks>
/// Implementations are thread-safe. One statement is one atomic unit: there is no session between two calls, so nothing may rest on
/// temporary tables, <c>ALTER SESSION</c> or <c>LAST_QUERY_ID()</c>. Retries are the executor's own affair, because it alone knows
/// whether a statement may have run; its callers repeat nothing that writes or bills.
/// </remarks>
public interface ISqlExecutor
{
    /// <summary>Runs one statement and gives its result as soon as its columns are known; rows stream behind it.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="options">How to run it; default: no wishes, the statement may write.</param>
    /// <param name="cancellationToken">Cancels the statement, on the server where the executor can, also while rows are read.</param>
    /// <returns>The result; dispose it, which also stops what is still running.</returns>
    /// <exception cref="CortexException">The statement failed, or an option that is set cannot be honoured.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<SqlResult> ExecuteAsync(SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default);
}
