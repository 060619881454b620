using CortexSharp.Conformance;
using CortexSharp.Sql;

namespace CortexSharp.Live.Tests;

/// <summary>The SQL API executor against a real account.</summary>
[Collection(LiveCollection.Name)]
public sealed class RestConformanceTests(LiveAccount account) : SqlExecutorConformance
{
    protected override ISqlExecutor Executor => account.Sql;

    public override Task InitializeAsync()
    {
        LiveAccount.NeedAccount();
        return Task.CompletedTask;
    }

    public override Task DisposeAsync() => Task.CompletedTask;
}
