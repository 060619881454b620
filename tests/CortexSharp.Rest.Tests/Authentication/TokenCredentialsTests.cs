using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Http;
using CortexSharp.Rest.Tests.Http;

namespace CortexSharp.Rest.Tests.Authentication;

public class TokenCredentialsTests
{
    [Fact]
    public async Task GetToken_EachKind_HasItsTypeAndForm()
    {
        Assert.Equal(
            new RestToken("secret", RestTokenType.ProgrammaticAccessToken), await TokenCredentials.ProgrammaticAccessToken("secret").GetTokenAsync());
        Assert.Equal(new RestToken("secret", RestTokenType.OAuth), await TokenCredentials.OAuth(_ => new("secret\n")).GetTokenAsync());
        Assert.Equal(
            new RestToken("WIF.AZURE.secret", RestTokenType.WorkloadIdentity),
            await TokenCredentials.WorkloadIdentity(WorkloadIdentityProvider.Azure, _ => new("secret")).GetTokenAsync());
    }

    [Theory]
    [InlineData("", "gave no token")]
    [InlineData("  \n", "gave no token")]
    [InlineData("two words", "that no token has")]
    [InlineData("se\r\ncret", "that no token has")]
    public async Task GetToken_NoTokenOrNoneThatFitsAHeader_IsOneClearError(string token, string words)
    {
        var exception = await Assert.ThrowsAsync<CortexException>(async () => await TokenCredentials.OAuth(_ => new(token)).GetTokenAsync());
        Assert.Equal(CortexErrorKind.Authentication, exception.Kind);
        Assert.Contains($"The source of OAUTH tokens gave", exception.Message, StringComparison.Ordinal);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetToken_CallbackFails_IsAuthenticationWithItsCause()
    {
        var cause = new InvalidOperationException("the vault is closed");
        var exception = await Assert.ThrowsAsync<CortexException>(async () =>
            await TokenCredentials.WorkloadIdentity(WorkloadIdentityProvider.Gcp, _ => throw cause).GetTokenAsync());
        Assert.Equal((CortexErrorKind.Authentication, cause), (exception.Kind, exception.InnerException));
        Assert.Contains("tokens of GCP", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_ShowsNoSecret() =>
        Assert.Equal("PROGRAMMATIC_ACCESS_TOKEN tokens", TokenCredentials.ProgrammaticAccessToken("secret").ToString());

    [Fact]
    public async Task Transport_RefusedToken_IsRenewedOnce()
    {
        var given = 0;
        using var handler = new StubHandler(request =>
            new(request.Headers.Authorization!.Parameter == "t2" ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.Unauthorized));
        using var http = handler.Client();
        var transport = new RestTransport(http, TokenCredentials.OAuth(_ => new($"t{++given}")));
        using var response = await transport.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "api"), default);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([("Bearer t1", "OAUTH"), ("Bearer t2", "OAUTH")], handler.Requests.Select(r => (r.Authorization, r.TokenType)));
        Assert.All(handler.Requests, r => Assert.Matches("^CortexSharp/[0-9.]+$", r.UserAgent));
    }

    [Fact]
    public async Task Transport_TokenThatCannotBeRenewed_IsSentOnce()
    {
        using var handler = new StubHandler(_ => new(System.Net.HttpStatusCode.Unauthorized));
        using var http = handler.Client();
        using var response = await new RestTransport(http, TokenCredentials.ProgrammaticAccessToken("t")).SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, "api"), default);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Single(handler.Requests);
    }
}
