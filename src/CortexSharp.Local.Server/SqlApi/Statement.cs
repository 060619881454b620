namespace CortexSharp.Local.Server.SqlApi;

/// <summary>A statement that was sent: it runs by itself, whether or not anybody waits.</summary>
/// <param name="handle">Its id.</param>
/// <param name="requestId">The request's id, under which it may be sent again.</param>
/// <param name="created">When it came.</param>
internal sealed class Statement(string handle, Guid requestId, DateTimeOffset created) : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();

    public string Handle => handle;

    public Guid RequestId => requestId;

    public DateTimeOffset Created => created;

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? Ended { get; private set; }

    /// <summary>How it ends; never fails.</summary>
    public Task<StatementOutcome> Outcome { get; private set; } = Task.FromResult<StatementOutcome>(new StatementOutcome.Lost());

    /// <summary>Where its status is asked for.</summary>
    public string StatusUrl => $"/api/v2/statements/{handle}?requestId={requestId}";

    /// <summary>Starts it.</summary>
    /// <param name="run">Runs it; whatever goes wrong is an outcome.</param>
    /// <param name="time">The clock.</param>
    public void Start(Func<CancellationToken, Task<StatementOutcome>> run, TimeProvider time) => Outcome = Task.Run(async () =>
    {
        var outcome = await run(_cancelled.Token).ConfigureAwait(false);
        Ended = time.GetUtcNow();
        return outcome;
    });

    /// <summary>Ends it, if it still runs.</summary>
    public void Cancel() => _cancelled.Cancel();

    /// <summary>Frees its result. It has ended.</summary>
    public void Dispose()
    {
        (Outcome is { IsCompletedSuccessfully: true, Result: StatementOutcome.Succeeded succeeded } ? succeeded.Spool : null)?.Dispose();
        _cancelled.Dispose();
    }
}
