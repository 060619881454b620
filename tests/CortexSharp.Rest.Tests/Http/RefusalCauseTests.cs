using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CortexSharp.Conformance;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Http;

namespace CortexSharp.Rest.Tests.Http;

/// <summary>Each thing that can be set up wrongly gets an error that says what to check.</summary>
public class RefusalCauseTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task WrongAccount_HostAnswersWithAPage_NamesTheHostAndTheAccount(HttpStatusCode status)
    {
        var error = await FailAsync(status, "<html>No such site</html>");
        Assert.Equal(CortexErrorKind.NotFound, error.Kind);
        Assert.Contains(
            "myorg-myaccount.snowflakecomputing.com does not answer as a Snowflake account, or not under this path. Check the account identifier",
            error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("No such site", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongKeyOrUser_JwtRefused_NamesCallerFingerprintAndWhereToCompare()
    {
        var error = await FailAsync(HttpStatusCode.Unauthorized, """{"code":"390144","message":"JWT token is invalid."}""");
        Assert.Equal((CortexErrorKind.Authentication, 390144, false), (error.Kind, error.ErrorCode, error.IsTransient));
        Assert.Contains("key of JANE in MYORG-MYACCOUNT", error.Message, StringComparison.Ordinal);
        Assert.Contains("RSA_PUBLIC_KEY_FP", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("clock", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-600, "600 s ahead of")]
    [InlineData(600, "600 s behind")]
    public async Task ClockSkew_ServerSaysAnotherTime_SaysHowFarAndWhichWay(int serverAhead, string words)
    {
        var error = await FailAsync(
            HttpStatusCode.Unauthorized, """{"code":"390144","message":"JWT token is invalid."}""",
            response => response.Headers.Date = _time.GetUtcNow().AddSeconds(serverAhead));
        Assert.Contains($"This machine's clock is {words} the server's", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClockSkew_WithinAMinute_IsNotBlamed()
    {
        var error = await FailAsync(
            HttpStatusCode.Unauthorized, """{"code":"390144","message":"JWT token is invalid."}""",
            response => response.Headers.Date = _time.GetUtcNow().AddSeconds(59));
        Assert.DoesNotContain("clock", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code":"390303","message":"Invalid OAuth access token."}""", "OAuth token has not expired")]
    [InlineData("""{"code":"390318","message":"OAuth access token expired."}""", "OAuth token has not expired")]
    [InlineData("""{"message":"PAT_INVALID"}""", "SHOW USER PROGRAMMATIC ACCESS TOKENS")]
    [InlineData("""{"code":"390104","message":"Invalid token."}""", "Check account, user and credentials")]
    [InlineData("", "Check account, user and credentials")]
    public async Task WrongToken_401_SaysWhatToCheck(string body, string words)
    {
        var error = await FailAsync(HttpStatusCode.Unauthorized, body);
        Assert.Equal(CortexErrorKind.Authentication, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NetworkPolicy_SaysWhoCanLetTheMachineIn()
    {
        foreach (var body in (string[])[
            """{"code":"390422","message":"Incoming request is not allowed."}""", """{"message":"IP 1.2.3.4 is not allowed to access Snowflake."}""",
        ])
        {
            var error = await FailAsync(HttpStatusCode.Forbidden, body);
            Assert.Equal(CortexErrorKind.NotAuthorized, error.Kind);
            Assert.Contains("network policy keeps this machine out", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Role 'X' specified in the connect string is not granted to this user.")]
    [InlineData("Role 'X' specified in the connect string does not exist or not authorized.")]
    public async Task WrongRole_SaysToCheckCaseAndGrant(string message)
    {
        var error = await FailAsync(HttpStatusCode.UnprocessableEntity, $$"""{"message":"{{message}}"}""");
        Assert.Equal(CortexErrorKind.NotAuthorized, error.Kind);
        Assert.Contains("SHOW GRANTS TO USER", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown model: \\\"x\\\"", "unknown_model", "SHOW CORTEX BASE MODELS")]
    [InlineData("The model you requested is unavailable in your region.", "model_unavailable_in_region", "CORTEX_ENABLED_CROSS_REGION")]
    public async Task WrongModelOrRegion_SaysWhereToLook(string message, string kind, string words)
    {
        var error = await FailAsync(HttpStatusCode.BadRequest, $$"""{"code":"300014","message":"{{message}}"}""");
        Assert.Equal(new CortexErrorKind(kind), error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_AsksForALogin_IsNotBlamedOnSnowflake()
    {
        var error = await FailAsync(HttpStatusCode.ProxyAuthenticationRequired, "<html>Proxy</html>");
        Assert.Equal((CortexErrorKind.Network, false), (error.Kind, error.IsTransient));
        Assert.Contains("The proxy asks for a login", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_IsNotFollowedWithCredentials() =>
        Assert.Contains("where credentials are not sent", (await FailAsync(HttpStatusCode.Found, "")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Tls_CertificateNobodyTrusts_SaysWhatIntercepts()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=somebody-else", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri($"https://{listener.LocalEndpoint}/")));
        var error = ConnectionErrors.ToException(exception);
        Assert.Equal((CortexErrorKind.Network, false), (error.Kind, error.IsTransient));
        Assert.Contains("root certificate trusted", error.Message, StringComparison.Ordinal);
        await serving;
    }

    [Fact]
    public async Task Proxy_RefusesATunnel_IsNamed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = RefuseTunnelAsync(listener);
        using var http = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(new Uri($"http://{listener.LocalEndpoint}")) });
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("https://account.invalid/")));
        Assert.Contains("The proxy refuses a tunnel", ConnectionErrors.ToException(exception).Message, StringComparison.Ordinal);
        await serving;
    }

    private async Task<CortexException> FailAsync(HttpStatusCode status, string body, Action<HttpResponseMessage>? change = null)
    {
        using var handler = new StubHandler(_ =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
            change?.Invoke(response);
            return response;
        });
        using var http = handler.Client();
        var transport = new RestTransport(http, new NamedCaller());
        using var response = await transport.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "api/v2/statements"), default);
        return (await RestError.ReadAsync(response, _time, default)).ToException();
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = new SslStream(client.GetStream());
        // The client's refusal shows here as one of several errors.
        await stream.AuthenticateAsServerAsync(certificate).ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private static async Task RefuseTunnelAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
    }

    private sealed class NamedCaller : IRestCredentials
    {
        public ValueTask<RestToken> GetTokenAsync(RestToken? refused = null, CancellationToken cancellationToken = default) =>
            new(new RestToken("t", RestTokenType.KeyPairJwt));

        public override string ToString() => "key of JANE in MYORG-MYACCOUNT";
    }
}
