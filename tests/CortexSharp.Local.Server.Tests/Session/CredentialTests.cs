using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.Tests.Session;

/// <summary>Logins at a server that takes some credentials only.</summary>
public sealed class CredentialTests : SessionTest
{
    private protected override LocalCortexServerOptions Options => new() { Credentials = new() { Tokens = ["good-token"] } };

    [Theory]
    [InlineData("""{"data":{"LOGIN_NAME":"u","AUTHENTICATOR":"programmatic_access_token","TOKEN":"good-token"}}""", true)]
    [InlineData("""{"data":{"LOGIN_NAME":"u","AUTHENTICATOR":"snowflake","PASSWORD":"good-token"}}""", true)]
    [InlineData("""{"data":{"LOGIN_NAME":"u","AUTHENTICATOR":"snowflake","PASSWORD":"p"}}""", false)]
    [InlineData("""{"data":{"LOGIN_NAME":"u","AUTHENTICATOR":"snowflake_jwt","TOKEN":"a.b.c"}}""", false)]
    [InlineData("""{"data":{"LOGIN_NAME":"u"}}""", false)]
    public async Task Login_Credentials_AreChecked(string body, bool isAccepted) =>
        Assert.Equal((isAccepted, isAccepted ? null : "390100"), Verdict(await SendAsync(HttpMethod.Post, "/session/v1/login-request", null, body)));
}
