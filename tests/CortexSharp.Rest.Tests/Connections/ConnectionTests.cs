using CortexSharp.Rest.Connections;

namespace CortexSharp.Rest.Tests.Connections;

public class ConnectionTests
{
    [Fact]
    public void Fill_KeyPair_SetsEverythingThatIsNotSet()
    {
        var options = new CortexRestOptions { Role = "MINE" };
        Of(
            ("account", "a"), ("user", "u"), ("role", "R"), ("warehouse", "W"), ("database", "D"), ("schema", "S"), ("private_key_file", "/k.p8"),
            ("private_key_file_pwd", "p"), ("login_timeout", 5L)).Fill(options);
        Assert.Equal(
            ("a", "u", "MINE", "W", "D", "S"), (options.Account, options.User, options.Role, options.Warehouse, options.Database, options.Schema));
        Assert.Equal(("/k.p8", "p", null), (options.PrivateKeyFile, options.PrivateKeyPassphrase, options.PrivateKey));
        Assert.Equal("https://a.snowflakecomputing.com/", options.Address!.ToString());
    }

    [Fact]
    public void Fill_PathWithTilde_IsUnderHome()
    {
        var options = new CortexRestOptions();
        Of(("private_key_path", "~/keys/k.p8")).Fill(options);
        Assert.Equal(Path.Combine("/home/jane", "keys/k.p8"), options.PrivateKeyFile);
    }

    [Fact]
    public void Fill_HostPortAndProtocol_MakeTheAddress()
    {
        var options = new CortexRestOptions();
        Of(("host", "127.0.0.1"), ("port", 8080L), ("protocol", "http"), ("authenticator", "programmatic_access_token"), ("token", "t"))
            .Fill(options);
        Assert.Equal("http://127.0.0.1:8080/", options.Address!.ToString());
        Assert.Equal("t", options.ProgrammaticAccessToken);
    }

    [Fact]
    public async Task Fill_OAuthTokenFile_IsReadEachTime()
    {
        var path = Path.GetTempFileName();
        var options = new CortexRestOptions();
        Of(("authenticator", "OAUTH"), ("token_file_path", path)).Fill(options);
        await File.WriteAllTextAsync(path, "one");
        Assert.Equal("one", await options.OAuthToken!(default));
        await File.WriteAllTextAsync(path, "two");
        Assert.Equal("two", await options.OAuthToken!(default));
        File.Delete(path);
    }

    [Fact]
    public async Task Fill_WorkloadIdentityWithToken_IsTaken()
    {
        var options = new CortexRestOptions();
        Of(("authenticator", "WORKLOAD_IDENTITY"), ("workload_identity_provider", "oidc"), ("token", "t")).Fill(options);
        Assert.Equal(("oidc", "t"), (options.WorkloadIdentityProvider, await options.WorkloadIdentityToken!(default)));
    }

    [Fact]
    public void Fill_CredentialsSetInCode_GoBeforeTheFiles()
    {
        var options = new CortexRestOptions { ProgrammaticAccessToken = "mine" };
        Of(("account", "a"), ("authenticator", "externalbrowser"), ("private_key_file", "/k.p8")).Fill(options);
        Assert.Equal(("mine", null), (options.ProgrammaticAccessToken, options.PrivateKeyFile));
    }

    [Theory]
    [InlineData("acount", "the unknown key acount; did you mean account?")]
    [InlineData("private_key_flie", "did you mean private_key_file?")]
    [InlineData("PrivateKeyFile", "did you mean private_key_file?")]
    [InlineData("username", "did you mean user?")]
    [InlineData("db", "did you mean database?")]
    [InlineData("qqqqqqqq", "the unknown key qqqqqqqq.")]
    [InlineData("password", "takes no passwords over HTTP")]
    [InlineData("session_parameters", "there is no session to set it in")]
    public void Fill_KeyThatCannotBeHonoured_IsRefusedByName(string key, string words)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Of((key, "hunter2")).Fill(new CortexRestOptions()));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains("connection 'test' of /f.toml", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("externalbrowser", "needs a driver or a browser")]
    [InlineData("workload_identity", "set WorkloadIdentityProvider and WorkloadIdentityToken")]
    [InlineData("programmatic_access_token", "has no token")]
    [InlineData(null, "has no credentials for HTTP")]
    public void Fill_AuthenticatorThatCannotBeUsed_SaysWhatCan(string? authenticator, string words)
    {
        var connection = authenticator is null ? Of() : Of(("authenticator", authenticator));
        Assert.Contains(words, Assert.Throws<InvalidDataException>(() => connection.Fill(new CortexRestOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_ShowsNoSecret() => Assert.Equal("connection 'test' of /f.toml", Of(("token", "hunter2")).ToString());

    private static Connection Of(params (string Key, object Value)[] keys) =>
        new("test", "/f.toml", keys.ToDictionary(k => k.Key, k => k.Value), "/home/jane");
}
