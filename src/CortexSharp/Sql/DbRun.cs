using System.Data.Common;

namespace CortexSharp.Sql;

/// <summary>One statement on its own connection: opens, cancels, translates failures, cleans up.</summary>
internal sealed class DbRun : IAsyncDisposable
{
    private readonly DbSqlExecutorOptions _options;
    private readonly TimeSpan? _timeout;
    private readonly CancellationToken _callerToken;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenRegistration _callerRegistration;
    private readonly CancellationTokenRegistration _timerRegistration;
    private DbConnection? _connection;
    private DbCommand? _command;
    private DbDataReader? _reader;
    private Task? _late;
    private bool _completed;

    public DbRun(DbSqlExecutorOptions options, TimeSpan? timeout, CancellationToken callerToken)
    {
        _options = options;
        _timeout = timeout;
        _callerToken = callerToken;
        _source = new CancellationTokenSource();
        _callerRegistration = CancelWith(callerToken);
        if (timeout is { } time)
        {
            _timer = new CancellationTokenSource(time, options.TimeProvider);
            _timerRegistration = CancelWith(_timer.Token);
        }
    }

    /// <summary>The token that the provider sees.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Cancels this run when the token is cancelled, on the thread pool: a driver may abort the statement by a blocking
    /// request inside its callback, as Snowflake's does, and that must not block whoever cancels.</summary>
    public CancellationTokenRegistration CancelWith(CancellationToken token) =>
        token.UnsafeRegister(static state => _ = ((CancellationTokenSource)state!).CancelAsync(), _source);

    public async Task<DbDataReader> OpenAsync(DbDataSource dataSource, SqlStatement statement, string? queryTag)
    {
        _connection = await UnlessCancelledAsync(dataSource.OpenConnectionAsync(Token).AsTask()).ConfigureAwait(false);
        _command = _connection.CreateCommand();
        _command.CommandText = _options.Dialect.TextOf(statement);
        _options.Dialect.AddParameters(_command, statement.Binds);
        if (queryTag is not null)
            _options.Dialect.SetQueryTag!(_command, queryTag);
        return _reader = await UnlessCancelledAsync(_command.ExecuteReaderAsync(Token)).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for the provider, but not longer than the token: Snowflake's pool waits for a free session without looking at it, and a server may not
    /// hear of the cancellation. What comes too late is disposed when it comes, and the connection only then.
    /// </summary>
    private async Task<T> UnlessCancelledAsync<T>(Task<T> work)
        where T : IAsyncDisposable
    {
        try
        {
            return await work.WaitAsync(Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            _late = DisposeLateAsync(work);
            throw;
        }
    }

    private static async Task DisposeLateAsync<T>(Task<T> work)
        where T : IAsyncDisposable
    {
        await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (work.IsCompletedSuccessfully)
            await DisposeQuietly(await work.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>All rows were read: there is nothing left to cancel.</summary>
    public void Completed() => _completed = true;

    /// <summary>What the caller is to see: cancellation as its own, everything else as a <see cref="CortexException"/>.</summary>
    public Exception Translate(Exception exception, CancellationToken readerToken)
    {
        if (_callerToken.IsCancellationRequested)
            return new OperationCanceledException("The statement was cancelled.", exception, _callerToken);
        if (readerToken.IsCancellationRequested)
            return new OperationCanceledException("The statement was cancelled.", exception, readerToken);
        if (_timer is { IsCancellationRequested: true })
        {
            return new CortexException(
                CortexErrorKind.Timeout,
                $"The statement did not finish within {_timeout}; it may still have run. Raise the timeout if it needs longer.", exception);
        }

        if (exception is CortexException or ArgumentException)
            return exception;

        var chain = Flatten(exception).ToList();
        // Nobody cancelled: Snowflake's driver reports exhausted retries of a broken connection in the guise of a cancellation.
        var isBroken =
            chain.Any(static e => e is OperationCanceledException or HttpRequestException or IOException or System.Net.Sockets.SocketException);
        // An error of the driver's own that only wraps a broken connection says less than the connection does.
        if (chain.OfType<DbException>().LastOrDefault() is { } database && _options.ErrorReader.Read(database) is var error
            && !(isBroken && (error.Kind == CortexErrorKind.Unknown || error.Kind == CortexErrorKind.Service)))
        {
            return error.ToException(innerException: exception);
        }

        return isBroken
            ? new CortexException(
                CortexErrorKind.Network, "The connection to the server failed. Check host, proxy and network; the statement may or may not have run.",
                exception)
            : new CortexException(
                CortexErrorKind.Unknown, $"The ADO.NET provider failed with {exception.GetType().Name}; see the inner exception.", exception);
    }

    public async ValueTask DisposeAsync()
    {
        // Abandoning a result ends its statement, instead of draining it.
        if (!_completed && _options.Dialect.CanCancel)
            await _source.CancelAsync().ConfigureAwait(false);
        await _callerRegistration.DisposeAsync().ConfigureAwait(false);
        await _timerRegistration.DisposeAsync().ConfigureAwait(false);
        _timer?.Dispose();
        if (_late is null)
            await DisposePartsAsync().ConfigureAwait(false);
        else
            _ = DisposePartsAfterAsync(_late);
    }

    private async Task DisposePartsAfterAsync(Task late)
    {
        await late.ConfigureAwait(false);
        await DisposePartsAsync().ConfigureAwait(false);
    }

    private async Task DisposePartsAsync()
    {
        foreach (var part in (IAsyncDisposable?[])[_reader, _command, _connection])
        {
            if (part is not null)
                await DisposeQuietly(part).ConfigureAwait(false);
        }

        _source.Dispose();
    }

    /// <summary>A broken connection may fail again when closed; the first failure is the one that tells.</summary>
    private static async ValueTask DisposeQuietly(IAsyncDisposable part)
    {
        try
        {
            await part.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or IOException or OperationCanceledException
            or AggregateException or HttpRequestException)
        {
        }
    }

    /// <summary>The exception and everything inside it, outermost first, the branches of an <see cref="AggregateException"/> included.</summary>
    private static IEnumerable<Exception> Flatten(Exception exception)
    {
        yield return exception;
        var inner = exception is AggregateException aggregate ? aggregate.InnerExceptions
            : exception.InnerException is { } one ? [one] : (IEnumerable<Exception>)[];
        foreach (var deeper in inner.SelectMany(Flatten))
            yield return deeper;
    }
}
