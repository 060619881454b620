using CortexSharp.Local.Engine;
using CortexSharp.Local.Tests.Cortex;
using CortexSharp.Local.Tests.Engine;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Tests;

/// <summary>The executor: options, cancellation, streaming, concurrency, finding statements again.</summary>
public sealed class LocalCortexTests : EngineTest
{
    private const string Endless = "WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r) SELECT COUNT(*) FROM r WHERE i < 0";

    [Fact]
    public async Task Execute_Select_TellsDigitsOfNumbersAndTimes()
    {
        await using var result =
            await Local.ExecuteAsync(Sql("SELECT 1.25::NUMBER(10,2), 1, '12:00'::TIME(3), '2026-01-01'::TIMESTAMP_NTZ, 'x', 1.5::FLOAT"));
        Assert.Equal([(10, 2), (1, 0), (null, 3), (null, 9), (null, null), (null, null)], result.Columns.Select(c => (c.Precision, c.Scale)));
    }

    [Theory]
    [InlineData("SELECT a, AI_COMPLETE('m', b) AS answer FROM t", "A FIXED, ANSWER TEXT")]
    [InlineData("INSERT INTO t VALUES (1, 'x')", "number of rows inserted FIXED")]
    [InlineData("UPDATE t SET a = 2", "number of rows updated FIXED, number of multi-joined rows updated FIXED")]
    [InlineData("CREATE TABLE u AS SELECT * FROM t", "status TEXT")]
    [InlineData("SHOW PARAMETERS IN ACCOUNT", "key TEXT, value TEXT, default TEXT, level TEXT, description TEXT, type TEXT")]
    public async Task Describe_Statement_TellsColumnsAndRunsNothing(string sql, string columns)
    {
        await DoAsync("CREATE TABLE t (a INT, b TEXT) AS SELECT 1, 'p'");
        var described = await Local.DescribeAsync("q", Sql(sql), null, default);
        Assert.Equal(columns, string.Join(", ", described.Select(c => $"{c.Name} {c.TypeName}")));
        Assert.Empty(Cortex.Asked);
        Assert.Equal("1", await ValueAsync("SELECT SUM(a) FROM t"));
        await Assert.ThrowsAsync<CortexException>(() => RunAsync("SELECT * FROM u"));
    }

    [Fact]
    public async Task Execute_OwnQueryId_IsTheStatements()
    {
        await using var result = await Local.ExecuteAsync("q-1", Sql("SELECT 1"), null, default);
        Assert.Equal("q-1", result.QueryId);
        var error = await Assert.ThrowsAsync<CortexException>(() => Local.ExecuteAsync("q-2", Sql("SELECT nope"), null, default));
        Assert.Equal(("q-2", "SQL compilation error: error line 1 at position 7\ninvalid identifier 'NOPE'"), (error.QueryId, error.ServerMessage));
    }

