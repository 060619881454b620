using CortexSharp.Completions;
using CortexSharp.Rest.Inference;
using CortexSharp.Rest.Tests.Inference;
using CortexSharp.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;

namespace CortexSharp.Rest.Tests.DependencyInjection;

/// <summary>With REST configured, questions go over REST.</summary>
public class UseRestInferenceTests
{
    private readonly ScriptedServer _server = new();

    [Fact]
    public async Task CompleteClient_WithRest_AsksOverRest()
    {
        _server.ThenJson("""{"choices":[{"message":{"content":"over REST"}}]}""");
        await using var provider = Provide(s => s.AddCortexSharp().UseRest(Configure, Client));
        Assert.Equal("over REST", (await provider.GetRequiredService<ICortexCompleteClient>().CompleteAsync("llama3.1-8b", "p")).Text);
        Assert.Equal("/api/v2/cortex/v1/chat/completions", Assert.Single(_server.Requests).Path);
    }

    [Fact]
    public async Task CompleteClient_ExecutorChosenAfterRest_AsksBySql()
    {
        var executor = new Mock<ISqlExecutor>();
        executor.Setup(e => e.ExecuteAsync(It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(), default))
            .ReturnsAsync(() => SqlResult.Of(["RESPONSE"], [["by SQL"]]));
        await using var provider = Provide(s => s.AddCortexSharp().UseRest(Configure, Client).UseExecutor(executor.Object));
        Assert.Equal("by SQL", (await provider.GetRequiredService<ICortexCompleteClient>().CompleteAsync("llama3.1-8b", "p")).Text);
    }

    [Fact]
    public async Task CompleteClient_UsersOwn_Stays()
    {
        var own = Mock.Of<ICortexCompleteClient>();
        await using var provider = Provide(s => s.AddSingleton(own).AddCortexSharp().UseRest(Configure, Client));
        Assert.Same(own, provider.GetRequiredService<ICortexCompleteClient>());
    }

    [Fact]
    public async Task CompleteClient_ByKey_IsItsOwn()
    {
        _server.ThenJson("""{"choices":[{"message":{"content":"x"}}]}""");
        await using var provider =
            Provide(s => s.AddKeyedSingleton("eu", Mock.Of<ISqlExecutor>()).AddKeyedCortexSharp("eu").UseRest(Configure, Client));
        Assert.IsType<RestCompleteClient>(provider.GetRequiredKeyedService<ICortexCompleteClient>("eu"));
        await provider.GetRequiredKeyedService<ICortexCompleteClient>("eu").CompleteAsync("m", "p");
    }

    [Fact]
    public async Task CompleteClient_ConfiguredRole_IsRefused()
    {
        await using var provider = Provide(s => s.AddCortexSharp().UseRest(o => { Configure(o); o.Role = "ANALYST"; }, Client));
        var exception = await Assert.ThrowsAsync<CortexException>(() => provider.GetRequiredService<ICortexCompleteClient>().CompleteAsync("m", "p"));
        Assert.Contains("ANALYST", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_OfConfiguration_AreBound()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Account"] = "a-b",
            ["ProgrammaticAccessToken"] = "t",
            ["Inference:Fallback"] = "Sql",
            ["Inference:MaxRetries"] = "2",
            ["Inference:Timeout"] = "00:01:00",
        }).Build();
        await using var provider = Provide(s => s.AddCortexSharp().UseRest(section, Client));
        var options = provider.GetRequiredService<IOptions<CortexRestOptions>>().Value.Inference;
        Assert.Equal((InferenceFallback.Sql, 2, TimeSpan.FromMinutes(1)), (options.Fallback, options.MaxRetries, options.Timeout));
    }

    public static TheoryData<string, Action<RestInferenceOptions>> Wrong => new()
    {
        { "CortexRestOptions.Inference.Timeout is 00:00:00; it must be positive", o => o.Timeout = TimeSpan.Zero },
        { "CortexRestOptions.Inference.MaxRetries is -1; it must be 0 or more", o => o.MaxRetries = -1 },
        { "CortexRestOptions.Inference.Fallback is 7; use InferenceComplete, Sql, None", o => o.Fallback = (InferenceFallback)7 },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Options_OutOfRange_AreNamed(string words, Action<RestInferenceOptions> change)
    {
        await using var provider = Provide(s => s.AddCortexSharp().UseRest(o => { Configure(o); change(o.Inference); }, Client));
        Assert.Contains(
            words, Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<CortexRestOptions>>().Value).Message,
            StringComparison.Ordinal);
    }

    private static void Configure(CortexRestOptions options) => (options.Account, options.ProgrammaticAccessToken) = ("myorg-myaccount", "t");

    private void Client(IHttpClientBuilder client) => client.ConfigurePrimaryHttpMessageHandler(() => _server);

    private static ServiceProvider Provide(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Mock.Of<ISqlExecutor>());
        register(services);
        return services.BuildServiceProvider();
    }
}
