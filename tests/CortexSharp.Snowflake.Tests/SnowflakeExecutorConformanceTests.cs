using CortexSharp.Conformance;
using CortexSharp.SnowflakeDriver.Tests.Fakes;
using CortexSharp.Sql;

namespace CortexSharp.SnowflakeDriver.Tests;

/// <summary>The executor over the driver, whose part a fake plays that behaves as version 6.0.0 was seen to.</summary>
[CollectionDefinition(nameof(SnowflakeExecutorConformanceTests), DisableParallelization = true)]
[Collection(nameof(SnowflakeExecutorConformanceTests))]
public sealed class SnowflakeExecutorConformanceTests : SqlExecutorConformance
{
    private readonly FakeSnowflake _driver = new();

    protected override ISqlExecutor Executor => field ??= SnowflakeExecutor.Create(_driver.Options());

    protected override ExecutorTraits Traits { get; } = new()
    {
        Refused = new Dictionary<string, SqlExecutionOptions>
        {
            [nameof(SqlExecutionOptions.RequestId)] = new() { RequestId = Guid.NewGuid() },
            [nameof(SqlExecutionOptions.Role)] = new() { Role = "R" },
            [nameof(SqlExecutionOptions.Warehouse)] = new() { Warehouse = "W" },
            [nameof(SqlExecutionOptions.Database)] = new() { Database = "D" },
            [nameof(SqlExecutionOptions.Schema)] = new() { Schema = "S" },
        },
    };

    public override Task InitializeAsync() => Task.CompletedTask;

    public override Task DisposeAsync() => _driver.DisposeAsync().AsTask();
}
