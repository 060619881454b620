using System.Text.RegularExpressions;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Testing;

/// <summary>Rules for statements: lost connections, throttling, failures, delays.</summary>
public sealed class StatementRulesTests : ControlledTest
{
    private static SqlExecutionOptions Request() => new() { RequestId = Guid.NewGuid() };

    [Fact]
    public async Task LoseConnectionBefore_Retry_Runs()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        var rule = Controls.OnStatement("insert into T").Once().LoseConnectionBefore();
        var request = Request();
        await LostAsync(() => DoAsync("INSERT INTO t VALUES (1)", request));
        Assert.Equal("0", await ValueAsync("SELECT COUNT(*) FROM t"));
        Assert.Equal(1, await DoAsync("INSERT INTO t VALUES (1)", request));
        Assert.Equal(1, rule.Fired);
    }

    [Fact]
    public async Task LoseConnectionAfter_Retry_FindsWhatHasRun()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        Controls.OnStatement("INSERT").Once().LoseConnectionAfter();
        var asked = Controls.OnCompletion().Answer("1");
        var request = Request();
        await LostAsync(() => DoAsync("INSERT INTO t SELECT AI_COMPLETE('llama3.1-8b', 'p')::INT", request));
        Assert.Equal(1, await DoAsync("INSERT INTO t SELECT AI_COMPLETE('llama3.1-8b', 'p')::INT", request));
        Assert.Equal("1", await ValueAsync("SELECT COUNT(*) FROM t"));
        Assert.Equal(1, asked.Fired);
    }

    [Fact]
    public async Task LoseConnectionAfterRows_GivesThoseRows()
    {
        Controls.OnStatement(new Regex("^SELECT VALUE")).LoseConnectionAfterRows(2);
        var seen = new List<string?>();
        await LostAsync(async () =>
        {
            await foreach (var row in Local.QueryAsync(Sql("SELECT VALUE::VARCHAR FROM TABLE(FLATTEN(INPUT => [1, 2, 3])) ORDER BY 1")))
                seen.Add(row.Get<string>(0));
        });
        Assert.Equal(["1", "2"], seen);
        Assert.Equal("1", await ValueAsync("SELECT VALUE::VARCHAR FROM TABLE(FLATTEN(INPUT => [1, 2])) ORDER BY 1"));
    }

    [Fact]
    public async Task Throttle_ThenRetry_Runs()
    {
        Controls.OnStatement().Once().Throttle();
        var request = Request();
        var error = await Assert.ThrowsAsync<CortexException>(() => ValueAsync("SELECT 1", request));
        Assert.Equal((CortexErrorKind.Throttled, 390505, true), (error.Kind, error.ErrorCode, error.IsTransient));
        Assert.Equal("1", await ValueAsync("SELECT 1", request));
    }

    [Fact]
    public async Task Fail_SameRequest_FailsAgain()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        Controls.OnStatement(call => call.Options.QueryTag == "odd").Once().Fail(604, "57014", "SQL execution canceled");
        var request = Request() with { QueryTag = "odd" };
        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<CortexException>(() => DoAsync("INSERT INTO t VALUES (1)", request));
            Assert.Equal((CortexErrorKind.Cancelled, 604), (error.Kind, error.ErrorCode));
            Assert.NotNull(error.QueryId);
        }

        Assert.Equal("0", await ValueAsync("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task After_LongerThanTheTimeout_TimesOut()
    {
        var rule = Controls.OnStatement().After(TimeSpan.FromSeconds(10)).Proceed();
        var running = ValueAsync("SELECT 1", new SqlExecutionOptions { Timeout = TimeSpan.FromSeconds(5) });
        await rule.Reached;
        while (!running.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(CortexErrorKind.Timeout, (await Assert.ThrowsAsync<CortexException>(() => running)).Kind);
    }
}
