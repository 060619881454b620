using CortexSharp.Local.Testing;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Engine;

public sealed class QueryHistoryTests : IAsyncDisposable
{
    private readonly TestControls _controls = new();

    private LocalCortex Cortex => field ??= new(new() { Controls = _controls });

    public ValueTask DisposeAsync() => Cortex.DisposeAsync();

    [Fact]
    public async Task QueryHistory_Statements_TellTagAndWhatBecameOfThem()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = _controls.OnCompletion(_ => true).Answer(async (_, token) =>
        {
            await goOn.Task.WaitAsync(token);
            return "yes";
        });
        await Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE t (n NUMBER)"), new() { QueryTag = "made" });
        await Assert.ThrowsAsync<CortexException>(() =>
            Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"DROP TABLE nothing"), new() { QueryTag = "failed" }));
        var running = Cortex.QueryScalarAsync<string>(SqlStatement.Create($"SELECT AI_COMPLETE('llama3.1-8b', 'p')"), new() { QueryTag = "asking" });
        await asked.Reached;

        Assert.Equal(
            ("SUCCESS", "FAILED_WITH_ERROR", "RUNNING"), (await StatusAsync("made"), await StatusAsync("failed"), await StatusAsync("asking")));
        goOn.SetResult();
        await running;
        Assert.Equal("SUCCESS", await StatusAsync("asking"));
    }

    [Fact]
    public async Task QueryHistory_Limit_GivesTheNewest()
    {
        for (var i = 0; i < 3; i++)
            await Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"SELECT {i}"), new() { QueryTag = $"{i}" });

        // The newest is the statement that asks.
        var count = await Cortex.QueryScalarAsync<long>(
            SqlStatement.Create($"SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY(RESULT_LIMIT => {2}))"));

        Assert.Equal(2, count);
    }

    [Fact]
    public async Task QueryHistory_Times_AreThoseOfTheStatement()
    {
        await Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"SELECT 1"), new() { QueryTag = "one" });

        var row = await Cortex.QueryAsync(SqlStatement.Create(
            $"SELECT h.START_TIME <= h.END_TIME AS ENDED, h.END_TIME <= CURRENT_TIMESTAMP() AS PAST, h.QUERY_TEXT FROM "
            + $"TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER()) h WHERE h.QUERY_TAG = 'one'"))
            .SingleAsync();

        Assert.Equal((true, true, "SELECT 1"), (row.Get<bool>("ENDED"), row.Get<bool>("PAST"), row.Get<string>("QUERY_TEXT")));
    }

    [Fact]
    public async Task QueryHistory_OtherArguments_AreRefusedByName()
    {
        var error = await Assert.ThrowsAnyAsync<CortexException>(() =>
            Cortex.QueryScalarAsync<long>(
                SqlStatement.Create($"SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY(END_TIME_RANGE_START => CURRENT_TIMESTAMP()))")));

        Assert.Contains("RESULT_LIMIT", error.Message, StringComparison.Ordinal);
    }

    private Task<string?> StatusAsync(string tag) => Cortex.QueryScalarAsync<string>(
        SqlStatement.Create(
            $"SELECT h.EXECUTION_STATUS FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER(RESULT_LIMIT => 10000)) h WHERE h.QUERY_TAG = {tag}"));
}
