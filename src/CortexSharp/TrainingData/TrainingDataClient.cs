using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>Makes rows fit for training by SQL.</summary>
internal sealed class TrainingDataClient : ITrainingDataClient
{
    private readonly ISqlExecutor _executor;

    public TrainingDataClient(ISqlExecutor executor)
    {
        ArgumentNullException.ThrowIfNull(executor);
        _executor = executor;
    }

    public Task<TrainingDataReport> InspectAsync(TrainingDataRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Inspection(_executor, request).RunAsync(cancellationToken);
    }

    public Task<TrainingSnapshot> SnapshotAsync(TrainingDataRequest request, SqlIdentifier name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(name);
        return new SnapshotRun(_executor, request, name).RunAsync(cancellationToken);
    }

    public async Task<long> LoadAsync(SqlIdentifier table, IAsyncEnumerable<TrainingPair> pairs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(pairs);
        await _executor.ExecuteNonQueryAsync(
            SqlStatement.Create($"CREATE TABLE {table} (ID NUMBER NOT NULL, PROMPT VARCHAR NOT NULL, COMPLETION VARCHAR NOT NULL)"), null,
            cancellationToken).ConfigureAwait(false);
        var written = 0L;
        using var batch = new PairBatch();
        await foreach (var pair in pairs.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            batch.Add(pair);
            if (batch.IsFull)
                written += await _executor.ExecuteNonQueryAsync(batch.Take(table), null, cancellationToken).ConfigureAwait(false);
        }

        return batch.IsEmpty
            ? written
            : written + await _executor.ExecuteNonQueryAsync(batch.Take(table), null, cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<TrainingPair> ReadAsync(SqlIdentifier table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return _executor.QueryAsync(SqlStatement.Create($"SELECT PROMPT, COMPLETION FROM {table}"), null, cancellationToken)
            .Select(row => new TrainingPair(row.Get<string>(0), row.Get<string>(1)));
    }
}
