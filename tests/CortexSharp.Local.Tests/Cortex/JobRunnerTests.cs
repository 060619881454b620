using CortexSharp.Conformance;

namespace CortexSharp.Local.Tests.Cortex;

/// <summary>
/// What happens to jobs when processes come, go, share a file and die; a process is a runtime, a dead one a runtime whose clock stands still.
/// </summary>
public sealed class JobRunnerTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Job_MinimumEpochTime_ShowsProgressByTheClock()
    {
        await using var cortex = new CortexHarness(new LocalCortexOptions { MinimumEpochTime = TimeSpan.FromMinutes(1) });
        var id = await cortex.CreateJobAsync();
        await cortex.Data.Asked;

        cortex.Time.Advance(TimeSpan.FromMinutes(1));
        await cortex.WhenAsync(id, job => job.GetRawText().Contains("\"progress\":0.333", StringComparison.Ordinal));
        cortex.Time.Advance(TimeSpan.FromMinutes(1));
        var late = await cortex.WhenAsync(id, job => job.GetProperty("progress").GetDouble() > 0.5);
        Assert.Equal("IN_PROGRESS", late.GetProperty("status").GetString());
        cortex.Time.Advance(TimeSpan.FromMinutes(1));

        var job = await cortex.WhenStatusAsync(id, "SUCCESS");
        Assert.Equal(180_000, job.GetProperty("finished_on").GetInt64() - job.GetProperty("created_on").GetInt64());
    }

    [Fact]
    public async Task Dispose_WhileTraining_LetsTheJobGoOnAtNextStart()
    {
        string id;
        await using (var first = new CortexHarness(path: _file.Path))
        {
            first.Data.Gate = new TaskCompletionSource().Task;
            id = await first.CreateJobAsync();
            await first.Data.Asked;
        }

        await using var second = new CortexHarness(path: _file.Path);
        second.Start();
        await second.Data.Asked;
        Assert.Equal(id, (await second.WhenStatusAsync(id, "SUCCESS")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Describe_JobOfADeadProcess_TakesItUp()
    {
        string id;
        await using (var first = new CortexHarness(path: _file.Path))
        {
            await first.DisposeRuntimeAsync(); // nothing trains here
            id = await first.CreateJobAsync();
            Assert.Equal("PENDING", (await first.DescribeAsync(id)).GetProperty("status").GetString());
        }

        await using var second = new CortexHarness(path: _file.Path);
        await second.WhenStatusAsync(id, "SUCCESS");
    }

    [Fact]
    public async Task TwoProcesses_OneFile_TrainEachJobOnce()
    {
        var data = new FakeTrainingData();
        var time = new ManualTimeProvider();
        await using var first = new CortexHarness(path: _file.Path, data: data, time: time);
        await using var second = new CortexHarness(path: _file.Path, data: data, time: time);

        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
            ids.Add(await (i % 2 == 0 ? first : second).CreateJobAsync($"model_{i}"));
        foreach (var id in ids)
            await first.WhenStatusAsync(id, "SUCCESS");

        Assert.Equal(ids.Count, data.Queries);
        Assert.Equal(ids.Count, second.Models.List().Count);
    }

    [Fact]
    public async Task LeaseEnds_JobIsTakenOverOnce()
    {
        var gate = new TaskCompletionSource();
        await using var dead = new CortexHarness(path: _file.Path);
        dead.Data.Gate = gate.Task;
        var id = await dead.CreateJobAsync();
        await dead.Data.Asked;

        await using var living = new CortexHarness(path: _file.Path);
        living.Start();
        living.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("IN_PROGRESS", (await living.DescribeAsync(id)).GetProperty("status").GetString());
        Assert.Equal(0, living.Data.Queries);
        living.Time.Advance(TimeSpan.FromSeconds(2));
        var job = await living.WhenStatusAsync(id, "SUCCESS");

        gate.SetResult(); // the dead one wakes up and finds that the job is gone
        await dead.TuneAsync("another");
        Assert.Equal(job.GetRawText(), await living.DescribeTextAsync(id));
        Assert.Equal(["ANOTHER", "TUNED"], living.Models.List().Select(m => m.Name));
    }

    [Fact]
    public async Task Heartbeat_KeepsTheLease()
    {
        var time = new ManualTimeProvider();
        await using var first = new CortexHarness(path: _file.Path, time: time);
        first.Data.Gate = new TaskCompletionSource().Task;
        var id = await first.CreateJobAsync();
        await first.Data.Asked;
        await using var second = new CortexHarness(path: _file.Path, time: time);
        second.Start();

        for (var i = 0; i < 20; i++)
            time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("IN_PROGRESS", (await second.DescribeAsync(id)).GetProperty("status").GetString());
        Assert.Equal(0, second.Data.Queries);
    }

    [Fact]
    public async Task Cancel_FromAnotherProcess_IsNoticedByTheHeartbeat()
    {
        var time = new ManualTimeProvider();
        await using var first = new CortexHarness(path: _file.Path, time: time);
        var gate = new TaskCompletionSource();
        first.Data.Gate = gate.Task;
        var id = await first.CreateJobAsync();
        await first.Data.Asked;
        await using var second = new CortexHarness(path: _file.Path, time: time);

        await second.FineTuneAsync(Arg.Text("CANCEL"), Arg.Text(id));
        first.Data.Gate = Task.CompletedTask;
        time.Advance(TimeSpan.FromSeconds(1));

        // The gate of the cancelled job never opens: only its cancellation frees the trainer for the next one.
        await first.TuneAsync("next");
        Assert.Equal("CANCELLED", (await first.DescribeAsync(id)).GetProperty("status").GetString());
    }
}
