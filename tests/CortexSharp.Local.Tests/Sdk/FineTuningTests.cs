using CortexSharp.Completions;
using CortexSharp.Conformance;
using CortexSharp.FineTuning;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>What <see cref="ICortexFineTuneClient"/> sends runs on the offline Cortex and means what it should.</summary>
public sealed class FineTuningTests : IAsyncLifetime
{
    private readonly SdkFixture _sdk = new();

    [Fact]
    public async Task CreateAsync_Pairs_GivesAModelThatHasLearned()
    {
        await _sdk.FillPairsAsync();
        var jobId = await _sdk.FineTune.CreateAsync(SdkFixture.TrainOnPairs() with { MaxEpochs = 2 });
        var job = await _sdk.FineTune.WaitUntilFinishedAsync(jobId, SdkFixture.Poll);
        Assert.Equal(("LOCAL.PUBLIC.TUNED", 2, "llama3.1-8b"), (job.Model, job.MaxEpochs, job.BaseModel));
        Assert.True(job.TrainedTokens > 100);
        Assert.True(Assert.Single(job.Losses).Training > 0);
        Assert.Equal("refund", (await _sdk.Complete.CompleteAsync(job.Model!, "I want my money back please")).Text);
        Assert.Equal(jobId, Assert.Single(await _sdk.FineTune.ListAsync()).Id);
    }

    [Fact]
    public async Task CreateAsync_NameTaken_ModelHasAnotherName()
    {
        await _sdk.FillPairsAsync();
        var first = await _sdk.FineTune.WaitUntilFinishedAsync(await _sdk.FineTune.CreateAsync(SdkFixture.TrainOnPairs()), SdkFixture.Poll);
        var second = await _sdk.FineTune.WaitUntilFinishedAsync(await _sdk.FineTune.CreateAsync(SdkFixture.TrainOnPairs()), SdkFixture.Poll);
        Assert.NotEqual(first.Model, second.Model);
        Assert.Equal("delivery", (await _sdk.Complete.CompleteAsync(second.Model!, "the parcel never came")).Text);
    }

    [Fact]
    public async Task CreateAsync_BadQuery_FailsLateWithTheServersWords()
    {
        var jobId = await _sdk.FineTune.CreateAsync(SdkFixture.TrainOnPairs());
        var exception = await Assert.ThrowsAsync<TrainingFailedException>(() => _sdk.FineTune.WaitUntilFinishedAsync(jobId, SdkFixture.Poll));
        Assert.Equal("INVALID_PARAMETER_VALUE", exception.Job.Error!.Code);
        Assert.Equal(
            "Failed to query input data for Fine-tuning. Failed to execute query: SELECT \"PROMPT\", \"COMPLETION\" FROM (SELECT prompt, "
            + "completion FROM pairs\n). 002003 (42S02): ID: SQL compilation error:\nObject 'LOCAL.PUBLIC.PAIRS' does not exist or not authorized.",
            System.Text.RegularExpressions.Regex.Replace(exception.Job.Error.Message, "[0-9a-f]{8}-[0-9a-f-]{27}", "ID"));
    }

    [Fact]
    public async Task CreateAsync_CompletionsThatAreNoText_AreLearnedAsTheirVarchar()
    {
        await _sdk.FillPairsAsync();
        var request =
            SdkFixture.TrainOnPairs() with { TrainingQuery = SqlStatement.Create($"SELECT prompt, completion = 'refund' AS completion FROM pairs") };
        var job = await _sdk.FineTune.WaitUntilFinishedAsync(await _sdk.FineTune.CreateAsync(request), SdkFixture.Poll);
        Assert.Equal("true", (await _sdk.Complete.CompleteAsync(job.Model!, "money back please")).Text);
    }

