using CortexSharp.Evaluation.Asking;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>
/// Finds a statement in Snowflake's history of the last seven days: by its query tag, and by the id of its request, which stands in a comment at its
/// end (Snowflake's page QUERY_HISTORY, QUERY_HISTORY_BY_*). Only the user that sent it sees it.
/// </summary>
internal sealed class QueryHistory(ISqlExecutor executor, TimeProvider time)
{
    // The function's own limit.
    private const int MostStatements = 10_000;

    /// <summary>A statement by which <see cref="WaitForEndAsync"/> finds the request.</summary>
    public static SqlStatement Marked(SqlStatement statement, Guid request) =>
        SqlStatement.Create($"{statement} {SqlText.Trusted($"/* request {request} */")}");

    /// <summary>Waits until a statement runs no more, whatever came of it.</summary>
    /// <param name="queryTag">Its tag.</param>
    /// <param name="request">Its request's id.</param>
    /// <param name="cancellationToken">Stops the waiting; the statement goes on.</param>
    /// <returns>Whether it is known to have ended; not where there is none, as it may come late, or where the history cannot be read.</returns>
    public async Task<bool> WaitForEndAsync(string queryTag, Guid request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = await FindAsync(queryTag, request, cancellationToken).ConfigureAwait(false);
            if (found.All(HasEnded))
                return found.Count > 0;
            await Task.Delay(BackOff.WaitAfter(attempt), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<string>> FindAsync(string queryTag, Guid request, CancellationToken cancellationToken)
    {
        var statement = SqlStatement.Create(
            $"""
            SELECT h.EXECUTION_STATUS FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER(RESULT_LIMIT => {SqlLiteral.Of(MostStatements)})) h
            WHERE h.QUERY_TAG = {queryTag} AND CONTAINS(h.QUERY_TEXT, {request.ToString()})
            """);
        try
        {
            return await executor.QueryAsync(statement, null, cancellationToken).Select(row => row.Get<string>(0))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException exception) when (!exception.IsTransient)
        {
            // No database is current, or the role may not: then nothing is known.
            return [];
        }
    }

    // What runs is RESUMING_WAREHOUSE, QUEUED, BLOCKED or RUNNING; what has ended SUCCESS, FAILED_WITH_ERROR or FAILED_WITH_INCIDENT.
    private static bool HasEnded(string status) =>
        status.StartsWith("SUCCESS", StringComparison.OrdinalIgnoreCase) || status.StartsWith("FAIL", StringComparison.OrdinalIgnoreCase);
}
