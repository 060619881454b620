using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.Tests.Session;

/// <summary>Statements that take their time: nobody is kept waiting, and each can be asked for and ended.</summary>
public sealed class SlowQueryTests : SessionTest
{
    private const string Slow = "SELECT SYSTEM$WAIT(3600)";

    // A caller that does not wait sees what others see after the time that they wait.
    private protected override LocalCortexServerOptions Options => new() { SynchronousWait = TimeSpan.Zero };

    [Fact]
    public async Task Query_Slow_IsAskedForByABarePath()
    {
        var token = await TokenAsync();
        var started = await QueryAsync(token, Slow);
        Assert.Equal((true, "333333"), Verdict(started));
        var queryId = started.GetProperty("data").GetProperty("queryId").GetString();
        Assert.Equal($"/queries/{queryId}/result", started.GetProperty("data").GetProperty("getResultUrl").GetString());
        Assert.Equal((true, "333333"), Verdict(await SendAsync(HttpMethod.Get, $"/queries/{queryId}/result", token)));
        Assert.Equal("RUNNING", await StatusAsync(token, queryId));
        Assert.Equal((true, null), Verdict(await SendAsync(HttpMethod.Post, $"/queries/{queryId}/abort-request", token)));
        await AbortedAsync(token, queryId);
    }

    [Fact]
    public async Task Query_Asynchronous_IsAnsweredAtOnce()
    {
        var token = await TokenAsync();
        var started = await SendAsync(
            HttpMethod.Post, $"/queries/v1/query-request?requestId={Guid.NewGuid()}", token, """{"sqlText":"SELECT 7","asyncExec":true}""");
        Assert.Equal((true, "333334"), Verdict(started));
        var queryId = started.GetProperty("data").GetProperty("queryId").GetString();
        while (await StatusAsync(token, queryId) == "RUNNING")
            await Task.Yield();
        Assert.Equal("SUCCESS", await StatusAsync(token, queryId));
        Assert.Equal(
            """[["7"]]""",
            (await SendAsync(HttpMethod.Get, $"/queries/{queryId}/result", token)).GetProperty("data").GetProperty("rowset").GetRawText());
    }

    [Fact]
    public async Task Abort_ByRequestId_EndsIt()
    {
        var (token, requestId) = (await TokenAsync(), Guid.NewGuid());
        var queryId = (await QueryAsync(token, Slow, requestId: requestId)).GetProperty("data").GetProperty("queryId").GetString();
        Assert.Equal(
            (true, null), Verdict(await SendAsync(HttpMethod.Post, "/queries/v1/abort-request", token, $$"""{"requestId":"{{requestId}}"}""")));
        await AbortedAsync(token, queryId);
    }

    [Fact]
    public async Task Abort_BeforeItsRequest_EndsItAllTheSame()
    {
        var (token, requestId) = (await TokenAsync(), Guid.NewGuid());
        await SendAsync(HttpMethod.Post, "/queries/v1/abort-request", token, $$"""{"requestId":"{{requestId}}"}""");
        await QueryAsync(token, Slow, requestId: requestId);
        await UntilAbortedAsync(() => QueryAsync(token, Slow, requestId: requestId));
    }

    [Fact]
    public async Task Result_UnknownId_IsAnError()
    {
        var token = await TokenAsync();
        Assert.Equal((false, "000709"), Verdict(await SendAsync(HttpMethod.Get, $"/queries/{Guid.NewGuid()}/result", token)));
        var unknown = await SendAsync(HttpMethod.Get, $"/monitoring/queries/{Guid.NewGuid()}", token);
        Assert.Equal("[]", unknown.GetProperty("data").GetProperty("queries").GetRawText());
    }

    private async Task<string?> StatusAsync(string token, string? queryId) =>
        (await SendAsync(HttpMethod.Get, $"/monitoring/queries/{queryId}", token)).GetProperty("data").GetProperty("queries")[0].GetProperty("status")
            .GetString();

    private async Task AbortedAsync(string token, string? queryId)
    {
        await UntilAbortedAsync(() => SendAsync(HttpMethod.Get, $"/queries/{queryId}/result", token));
        Assert.Equal("ABORTED", await StatusAsync(token, queryId));
    }

    private static async Task UntilAbortedAsync(Func<Task<System.Text.Json.JsonElement>> ask)
    {
        var answer = await ask();
        while (Verdict(answer) == (true, "333333"))
            answer = await ask();
        Assert.Equal((false, "000604"), Verdict(answer));
        Assert.Equal(
            ("57014", "SQL execution canceled"),
            (answer.GetProperty("data").GetProperty("sqlState").GetString(), answer.GetProperty("message").GetString()));
    }
}
