using System.Text.RegularExpressions;
using CortexSharp.Local;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;

namespace CortexSharp.Docs.Tests.Snippets;

public class TestControlsSnippets
{
    [Fact]
    public async Task Rules()
    {
        #region test-controls
        var controls = new TestControls();
        await using var cortex = new LocalCortex(new() { Controls = controls });

        controls.OnCompletion("money back").Answer("refund");
        controls.OnCompletion(new Regex(@"order \d+"), model: "llama3.1-8b").Answer("delivery", "refund"); // in turn, the last for ever
        controls.OnCompletion("forbidden").AnswerNull();
        controls.OnCompletion("busy").Once().Throttle();
        controls.OnCompletion("broken").Fail("internal error", status: 500);
        var slow = controls.OnCompletion("slow").After(TimeSpan.FromSeconds(30)).Proceed(); // by the injected clock, then the model itself
        #endregion

        Assert.Equal("refund", await AskAsync("I want my money back"));
        Assert.Equal("delivery", await AskAsync("order 12"));
        Assert.Equal("refund", await AskAsync("order 12"));
        Assert.Null(await AskAsync("forbidden"));
        Assert.Null(await AskAsync("busy"));
        Assert.Null(await AskAsync("broken"));
        Assert.NotNull(await AskAsync("busy"));
        Assert.Equal(0, slow.Fired);

        Task<string?> AskAsync(string prompt) => cortex.QueryScalarAsync<string>(SqlStatement.Create($"SELECT AI_COMPLETE('llama3.1-8b', {prompt})"));
    }

    [Fact]
    public async Task LostConnection()
    {
        var controls = new TestControls();
        await using var cortex = new LocalCortex(new() { Controls = controls });
        await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE answers (answer VARCHAR)"));

        #region lost-connection
        controls.OnStatement("INSERT INTO answers").Once().LoseConnectionAfter();
        var options = new SqlExecutionOptions { RequestId = Guid.NewGuid() };
        var insert = SqlStatement.Create($"INSERT INTO answers VALUES ('refund')");
        var lost = await Assert.ThrowsAsync<CortexException>(() => cortex.ExecuteNonQueryAsync(insert, options));
        Assert.Equal(CortexErrorKind.Network, lost.Kind);
        Assert.Equal(1, await cortex.ExecuteNonQueryAsync(insert, options)); // found, not run again
        #endregion

        Assert.Equal(1, await cortex.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM answers")));
    }

    [Fact]
    public async Task Crash()
    {
        var folder = Directory.CreateTempSubdirectory("cortexsharp-docs-");
        var path = Path.Combine(folder.FullName, "cortex.db");
        var controls = new TestControls();
        var cortex = new LocalCortex(new() { Path = path, Controls = controls });
        await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE answers (answer VARCHAR)"));

        #region crash
        controls.CrashAt(CrashPoint.BeforeCommit);
        await Assert.ThrowsAsync<CortexException>(() => cortex.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT INTO answers VALUES ('refund')")));
        await cortex.DisposeAsync();
        await using var restarted = new LocalCortex(new() { Path = path });
        Assert.Equal(0, await restarted.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM answers")));
        #endregion

        await restarted.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Interleaved()
    {
        await using var cortex = new LocalCortex(new());
        await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE pointer (version NUMBER)"));

        #region interleaving
        for (var seed = 0; seed < 20; seed++)
        {
            await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT OVERWRITE INTO pointer VALUES (0)"));
            await Interleaving.RunAsync(seed, AdvanceAsync, AdvanceAsync);
        }

        async Task AdvanceAsync()
        {
            var seen = await cortex.QueryScalarAsync<long>(SqlStatement.Create($"SELECT version FROM pointer"));
            await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"UPDATE pointer SET version = {seen} + 1 WHERE version = {seen}"));
        }
        #endregion

        Assert.InRange(await cortex.QueryScalarAsync<long>(SqlStatement.Create($"SELECT version FROM pointer")), 1, 2);
    }
}
