using CortexSharp.Sql;

namespace CortexSharp.Conformance;

/// <summary>A client's process: at some statement it dies. What it has sent is carried out without it, as a server does.</summary>
public sealed class DyingClient(IResumableSqlExecutor inner, int survives, LastStatement fate, Action? onRequest = null)
    : IResumableSqlExecutor, IAsyncDisposable
{
    private readonly TaskCompletionSource _arrives = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Task _lastStatement = Task.CompletedTask;
    private int _left = survives;

    /// <summary>A client that lives on.</summary>
    public static DyingClient Immortal(IResumableSqlExecutor inner, Action? onRequest = null) =>
        new(inner, int.MaxValue, LastStatement.Lost, onRequest);

    /// <summary>Which statements count; asked of each in turn. Default: all of them.</summary>
    public Func<SqlStatement, bool> Counts { get; init; } = _ => true;

    /// <summary>In which statement it died.</summary>
    public string Died { get; private set; } = "";

    public bool IsDead { get; private set; }

    public async Task<SqlResult> ExecuteAsync(
        SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (Dies(statement))
        {
            _lastStatement = fate == LastStatement.Lost ? Task.CompletedTask : RunOnAsync(statement, options);
            if (fate == LastStatement.Done)
                await _lastStatement;
            throw new ProcessDiedException();
        }

        if (options?.RequestId is not null)
            onRequest?.Invoke();
        return await inner.ExecuteAsync(statement, options, cancellationToken);
    }

    public Task<SqlResult> AttachAsync(string queryId, CancellationToken cancellationToken = default) =>
        inner.AttachAsync(queryId, cancellationToken);

    /// <summary>Waits for the end of what it has sent; a late statement comes to the server only now.</summary>
    public Task ArriveAsync()
    {
        _arrives.TrySetResult();
        return _lastStatement;
    }

    public async ValueTask DisposeAsync() => await ArriveAsync();

    private bool Dies(SqlStatement statement)
    {
        lock (_lock)
        {
            if (IsDead)
                throw new ProcessDiedException();
            if (!Counts(statement) || _left-- > 0)
                return false;
            IsDead = true;
            Died = statement.ToString();
            return true;
        }
    }

    private async Task RunOnAsync(SqlStatement statement, SqlExecutionOptions? options)
    {
        if (fate == LastStatement.Late)
            await _arrives.Task;
        await using var result = await inner.ExecuteAsync(statement, options, CancellationToken.None);
        await foreach (var _ in result.Rows)
        {
        }
    }

    /// <summary>Neither this process nor anything in it goes on.</summary>
    public sealed class ProcessDiedException() : Exception("The client's process has died, as the test says.");
}
