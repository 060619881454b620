using System.Net;
using CortexSharp.Conformance;
using CortexSharp.Rest.Sql;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Tests.Sql;

public class RetryTests
{
    private static readonly HttpRequestException ResponseLost = new(HttpRequestError.ResponseEnded, "The response ended prematurely.");
    private static readonly HttpRequestException NotConnected = new(HttpRequestError.ConnectionError, "Connection refused");

    public static TheoryData<string> LostResponses =>
        ["response lost", "body broken off", "garbled", "failure garbled", "500", "502", "503", "504", "client's time limit"];

    [Theory]
    [MemberData(nameof(LostResponses))]
    public async Task Execute_ResponseLost_IsResubmittedUnderTheSameIdAndMarked(string how)
    {
        var server = new ScriptedServer();
        _ = how switch
        {
            "response lost" => server.Then(ResponseLost),
            "body broken off" => server.Then(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream()) }),
            "garbled" => server.Then(Replies.Of(HttpStatusCode.OK, "{\"code\":\"0900")),
            "failure garbled" => server.Then(Replies.Of(HttpStatusCode.UnprocessableEntity, "{\"code\":\"0010")),
            "client's time limit" =>
                server.Then(new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout.", new TimeoutException())),
            _ => server.Then(Replies.Of(Enum.Parse<HttpStatusCode>(how), "<html>no</html>")),
        };
        server.Then(Replies.OneRow("once"));
        Assert.Equal("once", await Executors.Create(server).QueryScalarAsync<string>(Executors.Select));
        var (first, second) = (server.Requests[0], server.Requests[1]);
        Assert.DoesNotContain("retry", first.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(first.PathAndQuery + "&retry=true", second.PathAndQuery);
        Assert.Equal(first.Body, second.Body);
    }

    [Fact]
    public async Task Execute_RequestNeverArrived_IsSentAgainUnmarked()
    {
        var server = new ScriptedServer()
            .Then(NotConnected).Then(Replies.Failure(HttpStatusCode.TooManyRequests, "390505", "Too many requests.")).Then(ResponseLost)
            .Then(NotConnected).Then(Replies.OneRow());
        await Executors.Create(server).QueryScalarAsync<string>(Executors.Select);
        // The mark makes the server search its history; once needed, it stays.
        Assert.Equal(
            [false, false, false, true, true], server.Requests.Select(r => r.PathAndQuery.EndsWith("&retry=true", StringComparison.Ordinal)));
        Assert.Single(server.Requests.Select(r => r.PathAndQuery.Replace("&retry=true", "", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task Execute_RequestIdOfTheCallers_IsMarkedFromTheFirst()
    {
        // A process that died may have sent it already.
        var server = new ScriptedServer().Then(NotConnected).Then(Replies.OneRow());
        await Executors.Create(server).QueryScalarAsync<string>(Executors.Select, new() { RequestId = Guid.NewGuid() });
        Assert.All(server.Requests, r => Assert.EndsWith("&retry=true", r.PathAndQuery, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    public async Task Execute_ConnectionRefusedForGood_IsNotRepeated(HttpRequestError error)
    {
        var server = new ScriptedServer().Then(new HttpRequestException(error, "no"));
        var exception = await Assert.ThrowsAsync<CortexException>(() => Executors.Create(server).ExecuteAsync(Executors.Select));
        Assert.Equal((CortexErrorKind.Network, false), (exception.Kind, exception.IsTransient));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task Execute_LostEachTime_GivesUp(int retries, int requests)
    {
        var server = new ScriptedServer();
        for (var i = 0; i < requests; i++)
            server.Then(ResponseLost);
        var exception = await Assert.ThrowsAsync<CortexException>(() =>
            Executors.Create(server, new RestSqlExecutorOptions { Retries = retries }).ExecuteAsync(Executors.Select));
        Assert.Equal((CortexErrorKind.Network, true), (exception.Kind, exception.IsTransient));
        Assert.Equal(requests, server.Requests.Count);
    }

    [Theory]
    [InlineData(429, "throttled")]
    [InlineData(500, "service")]
    [InlineData(503, "timeout")]
    public async Task Execute_ServerFailsEachTime_SaysHow(int status, string kind)
    {
        var server = new ScriptedServer();
        for (var i = 0; i < 6; i++)
            server.Then(Replies.Of((HttpStatusCode)status, ""));
        var exception = await Assert.ThrowsAsync<CortexException>(() => Executors.Create(server).ExecuteAsync(Executors.Select));
        Assert.Equal((new CortexErrorKind(kind), true), (exception.Kind, exception.IsTransient));
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task Execute_ServerSaysHowLongToWait_WaitsSoLong()
    {
        var time = new ManualTimeProvider { SkipsWaiting = true, LongestSkip = TimeSpan.FromSeconds(60) };
        var start = time.GetUtcNow();
        var asked = new List<TimeSpan>();
        var busy = Replies.Of(HttpStatusCode.TooManyRequests, "");
        busy.Headers.RetryAfter = new(TimeSpan.FromSeconds(17));
        var later = Replies.Of(HttpStatusCode.ServiceUnavailable, "");
        later.Headers.RetryAfter = new(start + TimeSpan.FromSeconds(60));
        var server = new ScriptedServer();
        foreach (var reply in (HttpResponseMessage[])[busy, later, Replies.OneRow()])
        {
            server.Then(_ =>
            {
                asked.Add(time.GetUtcNow() - start);
                return Task.FromResult(reply);
            });
        }

        await Executors.Create(server, time).QueryScalarAsync<string>(Executors.Select, Executors.Reading);
        Assert.Equal([0, 17, 60], asked.Select(t => t.TotalSeconds));
    }

    [Fact]
    public async Task Execute_NoResponseInTime_CountsAsLost()
    {
        var time = new ManualTimeProvider();
        var server = new ScriptedServer().ThenNothing(out var asked).Then(Replies.OneRow());
        var running = Executors.Create(
            server, time, new RestSqlExecutorOptions { RequestTimeout = TimeSpan.FromSeconds(10), RetryDelay = TimeSpan.Zero })
            .QueryScalarAsync<string>(Executors.Select, Executors.Reading);
        await asked;
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("x", await running);
        Assert.EndsWith("&retry=true", server.Requests[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_StateOfAStatementCannotBeRead_AsksAgain()
    {
        var server = new ScriptedServer().Then(Replies.Pending()).Then(ResponseLost).Then(Replies.Of(HttpStatusCode.BadGateway, ""))
            .Then(Replies.OneRow("there"));
        Assert.Equal("there", await Executors.Create(server).QueryScalarAsync<string>(Executors.Select));
        Assert.Single(server.Requests, r => r.Method == HttpMethod.Post);
    }

    [Fact]
    public async Task Execute_SqlFails_IsNotRepeated()
    {
        var server = new ScriptedServer().Then(Replies.Failure(HttpStatusCode.UnprocessableEntity, "001003", "syntax error"));
        await Assert.ThrowsAsync<CortexException>(() => Executors.Create(server).ExecuteAsync(Executors.Select));
        Assert.Single(server.Requests);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new HttpIOException(HttpRequestError.ResponseEnded);
    }
}
