using CortexSharp.SnowflakeDriver.Tests.Fakes;
using CortexSharp.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CortexSharp.SnowflakeDriver.Tests;

public sealed class UseSnowflakeTests : IAsyncDisposable
{
    private readonly FakeSnowflake _driver = new();

    public ValueTask DisposeAsync() => _driver.DisposeAsync();

    [Fact]
    public async Task UseSnowflake_Configured_RunsStatements()
    {
        var services = new ServiceCollection();
        services.Configure<SnowflakeDriverOptions>(o => o.ProviderFactory = () => _driver.Factory);
        services.AddCortexSharp()
            .UseSnowflake(
                new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionString", "account=a;user=u"), new("StatementTimeout", "00:01:00")])
                    .Build());
        await using var provider = services.BuildServiceProvider();
        Assert.Equal(1, await provider.GetRequiredService<ISqlExecutor>().QueryScalarAsync<long>(SqlStatement.Create($"SELECT 1")));
        Assert.Equal(TimeSpan.FromMinutes(1), provider.GetRequiredService<IOptions<SnowflakeDriverOptions>>().Value.StatementTimeout);
    }

    [Fact]
    public async Task UseSnowflake_Keyed_HasItsOwnConnection()
    {
        var services = new ServiceCollection();
        services.AddKeyedCortexSharp("eu").UseSnowflake(o => (o.ConnectionString, o.ProviderFactory) = ("account=eu;user=u", () => _driver.Factory));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredKeyedService<ISqlExecutor>("eu").QueryScalarAsync<long>(SqlStatement.Create($"SELECT 1"));
        Assert.StartsWith("account=eu;", _driver.ConnectionStrings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutTheDriver_SaysHowToAddIt()
    {
        var error = await StartAsync(services => services.AddCortexSharp().UseSnowflake("account=a;user=u"));
        Assert.Contains("dotnet add package Snowflake.Data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WithoutTheDriver_SaysHowToAddIt() => Assert.Contains(
        "dotnet add package Snowflake.Data",
        Assert.Throws<InvalidOperationException>(() => SnowflakeExecutor.Create(new() { ConnectionString = "account=a;user=u" })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Find_FactoryByItsName_IsItsInstance() =>
        Assert.Same(NamedFactory.Instance, DriverFactory.Find(typeof(NamedFactory).AssemblyQualifiedName!));

    [Theory]
    [InlineData("database=X", "The key 'database' is not known to the driver, which would ignore it; did you mean DB?")]
    [InlineData("username=X", "did you mean USER?")]
    [InlineData("server=X", "did you mean HOST?")]
    [InlineData("timeout=5", "did you mean CONNECTION_TIMEOUT?")]
    [InlineData("warehous=X", "did you mean WAREHOUSE?")]
    [InlineData("privatekeyfile=X", "did you mean PRIVATE_KEY_FILE?")]
    [InlineData("insecuremode=true", "checks certificates always")]
    [InlineData("zzzzzzzz=hunter2", "'zzzzzzzz' is not known to the driver, which would ignore it.")]
    public void Create_KeyThatTheDriverWouldIgnore_IsRefusedWithTheRightSpelling(string key, string words)
    {
        var error = Assert.Throws<ArgumentException>(() => SnowflakeExecutor.Create(_driver.Options($"account=a;{key};password=hunter2")));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SecretInBothPlaces_IsRefused()
    {
        var options = _driver.Options("account=a;user=u;password=hunter2");
        options.Secrets["PASSWORD"] = _ => new("x");
        Assert.Contains(
            "PASSWORD stands in ConnectionString too", Assert.Throws<ArgumentException>(() => SnowflakeExecutor.Create(options)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WrongOptions_NamesEachPropertyAndFix()
    {
        var error = await StartAsync(services => services.AddCortexSharp().UseSnowflake(o =>
        {
            o.ConnectionString = "account=a;=;hunter2";
            o.Secrets["PASWORD"] = _ => new("x");
            o.StatementTimeout = TimeSpan.Zero;
        }));
        Assert.Contains("ConnectionString: The connection string is malformed", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Secrets: The key 'PASWORD' is not known to the driver, which would ignore it; did you mean PASSWORD?", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("StatementTimeout is 00:00:00; it must be positive", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    private static async Task<OptionsValidationException> StartAsync(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        configure(builder.Services);
        using var host = builder.Build();
        return await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }
}

/// <summary>Found by name, as the driver's is.</summary>
public sealed class NamedFactory : System.Data.Common.DbProviderFactory
{
    public static readonly NamedFactory Instance = new();
}
