using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Pipeline;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Lifecycle.Tests.Retirement;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using CortexSharp.TrainingData;

namespace CortexSharp.Lifecycle.Tests.Pipeline;

/// <summary>Pipelines side by side, in orders that seeds decide.</summary>
public sealed class PipelineRaceTests
{
    private static readonly Gate Better = new(new NotWorseRule("exact_match"));

    /// <summary>Of the machine's time, while the trainer works.</summary>
    private static readonly JobPollPolicy Poll =
        new() { InitialInterval = JobPollPolicy.ShortestInterval, MaxInterval = JobPollPolicy.ShortestInterval };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    /// <summary>Two schedules start the same training: one job, one version, one promotion, and both hear of it.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Run_TwoAtOnceUnderDifferentIds_TrainOnce(int seed)
    {
        await using var world = await PipelineWorld.CreateAsync();
        var results = new FineTunePipelineResult[2];
        await Interleaving.RunAsync(
            seed,
            [.. results.Select((_, i) =>
                (Func<Task>)(async () => results[i] = await PipelineOf(world).RunAsync(world.Request(Better) with { Poll = Poll })))]);

        Assert.Equal(1, await world.JobsAsync());
        var version = Assert.Single(await world.Ledger.ListAsync("support"));
        Assert.Equal((1L, ModelVersionStatus.Promoted), (version.Number, version.Status));
        Assert.Equal(PromotionOutcome.Done, Assert.Single(await world.Promoter.GetHistoryAsync("support")).Outcome);
        Assert.All(
            results,
            r => Assert.True(
                r.Version.Id == version.Id && r.Outcome is PipelineOutcome.Promoted or PipelineOutcome.Unchanged, $"{r.Outcome} of {r.Version}"));
    }

    /// <summary>
    /// A pipeline finds the tables of a version that is retired meanwhile, with its tables: it trains on them, or on new ones of the same pairs.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Run_SnapshotRetiredMeanwhile_HasItsTables(int seed)
    {
        await using var world = new RetirementWorld();
        var old = await world.CreateUnusedAsync();
        var plan = await world.Retirement.PlanAsync(new() { DropSnapshots = true });
        var pipeline = new FineTunePipeline(
            world.Executor, world.Get<ITrainingDataClient>(), world.Get<ITrainingBackend>(),
            new UninterleavedEvaluator(world.Get<ICortexEvaluator>()), world.Ledger, world.Promoter);
        var request = new FineTunePipelineRequest(
            "support", SqlIdentifier.Parse("support"), RetirementWorld.Pairs, new MetricSet(new ExactMatchMetric()), Better)
        {
            Poll = Poll,
        };
        FineTunePipelineResult? result = null;
        RetirementReport? report = null;
        await Interleaving.RunAsync(
            seed,
            async () => result = await pipeline.RunAsync(request),
            async () => report = await world.Retirement.RetireAsync(plan, dryRun: false));

        Assert.Contains(report!.Dropped, name => name.ToString() == old.FinalModel);
        Assert.Equal((PipelineOutcome.Promoted, old.SnapshotHash), (result!.Outcome, result.Version.SnapshotHash));
        Assert.Equal(2, (await world.TablesAsync($"SUPPORT_%_{old.SnapshotHash}")).Count);
    }

    private static FineTunePipeline PipelineOf(PipelineWorld world) => world.PipelineWith(evaluator: new UninterleavedEvaluator(world.Evaluator));
}
