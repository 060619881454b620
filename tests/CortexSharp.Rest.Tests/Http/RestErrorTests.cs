using System.Net;
using System.Net.Http.Headers;
using CortexSharp.Conformance;
using CortexSharp.Rest.Http;

namespace CortexSharp.Rest.Tests.Http;

public class RestErrorTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(
        """{"message":"unknown model: \"x\"","code":"300014","error_code":"300014","request_id":"r"}""", "300014", "unknown model: \"x\"", "r")]
    [InlineData("""{"message":"m","error_code":300014}""", "300014", "m", null)]
    [InlineData("""{"error":{"message":"m","code":"500"}}""", "500", "m", null)]
    [InlineData("""{"error":"m","request_id":"r"}""", null, "m", "r")]
    [InlineData("<html>Bad gateway</html>", null, "HTTP 400 BadRequest without a reason that CortexSharp can read", null)]
    [InlineData("", null, "HTTP 400 BadRequest without a reason that CortexSharp can read", null)]
    [InlineData("\"words\"", null, "words", null)]
    [InlineData("{\"message\":\"\\ud83d\",\"code\":\"7\"}", "7", "HTTP 400 BadRequest without a reason that CortexSharp can read", null)]
    [InlineData("[1]", null, "HTTP 400 BadRequest without a reason that CortexSharp can read", null)]
    public async Task ReadAsync_EveryShape_IsRead(string body, string? code, string message, string? requestId)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent(body) };
        var error = await RestError.ReadAsync(response, _time, default);
        Assert.Equal((code, message, requestId), (error.Code, error.Message, error.RequestId));
        Assert.Equal(!message.StartsWith("HTTP 400", StringComparison.Ordinal), error.HasReason);
    }

    [Fact]
    public async Task ReadAsync_RetryAfterAsDateOrSeconds_IsAWait()
    {
        using var response =
            new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(_time.GetUtcNow().AddSeconds(40)) } };
        Assert.Equal(TimeSpan.FromSeconds(40), (await RestError.ReadAsync(response, _time, default)).RetryAfter);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(7), (await RestError.ReadAsync(response, _time, default)).RetryAfter);
    }

    [Theory]
    [InlineData(401, "authentication")]
    [InlineData(402, "budget_exceeded")]
    [InlineData(403, "not_authorized")]
    [InlineData(404, "not_found_or_not_authorized")]
    [InlineData(429, "throttled")]
    [InlineData(500, "service")]
    [InlineData(503, "timeout")]
    [InlineData(504, "timeout")]
    [InlineData(418, "unknown")]
    public void ToException_NoKnownCodeOrText_GoesByStatus(int status, string kind)
    {
        var exception = new RestError((HttpStatusCode)status, null, "words", "r").ToException("m", "look here");
        Assert.Equal((new CortexErrorKind(kind), "m", "r"), (exception.Kind, exception.Model, exception.QueryId));
        Assert.Equal(kind == "unknown" ? "words" : "words — look here", exception.Message);
    }

    [Fact]
    public void ToException_KnownText_GoesBeforeTheStatus() =>
        Assert.Equal(
            CortexErrorKind.Throttled,
            new RestError(HttpStatusCode.BadRequest, null, "all requests were throttled by remote service", null).ToException().Kind);

    [Theory]
    [InlineData(0, null, 1)]
    [InlineData(1, null, 2)]
    [InlineData(4, null, 16)]
    [InlineData(5, null, 30)]
    [InlineData(40, null, 30)]
    [InlineData(0, 12, 12)]
    [InlineData(4, 12, 16)]
    [InlineData(0, 90, 90)]
    public void Delay_Attempt_DoublesToThirtySecondsOrWhatTheServerAsks(int attempt, int? retryAfter, int expected) =>
        Assert.Equal(expected, Backoff.Delay(attempt, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null).TotalSeconds);

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, true, true, "account identifier")]
    [InlineData(HttpRequestError.ConnectionError, true, true, "firewall")]
    [InlineData(HttpRequestError.SecureConnectionError, true, false, "clock")]
    [InlineData(HttpRequestError.ProxyTunnelError, true, false, "proxy")]
    [InlineData(HttpRequestError.ResponseEnded, false, false, "may have run")]
    [InlineData(HttpRequestError.Unknown, false, false, "may have run")]
    public void ConnectionErrors_EachCause_SaysWhatToCheckAndWhetherItRan(HttpRequestError error, bool neverSent, bool mayRepeat, string words)
    {
        var exception = new HttpRequestException(error, "x");
        Assert.Equal((neverSent, mayRepeat), (ConnectionErrors.NeverSent(exception), ConnectionErrors.MayRepeat(exception)));
        Assert.Contains(words, ConnectionErrors.ToException(exception).Message, StringComparison.Ordinal);
    }
}
