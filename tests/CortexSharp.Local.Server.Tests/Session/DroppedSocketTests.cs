using CortexSharp.Local.Server.Hosting;
using CortexSharp.Local.Testing;

namespace CortexSharp.Local.Server.Tests.Session;

/// <summary>A caller that goes away does not end its statement, nor harm the server.</summary>
public sealed class DroppedSocketTests : SessionTest
{
    private readonly TestControls _controls = new();

    private protected override LocalCortexServerOptions Options => new() { Cortex = new() { Controls = _controls } };

    [Fact]
    public async Task Query_AbortWhileItWaits_AnswersIt()
    {
        var rule = _controls.OnStatement("SYSTEM$WAIT").Proceed();
        var (token, requestId) = (await TokenAsync(), Guid.NewGuid());
        var waiting = QueryAsync(token, "SELECT SYSTEM$WAIT(3600)", requestId: requestId);
        await rule.Reached;
        await SendAsync(HttpMethod.Post, "/queries/v1/abort-request", token, $$"""{"requestId":"{{requestId}}"}""");
        Assert.Equal((false, "000604"), Verdict(await waiting));
    }

    [Fact]
    public async Task Query_CallerGone_IsFoundByItsRequestId()
    {
        var (token, requestId) = (await TokenAsync(), Guid.NewGuid());
        await RowsAsync(token, "CREATE TABLE t (a INT)");
        var rule = _controls.OnStatement("INSERT INTO t").Proceed();
        using var gone = new CancellationTokenSource();
        var path = $"/queries/v1/query-request?requestId={requestId}";
        var lost = SendAsync(HttpMethod.Post, path, token, """{"sqlText":"INSERT INTO t VALUES (1)"}""", gone.Token);
        await rule.Reached;
        await gone.CancelAsync();
        // Whether the answer still came is for the network to say; it is asked for again in any case.
        await ((Task)lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var again = await SendAsync(HttpMethod.Post, path, token, """{"sqlText":"INSERT INTO t VALUES (1)"}""");
        Assert.Equal((true, null), Verdict(again));
        Assert.Equal("""[["1"]]""", await RowsAsync(token, "SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task Query_ConnectionLostAfterwards_IsAnsweredTheSecondTimeAndRunsOnce()
    {
        var (token, requestId) = (await TokenAsync(), Guid.NewGuid());
        await RowsAsync(token, "CREATE TABLE t (a INT)");
        _controls.OnStatement("INSERT INTO t").Once().LoseConnectionAfter();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => QueryAsync(token, "INSERT INTO t VALUES (1)", requestId: requestId));
        Assert.Equal((true, null), Verdict(await QueryAsync(token, "INSERT INTO t VALUES (1)", requestId: requestId)));
        Assert.Equal("""[["1"]]""", await RowsAsync(token, "SELECT COUNT(*) FROM t"));
    }
}
