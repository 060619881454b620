using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Http;
using CortexSharp.Rest.Tests.Authentication;
using CortexSharp.Rest.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CortexSharp.Rest.Tests.DependencyInjection;

public class UseRestTests
{
    public static TheoryData<string, Action<CortexRestOptions>> Wrong => new()
    {
        { "Account is missing; give the account's identifier", o => o.Account = null },
        { "Account is 'https://x'; give an identifier such as", o => o.Account = "https://x" },
        { "Host is no host and no address", o => o.Host = "a b" },
        { "Host is no host and no address", o => o.Host = "https://host/path" },
        { "Host begins with http://; credentials go over https only", o => o.Host = "http://myorg-myaccount.snowflakecomputing.com" },
        { "has no credentials; set PrivateKeyFile", o => o.PrivateKey = null },
        { "has PrivateKey and ProgrammaticAccessToken; set one of them only", o => o.ProgrammaticAccessToken = "t" },
        { "User is missing", o => o.User = " " },
        { "PrivateKey: The private key is an elliptic-curve key", o => o.PrivateKey = TestKeys.Elliptic },
        { "PrivateKey: The private key is encrypted: give its passphrase", o => o.PrivateKey = TestKeys.Encrypted },
        { "WorkloadIdentityProvider and WorkloadIdentityToken belong together", o => o.WorkloadIdentityProvider = "AWS" },
        { "StatementTimeout is 00:00:00; it must be positive", o => o.StatementTimeout = TimeSpan.Zero },
        { "ConnectTimeout is -00:00:01; it must be positive", o => o.ConnectTimeout = TimeSpan.FromSeconds(-1) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Start_WrongOptions_FailsNamingPropertyAndFix(string words, Action<CortexRestOptions> change)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddCortexSharp().UseRest(o =>
        {
            Right(o);
            change(o);
        });
        using var host = builder.Build();
        // Start says every failure of every registration at once, or the one there is.
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.Contains(words, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transport_OfTheContainer_SendsSignedRequestsToTheAccount()
    {
        using var handler = Answering();
        await using var provider = Provide(s => s.AddCortexSharp().UseRest(Right, http => http.ConfigurePrimaryHttpMessageHandler(() => handler)));
        using var response =
            await provider.GetRequiredService<RestTransport>().SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "api/v2/statements"), default);
        var request = Assert.Single(handler.Requests);
        Assert.Equal(
            ("https://myorg-my-account.snowflakecomputing.com/api/v2/statements", "KEYPAIR_JWT"), (request.Address.ToString(), request.TokenType));
    }

    [Fact]
    public async Task UseRest_TwoAccountsByKey_KeepApart()
    {
        using var handler = Answering();
        await using var provider = Provide(s =>
        {
            s.AddCortexSharp().UseRest(Right, http => http.ConfigurePrimaryHttpMessageHandler(() => handler));
            s.AddKeyedCortexSharp("eu").UseRest(
                Section(new() { ["Account"] = "xy12345.eu-central-1", ["ProgrammaticAccessToken"] = "t", ["ConnectTimeout"] = "00:00:03" }),
                http => http.ConfigurePrimaryHttpMessageHandler(() => handler));
        });
        foreach (var transport in (RestTransport[])[
            provider.GetRequiredService<RestTransport>(), provider.GetRequiredKeyedService<RestTransport>("eu"),
        ])
        {
            (await transport.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "x"), default)).Dispose();
        }

        Assert.Equal(
            [
                ("myorg-my-account.snowflakecomputing.com", "KEYPAIR_JWT"),
                ("xy12345.eu-central-1.snowflakecomputing.com", "PROGRAMMATIC_ACCESS_TOKEN"),
            ],
            handler.Requests.Select(r => (r.Address.Host, r.TokenType!)));
        Assert.Equal(TimeSpan.FromSeconds(3), provider.GetRequiredService<IOptionsMonitor<CortexRestOptions>>().Get("eu").ConnectTimeout);
    }

    [Fact]
    public async Task UseRest_CallersOwnCredentials_AreUsed()
    {
        using var handler = Answering();
        await using var provider = Provide(s => s.AddCortexSharp().UseRest(
            o => (o.Host, o.Credentials) = ("http://127.0.0.1:1234", () => TokenCredentials.OAuth(_ => new("own"))),
            http => http.ConfigurePrimaryHttpMessageHandler(() => handler)));
        (await provider.GetRequiredService<RestTransport>().SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "x"), default)).Dispose();
        Assert.Equal("Bearer own", Assert.Single(handler.Requests).Authorization);
    }

    [Fact]
    public void UseRest_MissingConnection_FailsWhenResolved()
    {
        using var provider = Provide(s => s.AddCortexSharp().UseRest($"no-such-{Guid.NewGuid():N}"));
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IRestCredentials>());
    }

    private static StubHandler Answering() => new(_ => new(System.Net.HttpStatusCode.OK));

    private static void Right(CortexRestOptions options) =>
        (options.Account, options.User, options.PrivateKey) = ("myorg-my_account", "jane", TestKeys.Pkcs8);

    private static ServiceProvider Provide(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    private static IConfiguration Section(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
