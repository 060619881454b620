using CortexSharp.Conformance;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests;

/// <summary>The offline Cortex as an executor like any other.</summary>
[CollectionDefinition(nameof(LocalCortexConformanceTests), DisableParallelization = true)]
[Collection(nameof(LocalCortexConformanceTests))]
public sealed class LocalCortexConformanceTests : SqlExecutorConformance
{
    private readonly LocalCortex _cortex = new(new LocalCortexOptions());

    protected override ISqlExecutor Executor => _cortex;

    public override Task InitializeAsync() => Task.CompletedTask;

    public override Task DisposeAsync() => _cortex.DisposeAsync().AsTask();
}