    [Fact]
    public async Task Execute_SameRequestId_RunsOnce()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        var options = new SqlExecutionOptions { RequestId = Guid.NewGuid() };
        await using var first = await Local.ExecuteAsync(Sql("INSERT INTO t VALUES (1)"), options);
        await using var second = await Local.ExecuteAsync(Sql("INSERT INTO t VALUES (1)"), options);
        Assert.Equal((first.QueryId, 1L), (second.QueryId, second.AffectedRows));
        Assert.Equal("1", await ValueAsync("SELECT COUNT(*) FROM t"));
        await using var attached = await Local.AttachAsync(first.QueryId!);
        Assert.Equal(1, attached.AffectedRows);
    }

    [Fact]
    public async Task Execute_SameRequestIdWhileRunning_WaitsForTheFirst()
    {
        var gate = new TaskCompletionSource();
        Cortex.Gate = gate.Task;
        var options = new SqlExecutionOptions { RequestId = Guid.NewGuid() };
        var first = Local.QueryScalarAsync<string>(Sql("SELECT AI_COMPLETE('m', 'p')"), options);
        var second = Local.QueryScalarAsync<string>(Sql("SELECT AI_COMPLETE('m', 'p')"), options);
        gate.SetResult();
        Assert.Equal(("P", "P"), (await first, await second));
        Assert.Single(Cortex.Asked);
    }

    [Fact]
    public async Task Attach_UnknownId_SaysNotFound() =>
        Assert.Equal(CortexErrorKind.NotFound, (await Assert.ThrowsAsync<CortexException>(() => Local.AttachAsync("nope"))).Kind);

    [Theory]
    [InlineData("SELECT SYSTEM$WAIT(3600)")]
    [InlineData(Endless)]
    public async Task Execute_Cancelled_EndsAtOnce(string sql)
    {
        using var cancel = new CancellationTokenSource();
        var running = Local.ExecuteAsync(Sql(sql), null, cancel.Token);
        Assert.False(running.IsCompleted);
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal("1", await ValueAsync("SELECT 1"));
    }

    [Theory]
    [InlineData("SELECT x.i % 10, COUNT(*), MAX(UPPER(x.a || y.a)) FROM t x CROSS JOIN t y GROUP BY 1 ORDER BY 1")]
    [InlineData("INSERT INTO t SELECT x.i, UPPER(x.a || y.a) FROM t x CROSS JOIN t y")]
    public async Task Execute_CancelledInALongScan_EndsAtOnceAndChangesNothing(string sql)
    {
        await DoAsync(
            "CREATE TABLE t AS WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r WHERE i < 20000) SELECT i, 'row ' || i AS a FROM r");
        await IsCancelledAtOnceAsync(Local, sql); // 400 million pairs
        Assert.Equal("20000", await ValueAsync("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task Execute_CancelledWhileAnotherProcessWrites_EndsAtOnce()
    {
        using var file = new TemporaryFile();
        await using var cortex = new LocalCortex(new() { Path = file.Path });
        await cortex.ExecuteNonQueryAsync(Sql("CREATE TABLE t (a INT)"));
        using var other = new SqliteConnection($"Data Source={file.Path};Pooling=False");
        other.Open();
        using (other.BeginTransaction(deferred: false))
            await IsCancelledAtOnceAsync(cortex, "INSERT INTO t VALUES (1)");
        Assert.Equal(1, await cortex.ExecuteNonQueryAsync(Sql("INSERT INTO t VALUES (2)")));
        Assert.Equal(2, await cortex.QueryScalarAsync<long>(Sql("SELECT SUM(a) FROM t")));
    }

    /// <summary>Cancels a statement that is under way, which ends it well within the time that the test waits on a busy machine.</summary>
    private static async Task IsCancelledAtOnceAsync(LocalCortex cortex, string sql)
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            cortex.ExecuteNonQueryAsync(Sql(sql), null, cancel.Token).WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Execute_Timeout_SaysSo()
    {
        var error =
            await Assert.ThrowsAsync<CortexException>(() => Local.ExecuteAsync(Sql(Endless), new() { Timeout = TimeSpan.FromMilliseconds(50) }));
        Assert.Equal(CortexErrorKind.Timeout, error.Kind);
        Assert.Equal(630, error.ErrorCode);
    }

    [Fact]
    public async Task Rows_OfAMillion_StreamAndStop()
    {
        var seen = 0;
        await foreach (var row in Local.QueryAsync(Sql("WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r) SELECT i FROM r")))
        {
            if (++seen == 1000)
                break;
        }

        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in Local.QueryAsync(
                Sql("WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r) SELECT i FROM r"), null, cancel.Token))
            {
                if (++seen == 2000)
                    cancel.Cancel();
            }
        });
        Assert.InRange(seen, 2000, 2256);
    }

    [Fact]
    public async Task Writers_SideBySide_LoseNothing()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        await DoAsync("CREATE TABLE counter (n INT)");
        await DoAsync("INSERT INTO counter VALUES (0)");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async writer =>
        {
            for (var i = 0; i < 5; i++)
            {
                await DoAsync("INSERT INTO t VALUES (?)", (writer * 5) + i);
                await DoAsync("UPDATE counter SET n = n + 1");
            }
        }));
        Assert.Equal("100", await ValueAsync("SELECT COUNT(DISTINCT a) FROM t"));
        Assert.Equal("100", await ValueAsync("SELECT n FROM counter"));
    }

    [Fact]
    public async Task File_IsSharedByTwoExecutors()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".db");
        try
        {
            await using (var one = new LocalCortex(new() { Path = path }))
            await using (var two = new LocalCortex(new() { Path = path }))
            {
                await one.ExecuteNonQueryAsync(Sql("CREATE TABLE t (a INT)"));
                await Task.WhenAll(
                    Enumerable.Range(0, 10)
                        .SelectMany(i =>
                            new[]
                            {
                                one.ExecuteNonQueryAsync(Sql("INSERT INTO t VALUES (1)")), two.ExecuteNonQueryAsync(Sql("INSERT INTO t VALUES (2)")),
                            }));
                Assert.Equal(20, await two.QueryScalarAsync<long>(Sql("SELECT COUNT(*) FROM t")));
                // A translation made before is not used for a table that is another now.
                await one.ExecuteNonQueryAsync(Sql("CREATE OR REPLACE TABLE t AS SELECT 'x' AS a"));
                Assert.Equal("1", await two.QueryScalarAsync<string>(Sql("SELECT COUNT(*) FROM t")));
            }
        }
        finally
        {
            foreach (var suffix in new[] { "", "-wal", "-shm" })
                File.Delete(path + suffix);
        }
    }

    [Fact]
    public async Task Options_SetTheContext()
    {
        var options = new SqlExecutionOptions { Database = "D2", Schema = "s 2", Role = "R", Warehouse = "W" };
        foreach (var statement in (string[])["CREATE ROLE r", "GRANT USAGE ON DATABASE d2 TO ROLE r", "GRANT ALL ON SCHEMA d2.\"s 2\" TO ROLE r"])
            await Local.ExecuteNonQueryAsync(Sql(statement));
        await Local.ExecuteNonQueryAsync(Sql("CREATE TABLE t (a INT)"), options);
        Assert.Equal(
            "D2/s 2/R/W",
            await Local.QueryScalarAsync<string>(
                Sql(
                    "SELECT CURRENT_DATABASE() || '/' || CURRENT_SCHEMA() || '/' || CURRENT_ROLE() || '/' || CURRENT_WAREHOUSE() FROM (SELECT "
                    + "COUNT(*) FROM D2.\"s 2\".T)"), options));
    }

    [Fact]
    public async Task TrainingData_BadQuery_FailsInSnowflakesWords()
    {
        LocalCortexOptions options = new();
        TrainingDataReader? reader = null;
        await using var engine = new SqlEngine(options, (database, data, _) =>
        {
            reader = (TrainingDataReader)data;
            return new(Cortex, new(database, options));
        });
        var context = new Local.Cortex.CallContext("01ab", "LOCAL", "PUBLIC", null);
        var error =
            await Assert.ThrowsAsync<LocalSqlException>(async () => await reader!.ReadAsync("select 1 as prompt;", context, default).CountAsync());
        Assert.Equal(
            "SQL compilation error:\nsyntax error line 1 at position 54 unexpected ';'.",
            error.Message);
        Assert.Equal([("p", "c")], await reader!.ReadAsync("select 'p' as prompt, 'c' as completion", context, default).ToListAsync());
    }
}
