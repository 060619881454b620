namespace CortexSharp.Local.Server.Session;

/// <summary>The requests aborted of late: an abort travels on a connection of its own, and may come before what it aborts.</summary>
internal sealed class AbortedRequests
{
    private const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _known = [];
    private readonly Queue<Guid> _oldestFirst = new();

    public void Add(Guid requestId)
    {
        lock (_lock)
        {
            if (!_known.Add(requestId))
                return;
            _oldestFirst.Enqueue(requestId);
            if (_oldestFirst.Count > Capacity)
                _known.Remove(_oldestFirst.Dequeue());
        }
    }

    public bool Contains(Guid requestId)
    {
        lock (_lock)
            return _known.Contains(requestId);
    }
}
