using CortexSharp.Conformance;
using CortexSharp.Rest.Sql;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Tests.Sql;

public class CancellationTests
{
    private static readonly string CancelRequest = $"POST /api/v2/statements/{Replies.Handle}/cancel";

    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _source = new();

    [Fact]
    public async Task Execute_TokenCancelledWhilePending_CancelsOnTheServerBeforeItReturns()
    {
        var server = new ScriptedServer().Then(Replies.Pending()).Then(Replies.Pending()).Then(Replies.Cancelled());
        var running = Executors.Create(server, _time).ExecuteAsync(Executors.Select, null, _source.Token);
        await _source.CancelAsync();
        var exception = await Assert.ThrowsAsync<OperationCanceledException>(() => running);
        Assert.Equal(_source.Token, exception.CancellationToken);
        Assert.Equal(CancelRequest, server.Requests[^1].ToString());
    }

    [Fact]
    public async Task Execute_TokenCancelledBeforeTheHandleIsThere_WaitsForItAndCancels()
    {
        var handle = new TaskCompletionSource<HttpResponseMessage>();
        var server = new ScriptedServer().Then(_ => handle.Task).Then(Replies.Cancelled());
        var running = Executors.Create(server, _time).ExecuteAsync(Executors.Select, null, _source.Token);
        await _source.CancelAsync();
        Assert.False(running.IsCompleted);
        handle.SetResult(Replies.Pending());
        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
        Assert.Equal(CancelRequest, server.Requests[^1].ToString());
    }

    [Fact]
    public async Task Execute_TokenCancelledAndNoHandleComes_LosesPatience()
    {
        var server = new ScriptedServer().ThenNothing(out var asked);
        var running = Executors.Create(server, _time).ExecuteAsync(Executors.Select, null, _source.Token);
        await asked;
        await _source.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Execute_CancelIsNotAnswered_LosesPatience()
    {
        var server = new ScriptedServer().Then(Replies.Pending()).Then(Replies.Pending()).ThenNothing(out var asked);
        var running = Executors.Create(server, _time, new RestSqlExecutorOptions { CancelPatience = TimeSpan.FromSeconds(2) })
            .ExecuteAsync(Executors.Select, null, _source.Token);
        await _source.CancelAsync();
        await asked;
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(_source.Token, (await Assert.ThrowsAsync<OperationCanceledException>(() => running)).CancellationToken);
    }

    [Fact]
    public async Task Execute_CancelFails_IsStillOnlyCancelled()
    {
        var server = new ScriptedServer().Then(Replies.Pending()).Then(Replies.Pending())
            .Then(new HttpRequestException(HttpRequestError.SecureConnectionError));
        var running = Executors.Create(server, _time).ExecuteAsync(Executors.Select, null, _source.Token);
        await _source.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
        Assert.Equal(CancelRequest, server.Requests[^1].ToString());
    }

    [Fact]
    public async Task Execute_TokenCancelledBetweenTries_SendsNoMore()
    {
        var server = new ScriptedServer().Then(new HttpRequestException(HttpRequestError.ResponseEnded));
        var running = Executors.Create(server, _time).ExecuteAsync(Executors.Select, null, _source.Token);
        await _source.CancelAsync();
        Assert.Equal(_source.Token, (await Assert.ThrowsAsync<OperationCanceledException>(() => running)).CancellationToken);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Execute_TimeLimitPasses_CancelsOnTheServerAndThrowsTimeout()
    {
        var server = new ScriptedServer().Then(Replies.Pending()).Then(Replies.Pending()).Then(_ => Task.FromResult(Replies.Pending()))
            .Then(Replies.Cancelled());
        var running = Executors.Create(
            server, _time, new RestSqlExecutorOptions { PollDelay = TimeSpan.FromSeconds(6), MaxPollDelay = TimeSpan.FromSeconds(6) })
            .ExecuteAsync(Executors.Select, new SqlExecutionOptions { Timeout = TimeSpan.FromSeconds(10) });
        _time.Advance(TimeSpan.FromSeconds(6));
        _time.Advance(TimeSpan.FromSeconds(4));
        var exception = await Assert.ThrowsAsync<CortexException>(() => running);
        Assert.Equal((CortexErrorKind.Timeout, Replies.Handle), (exception.Kind, exception.QueryId));
        Assert.Equal(CancelRequest, server.Requests[^1].ToString());
    }

    [Fact]
    public async Task Execute_FinishedBeforeTheTokenIsCancelled_CancelsNothing()
    {
        var server = new ScriptedServer().Then(Replies.OneRow());
        await using var result = await Executors.Create(server, _time).ExecuteAsync(Executors.Select, null, _source.Token);
        await _source.CancelAsync();
        Assert.Equal(
            _source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await result.Rows.ToListAsync())).CancellationToken);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Attach_TokenCancelled_LeavesTheStatementRunning()
    {
        var server = new ScriptedServer().Then(Replies.Pending()).Then(Replies.Pending());
        var waiting = Executors.Create(server, _time).AttachAsync(Replies.Handle, _source.Token);
        await _source.CancelAsync();
        Assert.Equal(_source.Token, (await Assert.ThrowsAsync<OperationCanceledException>(() => waiting)).CancellationToken);
        Assert.DoesNotContain(server.Requests, r => r.Method == HttpMethod.Post);
    }
}
