using CortexSharp.Usage;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>Calls are counted into a table of the offline Cortex.</summary>
public sealed class CallLogTests : IAsyncLifetime
{
    private const string Tuned = "MY_DB.AI.SUPPORT_V1";

    private readonly CallLogWorld _world = new();
    private readonly CortexCallLog _log;

    public CallLogTests() => _log = _world.Log();

    [Fact]
    public async Task Read_Calls_AreTheirCountsByDayModelAndCaller()
    {
        await using var other = _world.Log(_world.Cortex, new("nightly-job"));
        _log.Count(Tuned, new(7, 3, 10));
        _world.Time.Advance(TimeSpan.FromHours(1));
        _log.Count(Tuned, failed: true);
        _log.Count("llama3.1-8b");
        await _log.FlushAsync();
        _log.Count(Tuned, new(1, 1, 2));
        other.Count(Tuned, new(100, 0, 100));
        await other.FlushAsync();
        _world.Time.Advance(TimeSpan.FromHours(12)); // 01:00 of the next day
        _log.Count(Tuned);

        Assert.Equal(
            [
                new(new(2026, 11, 22), Tuned, "ML_CALL_LOG", 1) { Caller = "nightly-job", Errors = 0, Tokens = 100, LastCallAt = At(13) },
                new(new(2026, 11, 22), Tuned, "ML_CALL_LOG", 3) { Caller = "support-api", Errors = 1, Tokens = 12, LastCallAt = At(13) },
                new(new(2026, 11, 22), "llama3.1-8b", "ML_CALL_LOG", 1) { Caller = "support-api", Errors = 0, LastCallAt = At(13) },
                new(new(2026, 11, 23), Tuned, "ML_CALL_LOG", 1) { Caller = "support-api", Errors = 0, LastCallAt = At(25) },
            ],
            await CallLogWorld.ReadAsync(_log));
        Assert.Equal([new DateOnly(2026, 11, 23)], await _log.ReadAsync(new(2026, 11, 23)).Select(d => d.Day).ToListAsync());
    }

    [Fact]
    public async Task Count_MoreModelsThanAreKept_LosesTheFurtherOnesAndTells()
    {
        await using var log = _world.Log(_world.Cortex, new("support-api") { MostPending = 2 });
        foreach (var model in new[] { "a", "b", "c", "a" })
            log.Count(model);
        Assert.Equal(1, log.LostCalls);
        Assert.Equal([("a", 2L), ("b", 1L)], (await CallLogWorld.ReadAsync(log)).Select(d => (d.Model, d.Calls)));
        log.Count("c");
        Assert.Equal(1, log.LostCalls);
    }

    [Fact]
    public async Task Count_TextThatIsNoName_IsNotWritten()
    {
        _log.Count("Where is my parcel?", new(1, 1, 2));
        _log.Count(Tuned);
        Assert.Equal(Tuned, Assert.Single(await CallLogWorld.ReadAsync(_log)).Model);
        Assert.Equal(0, _log.LostCalls);
    }

    [Fact]
    public async Task Count_ManyAtOnceWhileFlushing_LosesNone()
    {
        const int Threads = 8, Calls = 500;
        using var done = new CancellationTokenSource();
        var flushing = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await _log.FlushAsync();
        });
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(t => Task.Run(() =>
        {
            for (var i = 0; i < Calls; i++)
                _log.Count($"model-{(t + i) % 3}", new(1, 1, 2));
        })));
        await done.CancelAsync();
        await flushing;
        var days = await CallLogWorld.ReadAsync(_log);
        Assert.Equal((Threads * Calls, Threads * Calls * 2), (days.Sum(d => d.Calls), days.Sum(d => d.Tokens)));
    }

    [Fact]
    public void Log_WrongOptions_Throws()
    {
        Assert.Throws<ArgumentException>(() => new CallLogOptions(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => _world.Log(_world.Cortex, new("a") { FlushEvery = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _world.Log(_world.Cortex, new("a") { MostPending = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _world.Log(_world.Cortex, new("a") { DisposeWithin = TimeSpan.Zero }));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _log.DisposeAsync();
        await _world.DisposeAsync();
    }

    private static DateTimeOffset At(int hour) => new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero).AddHours(hour);
}
