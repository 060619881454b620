using System.Globalization;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>Runs what one request asks for, to its end.</summary>
/// <param name="cortex">The engine.</param>
/// <param name="store">Where the statements of a request that holds several are entered.</param>
/// <param name="partitionRows">How many rows a partition has at most.</param>
internal class StatementExecution(LocalCortex cortex, StatementStore store, int partitionRows)
{
    /// <summary>The engine.</summary>
    protected LocalCortex Cortex => cortex;

    private static readonly (string Column, string Stat)[] Statistics =
    [
        ("number of rows inserted", "numRowsInserted"),
        ("number of rows updated", "numRowsUpdated"),
        ("number of rows deleted", "numRowsDeleted"),
        ("number of multi-joined rows updated", "numDuplicateRowsUpdated"),
    ];

    /// <summary>Runs it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="handle">The handle under which it is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<StatementOutcome> RunAsync(StatementRequest request, string handle, CancellationToken cancellationToken)
    {
        var texts = StatementSplitter.Split(request.Text);
        if (request.StatementCount == 1 && texts.Count <= 1)
            return RunOneAsync(request.Text, request, handle, cancellationToken);
        if (request.StatementCount != 0 && texts.Count != request.StatementCount)
        {
            return Failure(8, "0A000", string.Create(CultureInfo.InvariantCulture,
                $"Actual statement count {texts.Count} did not match the desired statement count {request.StatementCount}."), handle);
        }

        return request.Binds.Count > 0
            ? Failure(2, "0A000", "Unsupported feature: bind variables in a request of several statements.", handle)
            : RunAllAsync(texts, request, handle, cancellationToken);
    }

    private static Task<StatementOutcome> Failure(int code, string sqlState, string message, string handle) =>
        Task.FromResult<StatementOutcome>(new StatementOutcome.Failed(new(code, sqlState, message, handle)));

    private async Task<StatementOutcome> RunAllAsync(
        IReadOnlyList<string> texts, StatementRequest request, string handle, CancellationToken cancellationToken)
    {
        var handles = new List<string>();
        foreach (var text in texts)
        {
            var statement = store.Submit((own, _) => RunOneAsync(text, request, own, cancellationToken));
            handles.Add(statement.Handle);
            var outcome = await statement.Outcome.ConfigureAwait(false);
            // What has run stays done; Snowflake's page on multiple statements gives this number.
            if (outcome is StatementOutcome.Failed failed)
            {
                return new StatementOutcome.Failed(
                    new(100132, "P0000", $"Uncaught exception of type 'STATEMENT_ERROR' : {failed.Error.Message}", handle));
            }

            if (outcome is StatementOutcome.Lost)
                return outcome;
        }

        var result = SqlResult.Of(["multiple statement execution"], ["Multiple statements executed successfully."]);
        await using (result.ConfigureAwait(false))
        {
            var spool = await ResultSpool.ReadAsync(result, partitionRows, maxRows: null, nullable: true, cancellationToken).ConfigureAwait(false);
            return new StatementOutcome.Succeeded(spool, Stats: null) { Handles = handles };
        }
    }

    /// <summary>Runs one statement.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="request">The request that it is of.</param>
    /// <param name="handle">The handle under which it is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    protected virtual Task<StatementOutcome> RunOneAsync(
        string text, StatementRequest request, string handle, CancellationToken cancellationToken) => GuardedAsync(handle, async () =>
    {
        var result =
            await Cortex.ExecuteAsync(handle, SqlStatement.Received(text, request.Binds), request.Options, cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            var (stats, whole) = result.AffectedRows is null ? (null, result) : await CountAsync(result).ConfigureAwait(false);
            var spool = await ResultSpool.ReadAsync(whole, partitionRows, request.MaxRows, request.Nullable, cancellationToken).ConfigureAwait(false);
            return new StatementOutcome.Succeeded(spool, stats);
        }
    });

    /// <summary>Makes an outcome of a small result.</summary>
    protected async Task<StatementOutcome> SpoolAsync(SqlResult result, CancellationToken cancellationToken)
    {
        await using (result.ConfigureAwait(false))
        {
            return new StatementOutcome.Succeeded(
                await ResultSpool.ReadAsync(result, partitionRows, null, nullable: true, cancellationToken).ConfigureAwait(false), null);
        }
    }

    /// <summary>Makes an outcome of whatever goes wrong: a caller waits for one.</summary>
    protected static async Task<StatementOutcome> GuardedAsync(string handle, Func<Task<StatementOutcome>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.Network)
        {
            return new StatementOutcome.Lost();
        }
        catch (CortexException e)
        {
            return new StatementOutcome.Failed(new(e.ErrorCode ?? 603, e.SqlState ?? "XX000", e.ServerMessage ?? e.Message, handle));
        }
        catch (LocalSqlException e)
        {
            return new StatementOutcome.Failed(e.ToSnowflakeError(handle));
        }
        catch (RequestException e)
        {
            return new StatementOutcome.Failed(new(int.Parse(e.Code, CultureInfo.InvariantCulture), e.SqlState, e.Message, handle));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return new StatementOutcome.Failed(new(604, "57014", "SQL execution canceled", handle));
        }
#pragma warning disable CA1031 // A caller waits for an outcome, whatever it is.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new StatementOutcome.Failed(new(603, "XX000", $"SQL execution internal error: {e.GetType().Name}: {e.Message}", handle));
        }
    }

    // The counts are the one row that DML answers with.
    private static async Task<(IReadOnlyList<(string, long)> Stats, SqlResult Result)> CountAsync(SqlResult result)
    {
        var rows = await result.Rows.ToListAsync().ConfigureAwait(false);
        var stats = Statistics.Select(s => (s.Stat, Count(s.Column))).ToArray();
        return (stats, new SqlResult(result.Columns, rows.ToAsyncEnumerable(), result.AffectedRows, result.QueryId));

        long Count(string column) => rows.Count > 0 && result.Columns.Any(c => c.Name == column) ? rows[0].Get<long>(column) : 0;
    }
}
