using System.Text.Json;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Tests.Testing;

/// <summary>An offline Cortex that dies at a named point: what is in the file, what callers see, and that a new one goes on.</summary>
public sealed class CrashTests : ControlledTest
{
    [Theory]
    [InlineData(CrashPoint.StatementReceived, 0, 0)]
    [InlineData(CrashPoint.CallsAnswered, 0, 1)]
    [InlineData(CrashPoint.BeforeCommit, 0, 1)]
    [InlineData(CrashPoint.AfterCommit, 1, 1)]
    public async Task Statement_Crash_IsWholeOrNotAtAll(CrashPoint point, int rows, int asked)
    {
        await DoAsync("CREATE TABLE t (a VARCHAR)");
        var completion = Controls.OnCompletion().Answer("x");
        var crash = Controls.CrashAt(point);
        await LostAsync(() => DoAsync("INSERT INTO t SELECT AI_COMPLETE('llama3.1-8b', 'p')"));
        await LostAsync(() => ValueAsync("SELECT 1")); // dead is dead
        Assert.Equal((1, asked), (crash.Fired, completion.Fired));

        await RestartAsync();
        Assert.Equal(rows.ToString(System.Globalization.CultureInfo.InvariantCulture), await ValueAsync("SELECT COUNT(*) FROM t"));
        Assert.Equal(1, await DoAsync("INSERT INTO t VALUES ('y')"));
    }

    [Fact]
    public async Task Statement_OfAnotherCaller_IsLostToo()
    {
        var waiting = Controls.OnCompletion("slow").After(TimeSpan.FromDays(1)).Proceed();
        var slow = AskAsync("slow");
        await waiting.Reached;
        Controls.CrashAt(CrashPoint.StatementReceived);
        await LostAsync(() => ValueAsync("SELECT 1"));
        await LostAsync(() => slow);
    }

    [Fact]
    public async Task CrashAt_Skip_PassesUnharmed()
    {
        var crash = Controls.CrashAt(CrashPoint.StatementReceived, skip: 2);
        Assert.Equal("1", await ValueAsync("SELECT 1"));
        Assert.Equal("2", await ValueAsync("SELECT 2"));
        Assert.Equal(0, crash.Fired);
        await LostAsync(() => ValueAsync("SELECT 3"));
    }

    [Theory]
    [InlineData(CrashPoint.JobClaimed)]
    [InlineData(CrashPoint.TrainingDataRead)]
    [InlineData(CrashPoint.TrainingProgressed)]
    [InlineData(CrashPoint.ModelTrained)]
    [InlineData(CrashPoint.ModelStored)]
    public async Task Training_Crash_IsTakenUpWhenTheLeaseEnds(CrashPoint point)
    {
        await DoAsync("CREATE TABLE pairs AS SELECT 'money back ' || VALUE::VARCHAR AS prompt, IFF(VALUE::INT % 2 = 0, 'refund', 'delivery') AS "
            + "completion FROM TABLE(FLATTEN(INPUT => "
            + $"PARSE_JSON('{JsonSerializer.Serialize(Enumerable.Range(0, 40))}')))");
        var crash = Controls.CrashAt(point);
        var id = await ValueAsync("SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'tuned', 'llama3.1-8b', 'SELECT prompt, completion FROM pairs')");
        await crash.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        await LostAsync(() => ValueAsync("SELECT 1"));

        await RestartAsync();
        var status = await StatusAsync(id!);
        Assert.Equal(point is CrashPoint.ModelStored ? "SUCCESS" : "IN_PROGRESS", status);
        Time.Advance(TimeSpan.FromSeconds(6));
        while (await StatusAsync(id!) is not "SUCCESS")
            await Task.Yield();
        Assert.Equal("1", (await Local.QueryAsync(Sql("SHOW MODELS")).CountAsync()).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotNull(await AskAsync("money back", "tuned"));
        Assert.Equal("ok", Integrity());
    }

    private async Task<string?> StatusAsync(string id) =>
        JsonElement.Parse((await ValueAsync($"SELECT SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{id}')"))!).GetProperty("status").GetString();

    private string? Integrity()
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string?)command.ExecuteScalar();
    }
}
