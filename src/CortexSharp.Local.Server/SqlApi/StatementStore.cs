using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>The statements that run or ran lately, by their handles and the ids of their requests.</summary>
/// <param name="cortex">Runs them.</param>
/// <param name="options">How long and how large results are kept.</param>
internal sealed class StatementStore(LocalCortex cortex, LocalCortexServerOptions options) : IAsyncDisposable
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Statement> _byHandle = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, Statement> _byRequest = [];
    private readonly LinkedList<Statement> _oldestFirst = [];
    private readonly TimeProvider _time = options.Cortex.TimeProvider;

    /// <summary>Starts what a request asks for; or finds it, when it was sent before.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="isRetry">Whether the caller says that it may have been sent before: what failed is then run again, nothing else.</param>
    public Statement Submit(StatementRequest request, Guid requestId, bool isRetry)
    {
        var statement = new Statement(NewHandle(), requestId, _time.GetUtcNow());
        lock (_lock)
        {
            if (isRetry && _byRequest.TryGetValue(requestId, out var earlier)
                && earlier.Outcome is not { IsCompleted: true, Result: StatementOutcome.Failed })
            {
                return earlier;
            }

            var execution = new StatementExecution(cortex, this, options.PartitionRows);
            Enter(statement);
            statement.Start(cancellationToken => execution.RunAsync(request, statement.Handle, cancellationToken), _time);
        }

        return statement;
    }

    /// <summary>Starts one of the statements of a request that holds several.</summary>
    /// <param name="run">Runs it under the handle that it is given.</param>
    public Statement Submit(Func<string, CancellationToken, Task<StatementOutcome>> run) => Submit(Guid.NewGuid(), run);

    /// <summary>Starts a statement; or finds it, when its request was sent before and its answer is not lost.</summary>
    /// <param name="requestId">The request's id.</param>
    /// <param name="run">Runs it under the handle that it is given.</param>
    public Statement Submit(Guid requestId, Func<string, CancellationToken, Task<StatementOutcome>> run)
    {
        lock (_lock)
        {
            if (_byRequest.TryGetValue(requestId, out var earlier) && earlier.Outcome is not { IsCompleted: true, Result: StatementOutcome.Lost })
                return earlier;
            var statement = new Statement(NewHandle(), requestId, _time.GetUtcNow());
            Enter(statement);
            statement.Start(cancellationToken => run(statement.Handle, cancellationToken), _time);
            return statement;
        }
    }

    /// <summary>The statement of the request with this id; null when there is none, or not any more.</summary>
    public Statement? FindRequest(Guid requestId)
    {
        lock (_lock)
            return _byRequest.GetValueOrDefault(requestId);
    }

    /// <summary>The statement with this handle; null when there is none, or not any more.</summary>
    public Statement? Find(string handle)
    {
        lock (_lock)
        {
            Forget();
            return _byHandle.GetValueOrDefault(handle);
        }
    }

    /// <summary>Waits for what runs, within the time that the options give it.</summary>
    public async Task DrainAsync()
    {
        Task[] running;
        lock (_lock)
            running = [.. _oldestFirst.Select(s => s.Outcome)];
        // The system's clock: a test's may stand still while the server stops.
        await Task.WhenAll(running).WaitAsync(options.ShutdownGrace, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends what runs and frees all results.</summary>
    public async ValueTask DisposeAsync()
    {
        Statement[] all;
        lock (_lock)
            all = [.. _oldestFirst];
        foreach (var statement in all)
            statement.Cancel();
        await Task.WhenAll(all.Select(s => s.Outcome)).ConfigureAwait(false);
        foreach (var statement in all)
            statement.Dispose();
    }

    private static string NewHandle() => Guid.NewGuid().ToString();

    private void Enter(Statement statement)
    {
        Forget();
        _byHandle.Add(statement.Handle, statement);
        _byRequest[statement.RequestId] = statement;
        _oldestFirst.AddLast(statement);
    }

    // What still runs is never forgotten.
    private void Forget()
    {
        var now = _time.GetUtcNow();
        for (var node = _oldestFirst.First; node is not null;)
        {
            var (statement, next) = (node.Value, node.Next);
            if (now - statement.Created < options.ResultLifetime && _oldestFirst.Count <= Capacity)
                break;
            if (statement.Ended is { } ended && (now - ended >= options.ResultLifetime || _oldestFirst.Count > Capacity))
            {
                _oldestFirst.Remove(node);
                _byHandle.Remove(statement.Handle);
                if (_byRequest.TryGetValue(statement.RequestId, out var known) && ReferenceEquals(known, statement))
                    _byRequest.Remove(statement.RequestId);
                statement.Dispose();
            }

            node = next;
        }
    }
}
