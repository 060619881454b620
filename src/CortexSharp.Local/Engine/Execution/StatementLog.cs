namespace CortexSharp.Local.Engine.Execution;

/// <summary>The statements of late, by their id and by their request's, so that none is run twice and each can be found again.</summary>
internal sealed class StatementLog
{
    private const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StatementEntry> _byQueryId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, StatementEntry> _byRequestId = [];
    private readonly Queue<StatementEntry> _oldestFirst = new();

    /// <summary>Enters a statement, unless one with the same request id is there.</summary>
    /// <returns>The entry that counts: the new one, or the earlier.</returns>
    public StatementEntry Enter(StatementEntry entry)
    {
        lock (_lock)
        {
            if (entry.Options.RequestId is { } requestId && !_byRequestId.TryAdd(requestId, entry))
                return _byRequestId[requestId];
            _byQueryId[entry.QueryId] = entry;
            _oldestFirst.Enqueue(entry);
            // What still runs is never forgotten.
            for (var surplus = _oldestFirst.Count - Capacity; surplus > 0; surplus--)
            {
                var oldest = _oldestFirst.Dequeue();
                if (oldest.Outcome.IsCompleted)
                    Forget(oldest);
                else
                    _oldestFirst.Enqueue(oldest);
            }

            return entry;
        }
    }

    public StatementEntry? Find(string queryId)
    {
        lock (_lock)
            return _byQueryId.GetValueOrDefault(queryId);
    }

    /// <summary>All that are not forgotten, the newest first.</summary>
    public IReadOnlyList<StatementEntry> NewestFirst()
    {
        lock (_lock)
            return [.. _oldestFirst.OrderByDescending(entry => entry.StartedAt)];
    }

    private void Forget(StatementEntry entry)
    {
        _byQueryId.Remove(entry.QueryId);
        if (entry.Options.RequestId is { } requestId)
            _byRequestId.Remove(requestId);
    }
}
