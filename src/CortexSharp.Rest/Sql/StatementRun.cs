using System.Net;

namespace CortexSharp.Rest.Sql;

/// <summary>One statement from its sending to its end: waits for it, and ends it on the server when its caller or its time limit says so.</summary>
internal sealed class StatementRun : IDisposable
{
    private readonly StatementEndpoint _endpoint;
    private readonly RestSqlExecutorOptions _options;
    private readonly TimeSpan? _timeout;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource _end;
    private string? _handle;

    public StatementRun(StatementEndpoint endpoint, RestSqlExecutorOptions options, TimeSpan? timeout, CancellationToken caller)
    {
        _endpoint = endpoint;
        _options = options;
        _timeout = timeout;
        _caller = caller;
        _timer = timeout is { } time ? new(time, options.TimeProvider) : null;
        _end = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer?.Token ?? default);
    }

    /// <summary>Sends a statement and waits until it has finished.</summary>
    /// <param name="request">The statement.</param>
    /// <param name="isResubmission">Whether it may have been sent before.</param>
    public async Task<StatementReply> RunAsync(StatementRequest request, bool isResubmission)
    {
        try
        {
            using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _options.TimeProvider);
            using var registration = _end.Token.UnsafeRegister(static (state, _) =>
            {
                var (source, patience) = ((CancellationTokenSource, TimeSpan))state!;
                source.CancelAfter(patience);
            }, (abort, _options.CancelPatience));
            var reply = await _endpoint.SubmitAsync(request, isResubmission, _end.Token, abort.Token).ConfigureAwait(false);
            _handle = reply.Envelope?.StatementHandle;
            return await FinishedAsync(reply).ConfigureAwait(false);
        }
        catch (Exception exception) when (_end.IsCancellationRequested)
        {
            await CancelAsync().ConfigureAwait(false);
            throw _caller.IsCancellationRequested
                ? new OperationCanceledException("The statement was cancelled.", exception, _caller)
                : new CortexException(
                    CortexErrorKind.Timeout,
                    $"The statement did not finish within {_timeout}; it was cancelled, but may have run. Raise the timeout if it needs longer.",
                    exception)
                {
                    QueryId = _handle,
                };
        }
    }

    /// <summary>Waits for a statement that was sent earlier. When that is given up, the statement goes on.</summary>
    public async Task<StatementReply> AttachAsync(string handle)
    {
        _handle = handle;
        try
        {
            return await FinishedAsync(await _endpoint.GetAsync(handle, _end.Token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (_caller.IsCancellationRequested)
        {
            throw new OperationCanceledException("The waiting for the statement was cancelled.", exception, _caller);
        }
    }

    public void Dispose()
    {
        _end.Dispose();
        _timer?.Dispose();
    }

    private async Task<StatementReply> FinishedAsync(StatementReply reply)
    {
        var delay = TimeSpan.Zero;
        // A question may also be answered with 429, which means the same: not finished, ask again (SQL API reference, "GET
        // /api/v2/statements/{statementHandle}").
        while (reply.Status is HttpStatusCode.Accepted || (reply.Status == HttpStatusCode.TooManyRequests && _handle is not null))
        {
            reply.Dispose();
            var handle = _handle ?? throw StatementErrors.Unreadable("the server runs the statement but gives no handle of it", "");
            _end.Token.ThrowIfCancellationRequested();
            await Task.Delay(delay, _options.TimeProvider, _end.Token).ConfigureAwait(false);
            delay = delay == TimeSpan.Zero ? _options.PollDelay : TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, _options.MaxPollDelay.Ticks));
            reply = await _endpoint.GetAsync(handle, _end.Token).ConfigureAwait(false);
        }

        return reply;
    }

    /// <summary>Tells the server, for a limited time, and not to the caller's harm: the call has failed already.</summary>
    private async Task CancelAsync()
    {
        if (_handle is null)
            return;
        using var patience = new CancellationTokenSource(_options.CancelPatience, _options.TimeProvider);
        try
        {
            await _endpoint.CancelAsync(_handle, patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is CortexException or OperationCanceledException or HttpRequestException or IOException)
        {
        }
    }
}
