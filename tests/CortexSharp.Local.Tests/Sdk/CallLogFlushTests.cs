using CortexSharp.Sql;
using CortexSharp.Usage;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>Each call counts once, whatever becomes of the statements that write it.</summary>
public sealed class CallLogFlushTests : IAsyncLifetime
{
    private const string Write = "INSERT INTO \"ML_CALL_LOG\"";
    private const string Tuned = "MY_DB.AI.SUPPORT_V1";

    private readonly CallLogWorld _world = new();
    private readonly CortexCallLog _log;

    public CallLogFlushTests() => _log = _world.Log();

    /// <summary>The statement never came there, or did and nobody heard of it: written again, it counts once.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Flush_ConnectionLost_CountsOnceWithTheNext(bool isDone, int flushes)
    {
        _log.Count(Tuned, new(7, 3, 10));
        await _log.FlushAsync();
        _ = isDone
            ? _world.Controls.OnStatement(Write).Once().LoseConnectionAfter()
            : _world.Controls.OnStatement(Write).Once().LoseConnectionBefore();
        _log.Count(Tuned);
        Assert.True((await Assert.ThrowsAsync<CortexException>(() => _log.FlushAsync())).IsTransient);
        // What is counted meanwhile must not go under the id of what may be there already.
        _log.Count(Tuned, failed: true);
        await _log.FlushAsync();

        var day = Assert.Single(await CallLogWorld.ReadAsync(_log));
        Assert.Equal((3, 1, 10), (day.Calls, day.Errors, day.Tokens));
        Assert.Equal(3 + flushes - 1, await _world.CountAsync("ML_CALL_LOG"));
        Assert.Equal(3, await _world.Cortex.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(DISTINCT flush_id) FROM ml_call_log")));
    }

    /// <summary>The connection is lost, and the statement comes to the server only after it was sent again.</summary>
    [Fact]
    public async Task Flush_StatementComesLate_CountsOnce()
    {
        var executor = new WatchedExecutor(_world.Cortex, Write) { LosesFirst = true };
        await using var log = _world.Log(executor);
        log.Count(Tuned, new(7, 3, 10));
        await Assert.ThrowsAsync<CortexException>(() => log.FlushAsync());
        log.Count(Tuned);
        await log.FlushAsync();
        await _world.Cortex.ExecuteNonQueryAsync(executor.Lost!);

        var day = Assert.Single(await CallLogWorld.ReadAsync(log));
        Assert.Equal((2, 10), (day.Calls, day.Tokens));
        Assert.Equal(3, await _world.CountAsync("ML_CALL_LOG"));
    }

    [Fact]
    public async Task Flush_FailsManyTimes_KeepsOneBatchAndEveryCount()
    {
        var rule = _world.Controls.OnStatement(Write).Fail(604, "57014", "canceled");
        for (var i = 0; i < 5; i++)
        {
            _log.Count(Tuned);
            await Assert.ThrowsAsync<CortexException>(() => _log.FlushAsync());
        }

        rule.Remove();
        Assert.Equal(5, Assert.Single(await CallLogWorld.ReadAsync(_log)).Calls);
        Assert.Equal(2, await _world.CountAsync("ML_CALL_LOG"));
    }

    [Fact]
    public async Task Flush_Cancelled_CountsOnceWithTheNext()
    {
        _log.Count(Tuned);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _log.FlushAsync(new(canceled: true)));
        Assert.Equal(1, Assert.Single(await CallLogWorld.ReadAsync(_log)).Calls);
    }

    [Fact]
    public async Task Flush_NothingCounted_SendsNothing()
    {
        await _log.FlushAsync();
        Assert.Equal(CortexErrorKind.NotFound, (await Assert.ThrowsAsync<CortexException>(() => CallLogWorld.ReadAsync(_log))).Kind);
    }

    [Fact]
    public async Task Flush_TableDroppedSince_MakesItAnew()
    {
        _log.Count(Tuned);
        await _log.FlushAsync();
        await _world.RunAsync("DROP TABLE ml_call_log");
        _log.Count(Tuned);
        Assert.Equal(1, Assert.Single(await CallLogWorld.ReadAsync(_log)).Calls);
    }

    [Fact]
    public async Task Count_EveryInterval_IsWritten()
    {
        var executor = new WatchedExecutor(_world.Cortex, Write);
        await using var log = _world.Log(executor);
        log.Count(Tuned);
        _world.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(0, executor.Writes);
        var written = executor.NextAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await written; // the table is made by now, or the next time
        Assert.Equal(1, Assert.Single(await CallLogWorld.ReadAsync(log)).Calls);
        var writes = executor.Writes;
        _world.Time.Advance(TimeSpan.FromHours(1)); // nothing to write
        Assert.Equal(writes, executor.Writes);
    }

    [Fact]
    public async Task Count_WritingFails_TellsTheLoggerAndNoCaller()
    {
        var executor = new WatchedExecutor(_world.Cortex, Write);
        _world.Controls.OnStatement(Write).Once().Fail(604, "57014", "canceled");
        await using var log = _world.Log(executor);
        log.Count(Tuned);
        var written = executor.NextAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        await written;
        log.Count(Tuned);
        Assert.Equal(2, Assert.Single(await CallLogWorld.ReadAsync(log)).Calls); // waits for the one before
        await log.DisposeAsync(); // which has told of its failure by now
        Assert.Equal(["Counted calls could not be written to ML_CALL_LOG (cancelled); they are kept and written with the next."], _world.Told);
        Assert.Equal(0, log.LostCalls);
    }

    [Fact]
    public async Task Dispose_WritesTheLast_AndCountsNoMore()
    {
        _log.Count(Tuned);
        await _log.DisposeAsync();
        _log.Count(Tuned);
        await _log.DisposeAsync();
        Assert.Equal(1, _log.LostCalls);
        Assert.Equal(1, Assert.Single(await CallLogWorld.ReadAsync(_world.Log())).Calls);
    }

    [Fact]
    public async Task Dispose_CannotWrite_TellsWhatIsLost()
    {
        _world.Controls.OnStatement(Write).Fail(604, "57014", "canceled");
        _log.Count(Tuned);
        await Assert.ThrowsAsync<CortexException>(() => _log.FlushAsync());
        _log.Count(Tuned);
        await _log.DisposeAsync();
        Assert.Equal(2, _log.LostCalls);
        Assert.Equal("2 counted calls were not written to ML_CALL_LOG in time and are lost.", _world.Told[^1]);
    }

    [Fact]
    public async Task Dispose_StatementNeverEnds_GivesUpInTime()
    {
        var executor = new WatchedExecutor(_world.Cortex, Write) { NeverEnds = true };
        var log = _world.Log(executor);
        log.Count(Tuned);
        var disposing = log.DisposeAsync().AsTask();
        await executor.NextAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(disposing.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await disposing;
        Assert.Equal(1, log.LostCalls);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _log.DisposeAsync();
        await _world.DisposeAsync();
    }
}
