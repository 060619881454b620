using CortexSharp.BaseModels;
using CortexSharp.Completions;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Moq;

namespace CortexSharp.Tests.DependencyInjection;

public class AddCortexSharpTests
{
    [Fact]
    public void AddCortexSharp_WithExecutor_GivesSingletons()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseExecutor(Mock.Of<ISqlExecutor>());
        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Assert.Same(provider.GetRequiredService<ICortexCompleteClient>(), provider.GetRequiredService<ICortexCompleteClient>());
        Assert.NotNull(provider.GetRequiredService<ICortexFineTuneClient>());
    }

    [Fact]
    public void AddCortexSharp_ClientRegisteredBefore_Stays()
    {
        var mine = Mock.Of<ICortexCompleteClient>();
        var services = new ServiceCollection();
        services.AddSingleton(mine).AddCortexSharp().UseExecutor(Mock.Of<ISqlExecutor>());
        using var provider = services.BuildServiceProvider();
        Assert.Same(mine, provider.GetRequiredService<ICortexCompleteClient>());
    }

    [Fact]
    public async Task AddKeyedCortexSharp_SecondAccount_UsesItsOwnExecutor()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseExecutor(Answering("first"));
        services.AddKeyedCortexSharp("eu").UseExecutor(_ => Answering("second"));
        await using var provider = services.BuildServiceProvider();
        Assert.Equal("first", (await provider.GetRequiredService<ICortexCompleteClient>().CompleteAsync("m", "p")).Text);
        Assert.Equal("second", (await provider.GetRequiredKeyedService<ICortexCompleteClient>("eu").CompleteAsync("m", "p")).Text);
    }

    [Fact]
    public void AddCortexSharp_Configuration_IsBound()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp(Section(new()
        {
            ["HistoryMode"] = "LegacyComplete",
            ["TunableBaseModels:0:Name"] = "new-model",
            ["TunableBaseModels:0:MaxPromptTokens"] = "10",
            ["TunableBaseModels:0:MaxCompletionTokens"] = "20",
            ["TunableBaseModels:0:MaxRowsForOneEpoch"] = "30",
        })).UseExecutor(Mock.Of<ISqlExecutor>());
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<CortexSharpOptions>>().Value;
        Assert.Equal(HistoryMode.LegacyComplete, options.HistoryMode);
        Assert.Equal(new TunableBaseModel("new-model", 10, 20, 30), Assert.Single(options.TunableBaseModels));
    }

    [Fact]
    public async Task Start_NoExecutor_FailsSayingWhatToCall() =>
        Assert.Contains("UseLocal(path)", (await StartAsync(services => services.AddCortexSharp())).Message, StringComparison.Ordinal);

    [Fact]
    public void Resolve_NoExecutorAndNoHost_FailsSayingWhatToCall()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp();
        using var provider = services.BuildServiceProvider();
        Assert.Contains(
            "UseLocal(path)", Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ICortexCompleteClient>()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_KeyedWithoutExecutor_NamesTheKey() => Assert.Contains(
        "'eu'",
        (await StartAsync(services =>
        {
            services.AddCortexSharp().UseExecutor(Mock.Of<ISqlExecutor>());
            services.AddKeyedCortexSharp("eu");
        })).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Start_WrongOptions_FailsNamingPropertyAndFix()
    {
        var exception = await StartAsync(services => services.AddCortexSharp(options =>
        {
            options.HistoryMode = (HistoryMode)9;
            options.TunableBaseModels.Add(new("", 0, 1, -1));
        }).UseExecutor(Mock.Of<ISqlExecutor>()));
        Assert.Contains("HistoryMode is 9; use Rendered or LegacyComplete", exception.Message, StringComparison.Ordinal);
        Assert.Contains("TunableBaseModels[0].Name is empty", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MaxPromptTokens is 0; it must be at least 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MaxRowsForOneEpoch is -1", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<OptionsValidationException> StartAsync(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        configure(builder.Services);
        using var host = builder.Build();
        return await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    private static IConfiguration Section(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private static ISqlExecutor Answering(string text)
    {
        var executor = new Mock<ISqlExecutor>();
        executor.Setup(e => e.ExecuteAsync(It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => SqlResult.Of(["RESPONSE"], [[$"\"{text}\""]]));
        return executor.Object;
    }
}
