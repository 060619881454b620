using System.Globalization;
using System.Net;
using CortexSharp.Completions;
using CortexSharp.Conformance;

namespace CortexSharp.Rest.Tests.Inference;

/// <summary>Every status and body with which the endpoints refuse: its kind, and whether the request is sent again.</summary>
public class FailureTests
{
    private const string Answer = """{"choices":[{"message":{"content":"x"}}]}""";
    private static readonly CompletionRequest Question = new("m", "p");

    [Theory]
    [InlineData(400, "invalid options object", "invalid_options")]
    [InlineData(400, "input schema validation error: x", "invalid_schema")]
    [InlineData(400, "unknown model: \\\"m\\\"", "unknown_model")]
    [InlineData(400, "max tokens of 100 exceeded", "context_length_exceeded")]
    [InlineData(402, "budget exceeded", "budget_exceeded")]
    [InlineData(403, "Not Authorized", "not_authorized")]
    [InlineData(404, "Not Found", "not_found_or_not_authorized")]
    [InlineData(405, "Method Not Allowed", "not_supported")]
    [InlineData(422, "json mode output validation error: unexpected end of JSON input", "invalid_structured_output")]
    [InlineData(500, "boom", "service")]
    public async Task CompleteAsync_RefusedForGood_IsSentOnce(int status, string message, string kind)
    {
        var server = new ScriptedServer().Then((HttpStatusCode)status, $$"""{"message":"{{message}}","code":"1","request_id":"r"}""");
        var exception = await Assert.ThrowsAsync<CortexException>(() => server.Client().CompleteAsync(Question));
        Assert.Equal((new CortexErrorKind(kind), "m", "request-1"), (exception.Kind, exception.Model, exception.QueryId));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(403, "SNOWFLAKE.CORTEX_USER")]
    [InlineData(402, "administrator")]
    [InlineData(404, "Fallback")]
    public async Task CompleteAsync_Refused_SaysWhatToCheck(int status, string words)
    {
        var server = new ScriptedServer().Then((HttpStatusCode)status, """{"message":"no"}""");
        Assert.Contains(
            words, (await Assert.ThrowsAsync<CortexException>(() => server.Client().CompleteAsync(Question))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "too many requests")]
    [InlineData(400, "all requests were throttled by remote service")]
    [InlineData(503, "inference timed out")]
    [InlineData(504, "")]
    public async Task CompleteAsync_PassingRefusal_IsSentAgainWithGrowingWaits(int status, string message)
    {
        var server = new ScriptedServer();
        for (var i = 0; i < 3; i++)
            server.Then((HttpStatusCode)status, $$"""{"message":"{{message}}"}""");
        var start = server.Time.GetUtcNow();
        Assert.Equal("x", (await server.ThenJson(Answer).Client().CompleteAsync(Question)).Text);
        Assert.Equal((4, 1 + 2 + 4), (server.Requests.Count, (server.Time.GetUtcNow() - start).TotalSeconds));
        Assert.Single(server.Requests.Select(r => r.Body).Distinct());
        Assert.Equal(
            [1, 2, 4],
            server.Logged.Select(line => int.Parse(line[(line.LastIndexOf("in ", StringComparison.Ordinal) + 3)..^3], CultureInfo.InvariantCulture)));
        Assert.All(
            server.Logged,
            line => Assert.StartsWith("101 Asking m failed (t", line, StringComparison.Ordinal)); // throttled or timeout, and no word of the prompt
    }

    [Fact]
    public async Task StreamAsync_PassingRefusal_IsSentAgainBeforeTheFirstEvent()
    {
        var server = new ScriptedServer().Then(HttpStatusCode.TooManyRequests)
            .ThenEvents("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: [DONE]\n\n");
        Assert.Equal(["x", ""], await server.Client().StreamAsync(Question).Select(u => u.Text).ToListAsync());
    }

    [Fact]
    public async Task CompleteAsync_RetryAfter_RaisesTheWait()
    {
        var server = new ScriptedServer().Then(HttpStatusCode.TooManyRequests, retryAfter: 20).Then(HttpStatusCode.TooManyRequests, retryAfter: 1)
            .ThenJson(Answer);
        var start = server.Time.GetUtcNow();
        await server.Client().CompleteAsync(Question);
        Assert.Equal(20 + 2, (server.Time.GetUtcNow() - start).TotalSeconds);
    }

    [Fact]
    public async Task CompleteAsync_RetryAfterBeyondTheTimeout_IsNotWaitedFor()
    {
        var server = new ScriptedServer().Then(HttpStatusCode.TooManyRequests, retryAfter: 181);
        var exception = await Assert.ThrowsAsync<CortexException>(() =>
            server.Client().CompleteAsync(Question with { Execution = new() { Timeout = TimeSpan.FromMinutes(3) } }));
        Assert.Equal((CortexErrorKind.Throttled, true, 1), (exception.Kind, exception.IsTransient, server.Requests.Count));
    }

    [Theory]
    [InlineData(5, 1 + 2 + 4 + 8 + 16)]
    [InlineData(7, 1 + 2 + 4 + 8 + 16 + 30 + 30)]
    [InlineData(0, 0)]
    public async Task CompleteAsync_RefusedAlways_GivesUpAfterTheLastRetry(int retries, int seconds)
    {
        var server = new ScriptedServer { Options = { MaxRetries = retries } };
        for (var i = 0; i <= retries; i++)
            server.Then(HttpStatusCode.TooManyRequests, """{"message":"too many requests"}""");
        var start = server.Time.GetUtcNow();
        Assert.Equal(CortexErrorKind.Throttled, (await Assert.ThrowsAsync<CortexException>(() => server.Client().CompleteAsync(Question))).Kind);
        Assert.Equal((retries + 1, seconds), (server.Requests.Count, (server.Time.GetUtcNow() - start).TotalSeconds));
    }

    [Theory]
    [InlineData(503, "inference timed out", 1)]
    [InlineData(504, "", 1)]
    [InlineData(503, "too many requests", 2)]
    [InlineData(429, "", 2)]
    public async Task CompleteAsync_NoRetryOfTimeouts_RepeatsOnlyWhatRanNothing(int status, string message, int sent)
    {
        var server = new ScriptedServer { Options = { RetryTimeouts = false } }.Then((HttpStatusCode)status, $$"""{"message":"{{message}}"}""")
            .ThenJson(Answer);
        var answer = server.Client().CompleteAsync(Question);
        if (sent == 1)
            Assert.Equal(CortexErrorKind.Timeout, (await Assert.ThrowsAsync<CortexException>(() => answer)).Kind);
        else
            await answer;
        Assert.Equal(sent, server.Requests.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, 2)]
    [InlineData(HttpRequestError.NameResolutionError, 2)]
    [InlineData(HttpRequestError.SecureConnectionError, 1)]
    [InlineData(HttpRequestError.ProxyTunnelError, 1)]
    [InlineData(HttpRequestError.ResponseEnded, 1)]
    [InlineData(HttpRequestError.Unknown, 1)]
    public async Task CompleteAsync_NoConnection_IsRepeatedOnlyWhenNothingWasSent(HttpRequestError error, int sent)
    {
        var server = new ScriptedServer().Then(_ => throw new HttpRequestException(error, "x")).ThenJson(Answer);
        var answer = server.Client().CompleteAsync(Question);
        if (sent == 1)
        {
            Assert.Equal(
                (CortexErrorKind.Network, "m"), await Assert.ThrowsAsync<CortexException>(() => answer) is var e ? (e.Kind, e.Model) : default);
        }
        else
            await answer;
        Assert.Equal(sent, server.Requests.Count);
    }

    [Fact]
    public async Task CompleteAsync_SessionExpiredWithStatus200_RenewsTheTokenAndAsksAgain()
    {
        var server = new ScriptedServer().ThenJson(
            """{"data":null,"code":"390112","message":"Your session has expired. Please login again.","success":false}""").ThenJson(Answer);
        Assert.Equal("x", (await server.Client().CompleteAsync(Question)).Text);
        Assert.Equal(["first", "renewed"], server.Requests.Select(r => r.Token));
    }

    [Fact]
    public async Task CompleteAsync_SessionExpiredAlways_IsAnErrorOfCredentials()
    {
        const string expired = """{"code":"390112","message":"Your session has expired. Please login again."}""";
        var server = new ScriptedServer().ThenJson(expired).ThenJson(expired);
        Assert.Equal(CortexErrorKind.Authentication, (await Assert.ThrowsAsync<CortexException>(() => server.Client().CompleteAsync(Question))).Kind);
    }

    [Fact]
    public async Task CompleteAsync_TokenRefused_RenewsItAndAsksAgain()
    {
        var server = new ScriptedServer().Then(HttpStatusCode.Unauthorized).ThenJson(Answer);
        await server.Client().CompleteAsync(Question);
        Assert.Equal(["first", "renewed"], server.Requests.Select(r => r.Token));
        var refused = new ScriptedServer().Then(HttpStatusCode.Unauthorized).Then(HttpStatusCode.Unauthorized);
        Assert.Equal(
            CortexErrorKind.Authentication, (await Assert.ThrowsAsync<CortexException>(() => refused.Client().CompleteAsync(Question))).Kind);
    }

    [Fact]
    public async Task CompleteAsync_TimePasses_ThrowsTimeout()
    {
        var time = new ManualTimeProvider();
        using var body = new SlowStream("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n", () => time.Advance(TimeSpan.FromMinutes(3)));
        var exception = await Assert.ThrowsAsync<CortexException>(() =>
            new ScriptedServer { Time = time }.ThenBody(body).Client()
                .CompleteAsync(Question with { Execution = new() { Timeout = TimeSpan.FromMinutes(3) } }));
        Assert.Equal((CortexErrorKind.Timeout, true), (exception.Kind, exception.IsTransient));
        Assert.Contains("00:03:00", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamAsync_TokenCancelled_StopsTheReading()
    {
        using var source = new CancellationTokenSource();
        using var body = new SlowStream("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n", source.Cancel);
        var texts = new List<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in new ScriptedServer().ThenBody(body).Client().StreamAsync(Question, source.Token))
                texts.Add(update.Text);
        });
        Assert.Equal(["x"], texts);
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task StreamAsync_EnumerationLeft_ClosesTheConnection()
    {
        using var body = new SlowStream("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n", () => Assert.Fail("Read on."));
        await foreach (var update in new ScriptedServer().ThenBody(body).Client().StreamAsync(Question))
        {
            Assert.Equal("x", update.Text);
            break;
        }

        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task StreamAsync_EachEvent_IsGivenBeforeTheNextIsRead()
    {
        var given = 0;
        using var body =
            new SlowStream("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n", () => Assert.Equal(1, given), "data: [DONE]\n\n");
        await foreach (var update in new ScriptedServer().ThenBody(body).Client().StreamAsync(Question))
            given++;
        Assert.Equal(2, given);
    }

    [Fact]
    public async Task StreamAsync_ConnectionLostWithin_IsNotRepeated()
    {
        using var body = new SlowStream(
            "data: {\"choices\":[{\"delta\":{\"content\":\"secret\"}}]}\n\n", () => throw new HttpIOException(HttpRequestError.ResponseEnded));
        var server = new ScriptedServer().ThenBody(body);
        var exception = await Assert.ThrowsAsync<CortexException>(() => server.Client().CompleteAsync(Question));
        Assert.Equal((CortexErrorKind.Network, 1), (exception.Kind, server.Requests.Count));
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Gives a text, then does something before it gives the rest or waits to be cancelled.</summary>
    private sealed class SlowStream(string first, Action then, string? rest = null) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(first))
    {
        private string? _rest = rest;
        private bool _isDone;

        public bool IsDisposed { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                return read;
            if (!_isDone)
                then();
            _isDone = true;
            if (_rest is null && cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException(cancellationToken);
            var length = System.Text.Encoding.UTF8.GetBytes(_rest ?? "", buffer.Span);
            _rest = "";
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
