using CortexSharp.Conformance;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using CortexSharp.Usage;
using Microsoft.Extensions.Logging;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>An offline Cortex on a clock of its own, and logs of applications in it.</summary>
internal sealed class CallLogWorld : ILogger<CortexCallLog>, IAsyncDisposable
{
    private readonly List<string> _told = [];

    public CallLogWorld() => Cortex = new(new() { TimeProvider = Time, Controls = Controls });

    public ManualTimeProvider Time { get; } = new();

    public TestControls Controls { get; } = new();

    public LocalCortex Cortex { get; }

    /// <summary>What the logger was told.</summary>
    public IReadOnlyList<string> Told => _told;

    public CortexCallLog Log(ISqlExecutor? executor = null, CallLogOptions? options = null) =>
        new(executor ?? Cortex, options ?? new("support-api"), Time, this);

    public static async Task<IReadOnlyList<UsageDay>> ReadAsync(ICortexCallLog log) => await log.ReadAsync().ToListAsync();

    public Task<long> CountAsync(string table) =>
        Cortex.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM {SqlIdentifier.Parse(table)}"));

    public Task RunAsync(string sql) => Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}"));

    public ValueTask DisposeAsync() => Cortex.DisposeAsync();

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _told.Add(formatter(state, exception));
}
