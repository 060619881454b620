using System.Globalization;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Ends a statement when its caller, its time limit or the end of the whole executor says so, and tells which it was.</summary>
internal sealed class StatementWatch : IDisposable
{
    private readonly StatementEntry _entry;
    private readonly ProcessLife _life;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource? _timeout;
    private readonly CancellationTokenSource _linked;

    public StatementWatch(StatementEntry entry, TimeProvider time, ProcessLife life, CancellationToken lifetime, CancellationToken caller)
    {
        _entry = entry;
        _life = life;
        _caller = caller;
        _timeout = entry.Options.Timeout is { } limit ? new(limit, time) : null;
        _linked = CancellationTokenSource.CreateLinkedTokenSource([caller, lifetime, life.End, _timeout?.Token ?? default]);
        Token = _linked.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>Ends the statement.</summary>
    public void Stop()
    {
        try
        {
            _linked.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended already.
        }
    }

    /// <summary>The exception to hand out for a failure.</summary>
    public Exception Explain(Exception error)
    {
        switch (error)
        {
            case var _ when _life.HasEnded:
                return LostConnection.Error(new ProcessDiedException());
            case LocalSqlException local:
                return local.ToSnowflakeError(_entry.QueryId).ToException();
            case SqliteException or OperationCanceledException when _caller.IsCancellationRequested:
                return new OperationCanceledException(null, error, _caller);
            case SqliteException or OperationCanceledException when _timeout?.IsCancellationRequested == true:
                var seconds = _entry.Options.Timeout!.Value.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                return new SnowflakeError(
                    630, "57014", $"Statement reached its statement or warehouse timeout of {seconds} second(s) and was canceled.",
                    _entry.QueryId).ToException();
            case SqliteException sqlite when !Token.IsCancellationRequested:
                return SqliteErrors.Translate(sqlite).ToSnowflakeError(_entry.QueryId).ToException();
            case SqliteException:
                return new OperationCanceledException(null, error, Token);
            case CortexException or OperationCanceledException or ObjectDisposedException:
                return error;
            default:
                return new CortexException(
                    CortexErrorKind.Service,
                    $"The offline Cortex failed inside ({error.GetType().Name}: {error.Message}). That is an error of its own; the statement was "
                    + "not carried out.", error)
                {
                    QueryId = _entry.QueryId,
                };
        }
    }

    public void Dispose()
    {
        _linked.Dispose();
        _timeout?.Dispose();
    }
}
