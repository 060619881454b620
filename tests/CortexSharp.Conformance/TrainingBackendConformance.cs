using CortexSharp.FineTuning;

namespace CortexSharp.Conformance;

/// <summary>What every <see cref="ITrainingBackend"/> must do. A suite inherits it and plays the service behind the back end.</summary>
public abstract class TrainingBackendConformance : IAsyncLifetime
{
    /// <summary>In what form this back end leaves its models.</summary>
    protected abstract TrainedModelKind Kind { get; }

    /// <summary>A client of the service, as a new process makes one, so late that no claim of a dead one holds any more.</summary>
    protected abstract ITrainingBackend Connect();

    /// <summary>A request that succeeds.</summary>
    protected abstract TrainingRequest Request(string intent);

    /// <summary>A request whose job fails.</summary>
    protected abstract TrainingRequest Unteachable(string intent);

    /// <summary>How many jobs the service has.</summary>
    protected abstract Task<int> CountJobsAsync();

    /// <summary>Lets no job come to its end; called before anything else.</summary>
    protected abstract void Hold();

    /// <summary>Lets running jobs come to their end.</summary>
    protected abstract void Release();

    /// <summary>The next job is started, and who asked for it never hears of it.</summary>
    protected abstract void LoseNextStart();

    /// <summary>Of the next time that it is asked about a job, the service says a status that nobody knows.</summary>
    protected abstract void SayOnce(string status);

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public abstract Task DisposeAsync();

    [Fact]
    public async Task Start_SameIntentAgain_GivesTheSameJob()
    {
        var job = await Connect().StartAsync(Request("same"));
        Assert.Equal(job, await Connect().StartAsync(Request("same")));
        Assert.NotEqual(job, await Connect().StartAsync(Request("another")));
        Assert.Equal(2, await CountJobsAsync());
    }

    [Fact]
    public async Task Start_ManyAtOnce_ShareOneJob()
    {
        ITrainingBackend[] backends = [.. Enumerable.Range(0, 6).Select(_ => Connect())];
        var jobs = await Task.WhenAll(backends.Select(backend => Task.Run(() => backend.StartAsync(Request("same")))));
        Assert.Single(jobs.Distinct());
        Assert.Equal(1, await CountJobsAsync());
    }

    [Fact]
    public async Task Start_AnswerLost_IsFoundByTheNextProcess()
    {
        LoseNextStart();
        await Assert.ThrowsAsync<CortexException>(() => Connect().StartAsync(Request("lost")));
        Assert.Equal(1, await CountJobsAsync());
        var job = await Connect().StartAsync(Request("lost"));
        Assert.Equal(1, await CountJobsAsync());
        Assert.Equal(Kind, (await Connect().RunAsync(job, Request("lost"))).Kind);
    }

    [Fact]
    public async Task Start_OptionThatIsNotKnown_IsRefusedByName()
    {
        var request = Request("odd") with { Options = new Dictionary<string, string> { ["no_such_option"] = "1" } };
        Assert.Contains(
            "no_such_option", (await Assert.ThrowsAnyAsync<ArgumentException>(() => Connect().StartAsync(request))).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, await CountJobsAsync());
    }

    [Fact]
    public async Task Run_Job_GivesWhatDescribeShows()
    {
        var backend = Connect();
        var job = await backend.StartAsync(Request("good"));
        var told = new Told();
        var model = await backend.RunAsync(job, Request("good"), told);

        Assert.Equal(Kind, model.Kind);
        Assert.Equal(Kind == TrainedModelKind.Named ? model.Location : null, model.Name);
        Assert.All(told.Jobs, j => Assert.Equal(job, j.Id));
        Assert.Equal(TrainingStatus.Succeeded, told.Jobs[^1].Status);
        var described = await backend.DescribeAsync(job);
        Assert.Equal((job, TrainingStatus.Succeeded, model), (described.Id, described.Status, described.Result));
        Assert.Equal(model, await Connect().RunAsync(job, Request("good"))); // finished long ago
    }

    [Fact]
    public async Task Run_KilledOnTheWay_GoesOnWithTheSameJob()
    {
        Hold();
        var job = await Connect().StartAsync(Request("killed"));
        using var death = new CancellationTokenSource();
        var told = new Told(j =>
        {
            if (j.Status == TrainingStatus.Running)
                death.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Connect().RunAsync(job, Request("killed"), told, death.Token));
        Assert.False((await Connect().DescribeAsync(job)).Status.IsFinished);

        Release();
        var next = Connect();
        Assert.Equal(job, await next.StartAsync(Request("killed")));
        Assert.Equal(Kind, (await next.RunAsync(job, Request("killed"))).Kind);
        Assert.Equal(1, await CountJobsAsync());
    }

    [Fact]
    public async Task Run_TrainingFails_SaysWhy()
    {
        var backend = Connect();
        var job = await backend.StartAsync(Unteachable("bad"));
        var failure = await Assert.ThrowsAsync<TrainingFailedException>(() => backend.RunAsync(job, Unteachable("bad")));
        Assert.Equal((CortexErrorKind.JobFailed, job, TrainingStatus.Failed), (failure.Kind, failure.JobId, failure.Job.Status));
        Assert.NotEmpty(failure.Job.Error!.Message);
        Assert.Contains(failure.Job.Error.Message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(TrainingStatus.Failed, (await backend.DescribeAsync(job)).Status);
    }

    [Fact]
    public async Task Run_StatusThatNobodyKnows_IsKeptAndGoesOn()
    {
        var backend = Connect();
        var job = await backend.StartAsync(Request("odd"));
        SayOnce("HIBERNATING");
        var described = await backend.DescribeAsync(job);
        Assert.Equal(("HIBERNATING", false), (described.Status.Value, described.Status.IsFinished));
        SayOnce("HIBERNATING");
        var told = new Told();
        await backend.RunAsync(job, Request("odd"), told);
        Assert.Equal("HIBERNATING", told.Jobs[0].Status.Value);
    }

    [Fact]
    public async Task Cancel_RunningJob_EndsIt()
    {
        Hold();
        var backend = Connect();
        var job = await backend.StartAsync(Request("stopped"));
        await backend.CancelAsync(job);
        var failure = await Assert.ThrowsAsync<TrainingFailedException>(() => backend.RunAsync(job, Request("stopped")));
        Assert.Equal(TrainingStatus.Cancelled, failure.Job.Status);
        Assert.Contains("cancelled", failure.Message, StringComparison.Ordinal);
        Assert.Equal(job, await backend.StartAsync(Request("stopped"))); // the intent is used up
    }

    [Fact]
    public async Task Cancel_FinishedJob_LeavesIt()
    {
        var backend = Connect();
        var job = await backend.StartAsync(Request("done"));
        var model = await backend.RunAsync(job, Request("done"));
        await backend.CancelAsync(job);
        Assert.Equal(model, (await backend.DescribeAsync(job)).Result);
    }

    [Fact]
    public async Task Describe_NoSuchJob_Throws()
    {
        Assert.False((await Assert.ThrowsAsync<CortexException>(() => Connect().DescribeAsync("no_such_job"))).IsTransient);
        await Assert.ThrowsAsync<CortexException>(() => Connect().RunAsync("no_such_job", Request("none")));
    }

    private sealed class Told(Action<TrainingJob>? then = null) : IProgress<TrainingJob>
    {
        public List<TrainingJob> Jobs { get; } = [];

        public void Report(TrainingJob value)
        {
            Jobs.Add(value);
            then?.Invoke(value);
        }
    }
}
