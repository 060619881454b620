using System.Data.Common;
using CortexSharp.Completions;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;

namespace CortexSharp.Docs.Tests.Snippets;

public class SetupSnippets
{
    [Fact]
    public void Snowflake()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().Build();

        #region snowflake
        DbProviderFactories.RegisterFactory("Snowflake.Data", "Snowflake.Data.Client.SnowflakeDbFactory, Snowflake.Data");
        services.AddCortexSharp().UseDbDataSource(_ =>
            DbProviderFactories.GetFactory("Snowflake.Data").CreateDataSource(configuration.GetConnectionString("Snowflake")!));
        #endregion

        Assert.Contains(services, s => s.ServiceType == typeof(ISqlExecutor));
    }

    [Fact]
    public void Configured()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Cortex:HistoryMode"] = "LegacyComplete" }).Build();

        #region configured
        services.AddCortexSharp(configuration.GetSection("Cortex")).UseLocal("cortex.db");
        services.AddKeyedCortexSharp("eu").UseLocal("cortex-eu.db");
        #endregion

        using var provider = services.BuildServiceProvider();
        Assert.Equal(HistoryMode.LegacyComplete, provider.GetRequiredService<IOptions<CortexSharpOptions>>().Value.HistoryMode);
    }

    [Fact]
    public async Task Statement()
    {
        await using var local = new CortexSharp.Local.LocalCortex(new());
        ISqlExecutor executor = local;
        await executor.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE customers (id NUMBER, name VARCHAR)"));
        var userInput = "O'Hara\\";
        await executor.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT INTO customers VALUES (1, {userInput})"));
        var found = 0;

        #region statement
        var table = SqlIdentifier.Parse("customers");
        var statement = SqlStatement.Create($"SELECT id, name FROM {table} WHERE name = {userInput}");
        await foreach (var row in executor.QueryAsync(statement))
        {
            Console.WriteLine($"{row.Get<long>("ID")}: {row.Get<string>("NAME")}");
            found++;
        }
        #endregion

        Assert.Equal(1, found);
    }

    [Fact]
    public async Task Mocked()
    {
        #region mock-client
        var cortex = new Mock<ICortexCompleteClient>();
        cortex.Setup(c => c.CompleteAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CompletionResult("refund_request"));

        var fineTune = new Mock<ICortexFineTuneClient>();
        fineTune.SetupSequence(f => f.DescribeAsync("ft_1", It.IsAny<CancellationToken>()))
            .ReturnsAsync(new FineTuningJob("ft_1", FineTuningStatus.InProgress) { Progress = 0.5 })
            .ReturnsAsync(new FineTuningJob("ft_1", FineTuningStatus.Success) { Model = "ML.PROD.SUPPORT_V1" });
        #endregion

        Assert.Equal("refund_request", (await cortex.Object.CompleteAsync("m", "p")).Text);
        var fast = new JobPollPolicy { InitialInterval = TimeSpan.Zero, MaxInterval = TimeSpan.Zero };
        Assert.Equal("ML.PROD.SUPPORT_V1", (await fineTune.Object.WaitUntilFinishedAsync("ft_1", fast)).Model);

        #region mock-executor
        var executor = new Mock<ISqlExecutor>();
        executor.Setup(e => e.ExecuteAsync(It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => SqlResult.Of(["ID", "PROMPT"], [1, "Where is my parcel?"], [2, null]));
        #endregion

        Assert.Equal(2, await executor.Object.QueryAsync(SqlStatement.Create($"SELECT 1")).CountAsync());
    }

    [Fact]
    public void Scored()
    {
        #region exact-match
        var right = CortexSharp.Metrics.ExactMatch.IsMatch("refund_request", "refund_request");
        #endregion

        Assert.True(right);
    }
}
