namespace CortexSharp.Sql;

/// <summary>An executor that can find a statement again after the connection, or the whole process, was lost.</summary>
/// <remarks>It also honours <see cref="SqlExecutionOptions.RequestId"/>: a statement sent again under the same id is run once.</remarks>
public interface IResumableSqlExecutor : ISqlExecutor
{
    /// <summary>Waits for a statement that was started earlier, by anyone, and gives its result.</summary>
    /// <param name="queryId">Its <see cref="SqlResult.QueryId"/>.</param>
    /// <param name="cancellationToken">Stops the waiting; the statement goes on.</param>
    /// <exception cref="CortexException">The statement failed, or no statement has this id (<see cref="CortexErrorKind.NotFound"/>).</exception>
    Task<SqlResult> AttachAsync(string queryId, CancellationToken cancellationToken = default);
}