    [Fact]
    public async Task CreateAsync_QueryEndsInAComment_StillRuns()
    {
        await _sdk.FillPairsAsync();
        var request = SdkFixture.TrainOnPairs() with
        {
            TrainingQuery = SqlStatement.Create($"SELECT prompt, completion FROM pairs WHERE prompt <> {"it's \\ odd"} -- every pair"),
        };
        Assert.Equal(
            FineTuningStatus.Success, (await _sdk.FineTune.WaitUntilFinishedAsync(await _sdk.FineTune.CreateAsync(request), SdkFixture.Poll)).Status);
    }

    [Fact]
    public async Task CancelAsync_RunningJob_IsCancelled()
    {
        await using var sdk = new SdkFixture(new() { MinimumEpochTime = TimeSpan.FromMinutes(10) });
        await sdk.FillPairsAsync();
        var jobId = await sdk.FineTune.CreateAsync(SdkFixture.TrainOnPairs());
        await sdk.FineTune.CancelAsync(jobId);
        var exception = await Assert.ThrowsAsync<TrainingFailedException>(() => sdk.FineTune.WaitUntilFinishedAsync(jobId, SdkFixture.Poll));
        Assert.Equal(TrainingStatus.Cancelled, exception.Job.Status);
    }

    [Fact]
    public async Task CreateOrFindAsync_ManyAtOnce_ShareOneJob()
    {
        await _sdk.FillPairsAsync();
        var jobs = await Task.WhenAll(
            Enumerable.Range(0, 8)
                .Select(_ =>
                    _sdk.FineTune.CreateOrFindAsync(SdkFixture.TrainOnPairs(), new SqlFineTuningJournal(_sdk.Executor), "same", SdkFixture.Poll)));
        Assert.Single(jobs.Distinct());
        Assert.Single(await _sdk.FineTune.ListAsync());
        Assert.NotEqual(
            jobs[0],
            await _sdk.FineTune.CreateOrFindAsync(SdkFixture.TrainOnPairs(), new SqlFineTuningJournal(_sdk.Executor), "another", SdkFixture.Poll));
    }

    public static TheoryData<DescribeVariants, bool> LostJobs => new()
    {
        { DescribeVariants.None, false }, { DescribeVariants.RunningShowsStatusOnly, true }, { DescribeVariants.ResultAsArray, false },
        { DescribeVariants.ExtraKeys, false },
        { DescribeVariants.SaysRunning, false }, { DescribeVariants.BareModelName, false }, { DescribeVariants.NoTrainingData, true },
        { DescribeVariants.NoOptionalKeys, false },
        { DescribeVariants.NoComments, true },
    };

    [Theory]
    [MemberData(nameof(LostJobs))]
    public async Task CreateOrFindAsync_CrashedBeforeTheIdWasWrittenDown_FindsTheJobOrSaysItCannotTell(DescribeVariants variants, bool ambiguous)
    {
        await using var sdk = new SdkFixture(new() { DescribeVariants = variants, MinimumEpochTime = TimeSpan.FromMinutes(10) });
        await sdk.FillPairsAsync();
        // The crash: the intent is journalled, the job started, its id lost. No claim is young enough to be waited for.
        var journal = new SqlFineTuningJournal(sdk.Executor, claimTimeout: TimeSpan.Zero);
        await journal.ClaimAsync("lost");
        var lost = await sdk.FineTune.CreateAsync(SdkFixture.TrainOnPairs() with { Intent = "lost" });

        if (ambiguous)
        {
            var exception = await Assert.ThrowsAsync<AmbiguousJobException>(() =>
                sdk.FineTune.CreateOrFindAsync(SdkFixture.TrainOnPairs(), journal, "lost", SdkFixture.Poll));
            Assert.Equal(lost, Assert.Single(exception.Candidates).Id);
        }
        else
        {
            Assert.Equal(lost, await sdk.FineTune.CreateOrFindAsync(SdkFixture.TrainOnPairs(), journal, "lost", SdkFixture.Poll));
        }

        Assert.Single(await sdk.FineTune.ListAsync());
    }

    [Fact]
    public async Task Journal_ClaimTwice_SecondWaitsThenTakesOver()
    {
        var clock = new ManualTimeProvider();
        await using var sdk = new SdkFixture(new() { TimeProvider = clock });
        var journal = new SqlFineTuningJournal(sdk.Executor, SqlIdentifier.Parse("ops.journal"), TimeSpan.FromMinutes(1));
        var first = await journal.ClaimAsync("i");
        Assert.Equal(FineTuningClaim.First, first.Claim);
        Assert.Equal(clock.GetUtcNow(), first.RecordedAt);
        Assert.Equal(FineTuningClaim.HeldByOther, (await journal.ClaimAsync("i")).Claim);
        clock.Advance(TimeSpan.FromMinutes(1));
        var taken = await journal.ClaimAsync("i");
        Assert.Equal((FineTuningClaim.TakenOver, first.RecordedAt), (taken.Claim, taken.RecordedAt));
        await journal.ReleaseAsync(first); // no longer its own
        Assert.Equal(FineTuningClaim.HeldByOther, (await journal.ClaimAsync("i")).Claim);
        await journal.ReleaseAsync(taken);
        Assert.Equal(FineTuningClaim.TakenOver, (await journal.ClaimAsync("i")).Claim);
        var overtaken = await Assert.ThrowsAsync<CortexException>(() => journal.SetJobAsync(first, "ft_slow"));
        Assert.Equal((CortexErrorKind.AmbiguousJob, "ft_slow"), (overtaken.Kind, overtaken.JobId));
        clock.Advance(TimeSpan.FromMinutes(1));
        var last = await journal.ClaimAsync("i");
        await journal.SetJobAsync(last, "ft_1");
        await journal.SetJobAsync(last, "ft_1"); // again, after a crash: the same
        await Assert.ThrowsAsync<CortexException>(() => journal.SetJobAsync(last, "ft_2"));
        Assert.Equal("ft_1", (await journal.ClaimAsync("i")).JobId);
    }

    [Fact]
    public async Task Restart_WhileTraining_FinishesTheSameJob()
    {
        var file = Path.Combine(Path.GetTempPath(), $"cortexsharp-tests-{Guid.NewGuid():N}.db");
        try
        {
            string jobId;
            await using (var sdk = new SdkFixture(new() { Path = file, MinimumEpochTime = TimeSpan.FromMinutes(10) }))
            {
                await sdk.FillPairsAsync();
                jobId = await sdk.FineTune.CreateAsync(SdkFixture.TrainOnPairs());
            }

            await using (var sdk = new SdkFixture(new() { Path = file }))
            {
                var job = await sdk.FineTune.WaitUntilFinishedAsync(jobId, SdkFixture.Poll);
                Assert.Equal("refund", (await sdk.Complete.CompleteAsync(job.Model!, "money back please")).Text);
                Assert.Single(await sdk.FineTune.ListAsync());
            }
        }
        finally
        {
            foreach (var path in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + "*"))
                File.Delete(path);
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _sdk.DisposeAsync().AsTask();
}
