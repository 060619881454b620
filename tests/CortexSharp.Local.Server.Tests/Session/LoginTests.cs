using CortexSharp.Conformance;
using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.Tests.Session;

/// <summary>Tokens: given, renewed, expired, closed.</summary>
public sealed class LoginTests : SessionTest
{
    private readonly ManualTimeProvider _time = new();

    private protected override LocalCortexServerOptions Options => new() { Cortex = new() { TimeProvider = _time } };

    [Fact]
    public async Task Login_NamesOfTheQuery_AreTheSessions()
    {
        var data = await LoginAsync("warehouse=wh&databaseName=%22My+Db%22&schemaName=&roleName=");
        Assert.Equal(
            """{"databaseName":"My Db","schemaName":"PUBLIC","warehouseName":"WH","roleName":null}""", data.GetProperty("sessionInfo").GetRawText());
        Assert.Equal((3600, 14400), (data.GetProperty("validityInSeconds").GetInt32(), data.GetProperty("masterValidityInSeconds").GetInt32()));
        var parameters = data.GetProperty("parameters").EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("value").GetRawText());
        Assert.Equal(
            ("4", "2147483647", "\"UTC\"", "\"HEX\""),
            (parameters["CLIENT_PREFETCH_THREADS"], parameters["CLIENT_STAGE_ARRAY_BINDING_THRESHOLD"], parameters["TIMEZONE"],
                parameters["BINARY_OUTPUT_FORMAT"]));
    }

    [Fact]
    public async Task Request_ExpiredToken_IsRenewedAndSentAgain()
    {
        var data = await LoginAsync();
        var (token, master) = (data.GetProperty("token").GetString()!, data.GetProperty("masterToken").GetString()!);
        _time.Advance(TimeSpan.FromHours(1));
        var requestId = Guid.NewGuid();
        Assert.Equal((false, "390112"), Verdict(await QueryAsync(token, "SELECT 1", requestId: requestId)));
        Assert.Equal((false, "390112"), Verdict(await SendAsync(HttpMethod.Post, "/session/heartbeat", token)));
        var renewed =
            await SendAsync(HttpMethod.Post, "/session/token-request", master, $$"""{"oldSessionToken":"{{token}}","requestType":"RENEW"}""");
        var next = renewed.GetProperty("data").GetProperty("sessionToken").GetString()!;
        Assert.Equal(data.GetProperty("sessionId").GetInt64(), renewed.GetProperty("data").GetProperty("sessionId").GetInt64());
        Assert.Equal((true, null), Verdict(await QueryAsync(next, "SELECT 1", requestId: requestId)));
        Assert.Equal((true, null), Verdict(await SendAsync(HttpMethod.Post, "/session/heartbeat", next)));
    }

    [Fact]
    public async Task Renewal_ExpiredMasterToken_WantsANewLogin()
    {
        var master = (await LoginAsync()).GetProperty("masterToken").GetString()!;
        _time.Advance(TimeSpan.FromHours(4));
        Assert.Equal((false, "390114"), Verdict(await SendAsync(HttpMethod.Post, "/session/token-request", master, "{}")));
    }

    [Fact]
    public async Task Request_ClosedSessionOrUnknownToken_IsRefused()
    {
        var (token, other) = (await TokenAsync(), await TokenAsync());
        Assert.Equal((true, null), Verdict(await SendAsync(HttpMethod.Post, "/session?delete=true", token)));
        Assert.Equal((false, "390111"), Verdict(await QueryAsync(token, "SELECT 1")));
        Assert.Equal((false, "390104"), Verdict(await QueryAsync("tok-1", "SELECT 1")));
        Assert.Equal((true, null), Verdict(await QueryAsync(other, "SELECT 1")));
    }

    [Fact]
    public async Task Telemetry_AnyRecords_AreTaken() =>
        Assert.Equal(
            (true, null),
            Verdict(
                await SendAsync(HttpMethod.Post, "/telemetry/send", await TokenAsync(), """{"logs":[{"message":{"type":"x"},"timestamp":1}]}""")));

    [Fact]
    public async Task Authenticator_ExternalBrowser_SendsTheBrowserBackToTheDriver()
    {
        var answer = await SendAsync(
            HttpMethod.Post, "/session/authenticator-request", null,
            """{"data":{"ACCOUNT_NAME":"a","AUTHENTICATOR":"externalbrowser","BROWSER_MODE_REDIRECT_PORT":"4321"}}""");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        using var page = await http.GetAsync(new Uri(answer.GetProperty("data").GetProperty("ssoUrl").GetString()!));
        Assert.StartsWith("http://localhost:4321/?token=", page.Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}
