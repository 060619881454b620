using System.Globalization;
using System.Text.Json;
using CortexSharp.Conformance;
using CortexSharp.Local.Testing;
using CortexSharp.Local.Tests.Cortex;
using CortexSharp.Samples;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Tests.Testing;

/// <summary>Processes of their own that write and train on one file, and are really killed.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly TemporaryFile _file = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Kill_WhileWritingAndTraining_LeavesTheFileWholeAndTheJobGoesOn()
    {
        var random = new Random(20_261_124);
        CrashPoint?[] kills = [null, CrashPoint.BeforeCommit, null, CrashPoint.TrainingProgressed, null, CrashPoint.AfterCommit];
        var told = new Dictionary<string, int>();
        foreach (var point in kills)
        {
            _time.Advance(TimeSpan.FromMinutes(1)); // the lease of the one before is over
            told.Add(Now, await WriteUntilKilledAsync(point, random.Next(5, 60)));
            Assert.Equal("ok", Integrity());
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        await using var cortex = Open();
        foreach (var (process, lines) in told)
        {
            // Every row that was told is there, and of each statement both rows or none.
            var written = await cortex.QueryAsync(SqlStatement.Create($"SELECT n FROM written WHERE process = {process} ORDER BY n, part"))
                .Select(row => row.Get<int>(0)).ToListAsync();
            Assert.True(written.Count >= 2 * lines, $"{written.Count} rows of {lines} statements of {process}");
            Assert.Equal(Enumerable.Range(0, written.Count).Select(i => i / 2), written);
            Assert.Equal(0, written.Count % 2);
        }

        Assert.Equal("SUCCESS", await EndOfJobAsync(cortex, Assert.Single(await JobsAsync(cortex))));
        Assert.Equal("refund", await cortex.QueryScalarAsync<string>(SqlStatement.Create($"SELECT AI_COMPLETE('tuned', 'money back')")));
        Assert.Equal(1, await cortex.QueryAsync(SqlStatement.Create($"SHOW MODELS")).CountAsync());
    }

    [Fact]
    public async Task Training_OfAnotherProcess_IsItsOwnUntilTheLeaseEnds()
    {
        using var process = SampleProcess.Start("CortexSharp.Local.Worker", _file.Path, Now);
        await process.ReadUntilAsync("written 0");
        var controls = new TestControls();
        await using var cortex = Open(controls);
        var theirs = Assert.Single(await JobsAsync(cortex));
        while (await StatusAsync(cortex, theirs) is "PENDING")
            await Task.Yield();

        // What is trained here is the second job alone: a second claim would crash this.
        var secondClaim = controls.CrashAt(CrashPoint.JobClaimed, skip: 1);
        var ours = await cortex.QueryScalarAsync<string>(
            SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'ours', 'llama3.1-8b', 'SELECT prompt, completion FROM pairs')"));
        Assert.Equal("SUCCESS", await EndOfJobAsync(cortex, ours!));
        Assert.Equal("IN_PROGRESS", await StatusAsync(cortex, theirs));
        Assert.Equal(0, secondClaim.Fired);

        secondClaim.Remove();
        process.Kill();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("SUCCESS", await EndOfJobAsync(cortex, theirs));
        Assert.Equal(2, await cortex.QueryAsync(SqlStatement.Create($"SHOW MODELS")).CountAsync());
    }

    private string Now => _time.GetUtcNow().ToString("O");

    private LocalCortex Open(TestControls? controls = null) => new(new() { Path = _file.Path, TimeProvider = _time, Controls = controls });

    /// <summary>
    /// Lets a process write until it is killed: by itself at a point that it has passed some times, or from outside when it has told of so many
    /// statements.
    /// </summary>
    /// <returns>How many statements it told of.</returns>
    private async Task<int> WriteUntilKilledAsync(CrashPoint? point, int after)
    {
        string[] crash = point is null ? [] : [$"{point}", after.ToString(CultureInfo.InvariantCulture)];
        using var process = SampleProcess.Start("CortexSharp.Local.Worker", [_file.Path, Now, .. crash]);
        if (point is null)
        {
            for (var line = 0; line < after; line++)
                await process.ReadUntilAsync("written");
            process.Kill();
        }
        else
        {
            Assert.NotEqual(0, await process.EndAsync());
            Assert.Equal("", process.Errors);
        }

        return process.Output.Split("written ").Length - 1;
    }

    private string? Integrity()
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string?)command.ExecuteScalar();
    }

    private static async Task<string[]> JobsAsync(LocalCortex cortex) =>
        [.. JsonElement.Parse((await cortex.QueryScalarAsync<string>(SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('SHOW')")))!)
            .EnumerateArray().Select(job => job.GetProperty("id").GetString()!)];

    private static async Task<string?> StatusAsync(LocalCortex cortex, string job) => JsonElement
        .Parse(
            (await cortex.QueryScalarAsync<string>(
                SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', {SqlText.Trusted($"'{job}'")})")))!)
        .GetProperty("status").GetString();

    private static async Task<string?> EndOfJobAsync(LocalCortex cortex, string job)
    {
        while (true)
        {
            if (await StatusAsync(cortex, job) is var status and not ("PENDING" or "IN_PROGRESS"))
                return status;
            await Task.Yield();
        }
    }
}
