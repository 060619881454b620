using CortexSharp.Conformance;
using CortexSharp.SnowflakeDriver;
using CortexSharp.Sql;

namespace CortexSharp.Live.Tests;

/// <summary>The official driver against a real account; its assembly stands beside the tests, or is added to this project.</summary>
[Collection(LiveCollection.Name)]
public sealed class DriverConformanceTests(LiveAccount account) : SqlExecutorConformance
{
    protected override ISqlExecutor Executor =>
        field ??= SnowflakeExecutor.Create(
            new SnowflakeDriverOptions { ConnectionString = $"{LiveAccount.Get("CONNECTION_STRING")};schema={account.Schema}" });

    protected override ExecutorTraits Traits { get; } = new()
    {
        Refused = new Dictionary<string, SqlExecutionOptions>
        {
            [nameof(SqlExecutionOptions.RequestId)] = new() { RequestId = Guid.NewGuid() },
            [nameof(SqlExecutionOptions.Role)] = new() { Role = "R" },
        },
    };

    public override Task InitializeAsync()
    {
        LiveAccount.NeedAccount();
        LiveAccount.Need("CONNECTION_STRING", "the driver's connection string, without schema");
        return Task.CompletedTask;
    }

    public override Task DisposeAsync() => Task.CompletedTask;
}
