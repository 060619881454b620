using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CortexSharp.Conformance;
using CortexSharp.Local.Server.Hosting;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Sql;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Tests;

/// <summary>
/// Many statements of every kind over a connection that loses, delays and garbles: no answer is wrong, nothing runs twice, nothing hangs.
/// <c>CORTEXSHARP_SOAK_CALLS=10000</c> makes it longer.
/// </summary>
public sealed class UnreliableNetworkTests
{
    private const int Workers = 8;
    private const int ManyRows = 700;

    // Long enough for a loaded machine: what takes longer hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(Calls > 1_000 ? 30 : 3);

    private readonly ConcurrentDictionary<int, bool> _inserted = [];
    private readonly ConcurrentDictionary<string, bool> _jobs = [];
    private int _answers;
    private int _failures;
    private int _lostJobs;

    private static int Calls => int.Parse(Environment.GetEnvironmentVariable("CORTEXSHARP_SOAK_CALLS") ?? "1000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Statements_OverAnUnreliableNetwork_AreRightAndRunOnce()
    {
        await using var server = await LocalCortexServer.StartAsync(new() { PartitionRows = 100 });
        await server.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE NOTES (ID NUMBER, TEXT VARCHAR)"));
        await server.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE PAIRS (PROMPT VARCHAR, COMPLETION VARCHAR)"));
        await server.Cortex.ExecuteNonQueryAsync(
            SqlStatement.Create($"INSERT INTO PAIRS VALUES ({"late parcel"}, {"delivery"}), ({"money back"}, {"refund"})"));
        var networks = Enumerable.Range(0, Workers).Select(worker => new UnreliableNetwork(seed: worker)).ToArray();
        await Task.WhenAll(networks.Select((network, worker) => WorkAsync(server.Url, network, worker))).WaitAsync(Patience);

        // Every note that was said to be written is there once; one whose end nobody knows is there once or not at all.
        var notes = await server.Cortex.QueryAsync(SqlStatement.Create($"SELECT ID, COUNT(*) AS N FROM NOTES GROUP BY ID"))
            .ToDictionaryAsync(r => r.Get<int>("ID"), r => r.Get<int>("N"));
        Assert.All(notes, note => Assert.Equal(1, note.Value));
        Assert.All(_inserted.Keys, id => Assert.Contains(id, notes.Keys));

        using var shown =
            JsonDocument.Parse((await server.Cortex.QueryScalarAsync<string>(SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('SHOW')")))!);
        var jobs = shown.RootElement.EnumerateArray().Select(job => job.GetProperty("id").GetString()!).ToHashSet();
        Assert.Subset(jobs, _jobs.Keys.ToHashSet());
        Assert.InRange(jobs.Count, _jobs.Count, _jobs.Count + _lostJobs);

        Assert.True(networks.Sum(n => n.Faults) > Calls / 10, "The network was too reliable to prove anything.");
        Assert.InRange(_failures, 0, Calls / 20);
        Assert.Equal(Calls, _answers + _failures);
    }

    private async Task WorkAsync(Uri url, UnreliableNetwork network, int worker)
    {
        using var http = new HttpClient(network) { BaseAddress = url };
        var time = new ManualTimeProvider { SkipsWaiting = true, LongestSkip = TimeSpan.FromMinutes(1) };
        var executor = new RestSqlExecutor(http, new AnyToken(), new RestSqlExecutorOptions { TimeProvider = time, PartitionsAhead = 0 });
        for (var i = worker; i < Calls; i += Workers)
        {
            try
            {
                await CallAsync(executor, i);
                Interlocked.Increment(ref _answers);
            }
            catch (CortexException e) when (e.Kind == CortexErrorKind.Network || e.Kind == CortexErrorKind.UnexpectedResponse
                || e.Kind == CortexErrorKind.Timeout || e.Kind == CortexErrorKind.Throttled)
            {
                Interlocked.Increment(ref _failures);
                if (i % 100 == 0)
                    Interlocked.Increment(ref _lostJobs);
            }
        }
    }

    private async Task CallAsync(RestSqlExecutor executor, int i)
    {
        switch (i % 100)
        {
            case 0:
                var create = SqlStatement.Create(
                    $"SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', {SqlLiteral.Of($"soak_model_{i}")}, 'llama3.1-8b', 'SELECT PROMPT, COMPLETION "
                    + $"FROM PAIRS')");
                var job = await executor.QueryScalarAsync<string>(create, new() { Effect = SqlEffect.Billable, RequestId = Guid.NewGuid() });
                Assert.True(_jobs.TryAdd(job!, true));
                break;
            case < 30:
                Assert.Equal(1, await executor.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT INTO NOTES VALUES ({i}, {"note"})")));
                _inserted[i] = true;
                break;
            case < 40:
                var rows = await executor.QueryAsync(SqlStatement.Create(
                    $"WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < {ManyRows}) SELECT n, {i} AS i FROM r ORDER BY n"))
                    .Select(r => (r.Get<int>(0), r.Get<int>(1))).ToListAsync();
                Assert.Equal(Enumerable.Range(1, ManyRows).Select(n => (n, i)), rows);
                break;
            case < 50:
                var refused = await Assert.ThrowsAsync<CortexException>(() => executor.ExecuteAsync(SqlStatement.Create($"SELECT * FROM MISSING")));
                if (refused.Kind != CortexErrorKind.NotFound)
                    throw refused;
                break;
            case < 60:
                using (var source = new CancellationTokenSource())
                {
                    var running = executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT SYSTEM$WAIT(60)"), null, source.Token);
                    await source.CancelAsync();
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
                }

                break;
            default:
                var text = HardTexts.Random(seed: i, count: 1).Single();
                Assert.Equal(text, await executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT {text} AS V")));
                break;
        }
    }

    private sealed class AnyToken : IRestCredentials
    {
        public ValueTask<RestToken> GetTokenAsync(RestToken? refused = null, CancellationToken cancellationToken = default) =>
            new(new RestToken("any", RestTokenType.OAuth));
    }
}
