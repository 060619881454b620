using CortexSharp.Rest.Tests.Sql;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Rest.Tests.DependencyInjection;

/// <summary>With REST configured, statements go over the SQL API.</summary>
public class UseRestSqlTests
{
    [Fact]
    public async Task Executor_WithRest_RunsStatementsAsConfigured()
    {
        var server = new ScriptedServer().Then(Replies.OneRow("over REST"));
        var services = new ServiceCollection();
        services.AddCortexSharp().UseRest(Configure, http => http.ConfigurePrimaryHttpMessageHandler(() => server));
        await using var provider = services.BuildServiceProvider();
        Assert.Equal("over REST", await provider.GetRequiredService<ISqlExecutor>().QueryScalarAsync<string>(Executors.Select, Executors.Reading));
        Assert.Equal(
            """{"statement":"SELECT A FROM T","timeout":90,"role":"R","warehouse":"W","database":"D","schema":"S","parameters":{"query_tag":"t"}}""",
            Assert.Single(server.Requests).Body);
    }

    [Fact]
    public async Task Executor_ByKey_IsItsOwn()
    {
        var server = new ScriptedServer().Then(Replies.OneRow("eu"));
        var services = new ServiceCollection();
        services.AddKeyedCortexSharp("eu").UseRest(Configure, http => http.ConfigurePrimaryHttpMessageHandler(() => server));
        await using var provider = services.BuildServiceProvider();
        Assert.Equal("eu", await provider.GetRequiredKeyedService<ISqlExecutor>("eu").QueryScalarAsync<string>(Executors.Select, Executors.Reading));
    }

    private static void Configure(CortexRestOptions options)
    {
        (options.Account, options.Role, options.Warehouse, options.Database, options.Schema) = ("myorg-myaccount", "R", "W", "D", "S");
        (options.QueryTag, options.StatementTimeout) = ("t", TimeSpan.FromSeconds(90));
        options.OAuthToken = _ => new("secret");
    }
}
