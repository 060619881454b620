using System.Data.Common;
using CortexSharp.Local;
using CortexSharp.Sql;

namespace CortexSharp.SnowflakeDriver.Tests.Fakes;

/// <summary>Snowflake's driver, version 6.0.0, with its ways and an offline Cortex as the server behind it.</summary>
internal sealed class FakeSnowflake : IAsyncDisposable
{
    private readonly LocalCortex _cortex = new(new LocalCortexOptions());
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Stack<FakeSession>> _pools = [];

    public FakeSnowflake() => Factory = new FakeSnowflakeFactory(this);

    public DbProviderFactory Factory { get; }

    /// <summary>What the account sets <c>DOTNET_QUERY_RESULT_FORMAT</c> to.</summary>
    public string ResultFormat { get; set; } = "JSON";

    /// <summary>Done instead of opening a connection, to fail as the driver does.</summary>
    public Func<CancellationToken, Task>? OnOpen { get; set; }

    /// <summary>Done instead of running a statement, to fail as the driver does; null for one that runs.</summary>
    public Func<FakeSnowflakeCommand, CancellationToken, Task<DbDataReader>?>? OnExecute { get; set; }

    /// <summary>What the abort request waits for; the driver waits for it inside <c>Cancel()</c>.</summary>
    public Task AbortAnswered { get; set; } = Task.CompletedTask;

    /// <summary>The texts that were sent, the parameters of each joined behind it.</summary>
    public List<string> Sent { get; } = [];

    public List<string> ConnectionStrings { get; } = [];

    public int Logins { get; private set; }

    public int OpenConnections { get; private set; }

    public TaskCompletionSource Aborted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SnowflakeDriverOptions Options(string connectionString = "account=myorg-myaccount;user=jane;password=hunter2") =>
        new() { ConnectionString = connectionString, ProviderFactory = () => Factory };

    public Task<SqlResult> RunAsync(SqlStatement statement, string? queryTag, CancellationToken cancellationToken) =>
        _cortex.ExecuteAsync(statement, new() { QueryTag = queryTag }, cancellationToken);

    public FakeSession Open(string connectionString)
    {
        lock (_lock)
        {
            ConnectionStrings.Add(connectionString);
            OpenConnections++;
            // One pool for each exact text.
            if (_pools.GetValueOrDefault(connectionString) is { Count: > 0 } pool)
                return pool.Pop();
            Logins++;
            return new FakeSession(connectionString) { ResultFormat = ResultFormat };
        }
    }

    public void Close(FakeSession session)
    {
        lock (_lock)
        {
            OpenConnections--;
            if (!_pools.TryGetValue(session.ConnectionString, out var pool))
                _pools[session.ConnectionString] = pool = [];
            pool.Push(session);
        }
    }

    public void Record(string text)
    {
        lock (_lock)
            Sent.Add(text);
    }

    public ValueTask DisposeAsync() => _cortex.DisposeAsync();
}

/// <summary>A session, which keeps its settings in the pool.</summary>
internal sealed class FakeSession(string connectionString)
{
    public string ConnectionString => connectionString;

    public string ResultFormat { get; set; } = "JSON";
}
