namespace CortexSharp.Rest.Sql;

/// <summary>The partitions of a result behind the first, in order, some of them fetched ahead.</summary>
internal sealed class PartitionQueue(StatementEndpoint endpoint, string handle, int count, int ahead, CancellationToken cancellationToken)
    : IAsyncDisposable
{
    private readonly Queue<Task<StatementReply>> _fetching = new();
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private int _next = 1;

    /// <summary>Begins to fetch as many partitions as may be held.</summary>
    public void Prefetch() => Fetch(ahead);

    /// <summary>The next partition; the caller disposes it.</summary>
    public Task<StatementReply> DequeueAsync()
    {
        Fetch(1);
        return _fetching.Dequeue();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        foreach (var fetch in _fetching)
        {
            await ((Task)fetch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (fetch.IsCompletedSuccessfully)
                (await fetch.ConfigureAwait(false)).Dispose();
        }

        _end.Dispose();
    }

    private void Fetch(int atLeast)
    {
        while (_fetching.Count < atLeast && _next < count)
            _fetching.Enqueue(endpoint.GetPartitionAsync(handle, _next++, _end.Token));
    }
}
