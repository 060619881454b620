using CortexSharp.Conformance;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Pipeline;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Usage;
using Moq;

namespace CortexSharp.Lifecycle.Tests.Pipeline;

public sealed class FineTunePipelineTests
{
    private static readonly Gate Better = new(new NotWorseRule("exact_match"));

    private static readonly Gate Impossible = new(new AtLeastRule("exact_match", 2));

    [Fact]
    public async Task Run_FirstModel_GoesLive()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var steps = new List<PipelineStep>();
        var result = await world.Pipeline.RunAsync(world.Request(Better), new Told(steps));

        Assert.Equal(PipelineOutcome.Promoted, result.Outcome);
        Assert.Equal((1L, "LOCAL.PUBLIC.SUPPORT_V1", "llama3.1-8b", ModelVersionStatus.Promoted), (result.Version.Number, result.Version.FinalModel, result.Version.Baseline, result.Version.Status));
        Assert.Equal("LOCAL.PUBLIC.SUPPORT_V1", (await world.Promoter.GetLiveAsync("support")).Model);
        Assert.True(result.Comparison!.Find("exact_match")!.System > 0.9);
        Assert.Equal([PipelineStep.Prepare, PipelineStep.Train, PipelineStep.Evaluate, PipelineStep.Decide, PipelineStep.Promote], steps.Distinct());
        Assert.Equal(result.Version.EvaluationRun, Assert.Single(await world.Promoter.GetHistoryAsync("support")).EvaluationRun);
    }

    [Fact]
    public async Task Run_SameDataAgain_TrainsNothing()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await world.Pipeline.RunAsync(world.Request(Better));
        var again = await world.Pipeline.RunAsync(world.Request(Better));
        Assert.Equal((PipelineOutcome.Unchanged, 1L), (again.Outcome, again.Version.Number));
        Assert.Equal(1, await world.JobsAsync());
        Assert.Equal(2, (await world.Pipeline.RunAsync(world.Request(Better) with { Force = true, Promote = false })).Version.Number);
        Assert.Equal(2, await world.JobsAsync());
    }

    [Fact]
    public async Task Run_GateNotPassed_LeavesACandidateWithReasons()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var result = await world.Pipeline.RunAsync(world.Request(Impossible));
        Assert.Equal((PipelineOutcome.Rejected, ModelVersionStatus.Candidate), (result.Outcome, result.Version.Status));
        Assert.Contains("exact_match", result.Version.Note, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CortexException>(() => world.Promoter.GetLiveAsync("support"));
    }

    [Fact]
    public async Task Run_RuleOnCost_CountsInferenceAndTheShareOfTraining()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var request = world.Request(new(new CostPerCorrectAnswerRule(Amount.OfAiCredits(1)))) with { Promote = false };
        var unpriced = await world.Pipeline.RunAsync(request);
        Assert.Equal((PipelineOutcome.Rejected, GateOutcome.Undecided), (unpriced.Outcome, unpriced.Verdict!.Outcome));

        var price = Amount.OfAiCredits(1);
        request = request with { Id = Guid.NewGuid(), Force = true, Data = request.Data with { Prices = new([new("llama3.1-8b") { Input = price, Output = price, Training = price * 1_000_000 }]) } };
        Assert.Equal(PipelineOutcome.Passed, (await world.Pipeline.RunAsync(request)).Outcome);
        Assert.Equal(GateOutcome.Failed, (await world.Pipeline.RunAsync(request with { SpreadTrainingOver = 1 })).Verdict!.Outcome);
        Assert.Equal(PipelineOutcome.Passed, (await world.Pipeline.RunAsync(request with { SpreadTrainingOver = 1_000_000_000 })).Outcome);
        Assert.Throws<ArgumentOutOfRangeException>(() => request with { SpreadTrainingOver = 0 });
    }

    [Fact]
    public async Task Run_LiveModelChangedMeanwhile_PromotesNothing()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var request = world.Request(Better) with { Promote = false };
        await world.Pipeline.RunAsync(request);
        await world.Promoter.PromoteAsync(new("support", "mistral-7b", "meanwhile"));
        var error = await Assert.ThrowsAsync<PromotionConflictException>(() => world.Pipeline.RunAsync(request with { Promote = true }));
        Assert.Equal("mistral-7b", error.Live.Model);
        Assert.Equal("mistral-7b", (await world.Promoter.GetLiveAsync("support")).Model);
    }

    /// <summary>Another promoter makes the tables, and puts its model live, after the pipeline saw that there were none.</summary>
    [Fact]
    public async Task Run_FirstModelPromotedMeanwhile_Conflicts()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var other = new ModelPromoter(world.Executor, world.Completions);
        var first = new Mock<IModelPromoter>();
        first.Setup(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>())).Returns((string useCase, CancellationToken token) => other.GetLiveAsync(useCase, token));
        first.Setup(p => p.PromoteAsync(It.IsAny<PromotionRequest>(), It.IsAny<CancellationToken>())).Returns(async (PromotionRequest request, CancellationToken token) =>
        {
            await other.PromoteAsync(new("support", "mistral-7b", "meanwhile"), token);
            return await other.PromoteAsync(request, token);
        });
        var error = await Assert.ThrowsAsync<PromotionConflictException>(() => world.PipelineWith(first.Object).RunAsync(world.Request(Better)));
        Assert.Equal("mistral-7b", error.Live.Model);
        Assert.Equal("mistral-7b", (await other.GetLiveAsync("support")).Model);
    }

    [Fact]
    public async Task Run_RoleThatMayNotCallTheModel_ProbesAndPromotesNothing()
    {
        await using var world = await PipelineWorld.CreateAsync();
        await world.RunAsync("CREATE ROLE app");
        await world.RunAsync("GRANT USAGE ON DATABASE local TO ROLE app");
        await world.RunAsync("GRANT USAGE ON SCHEMA local.public TO ROLE app");
        var request = world.Request(Better) with { ProbeRole = "APP" };
        Assert.Equal(CortexErrorKind.UnknownModel, (await Assert.ThrowsAsync<CortexException>(() => world.Pipeline.RunAsync(request))).Kind);
        Assert.Equal(PipelineOutcome.Promoted, (await world.Pipeline.RunAsync(request with { GrantUsageTo = ["APP"] })).Outcome);
    }

    [Fact]
    public async Task Run_TrainingFails_SaysSoInTheLedger()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var request = world.Request(Better);
        world.Controls.OnStatement("FINETUNE('CREATE'").Once().LoseConnectionBefore();
        await Assert.ThrowsAsync<CortexException>(() => world.Pipeline.RunAsync(request));
        var version = Assert.Single(await world.Ledger.ListAsync("support"));
        await world.RunAsync($"DROP TABLE {version.SnapshotTables[0]}");
        await Assert.ThrowsAsync<TrainingFailedException>(() => world.Pipeline.RunAsync(request));
        Assert.Equal(ModelVersionStatus.Failed, Assert.Single(await world.Ledger.ListAsync("support")).Status);
    }

    [Fact]
    public async Task Run_ResultWithoutAName_IsWrittenDownAndGoesOnOnceItHasOne()
    {
        var service = new ScriptedTrainingService();
        await using var world = await PipelineWorld.CreateAsync(backend: new ScriptedTrainingBackend(service));
        var request = world.Request(Impossible);
        var result = await world.Pipeline.RunAsync(request);

        Assert.Equal((PipelineOutcome.Trained, ModelVersionStatus.Trained, "scripted"), (result.Outcome, result.Version.Status, result.Version.Backend));
        Assert.Equal((TrainedModel.Checkpoint($"train_{request.Id:N}/checkpoints/4"), null), (result.Version.Result, result.Version.FinalModel));
        Assert.Equal(Amount.OfPlatformCredits(2), result.Version.TrainingCost);
        Assert.Contains("no name to call it by", result.Version.Note, StringComparison.Ordinal);
        Assert.Equal(PipelineOutcome.Trained, (await world.Pipeline.RunAsync(request)).Outcome);
        Assert.Equal(PipelineOutcome.Unchanged, (await world.Pipeline.RunAsync(world.Request(Impossible))).Outcome);

        // Somebody exports the checkpoint and serves it under a name.
        await world.Ledger.UpdateAsync(Assert.Single(await world.Ledger.ListAsync("support")) with { FinalModel = "mistral-7b" });
        result = await world.Pipeline.RunAsync(request);
        Assert.Equal((PipelineOutcome.Rejected, "mistral-7b"), (result.Outcome, result.Comparison!.System.Name));
        Assert.Equal((1, ScriptedTrainingService.StepsOfAJob), (service.Count, service.StepsTaken));
    }

    [Fact]
    public async Task Run_OtherTrainingOptions_AreAnotherTraining()
    {
        var service = new ScriptedTrainingService();
        await using var world = await PipelineWorld.CreateAsync(backend: new ScriptedTrainingBackend(service));
        await world.Pipeline.RunAsync(world.Request(Better));
        var failing = world.Request(Better) with { TrainingOptions = new Dictionary<string, string> { [ScriptedTrainingBackend.FailureOption] = "out of memory" } };
        Assert.Contains("out of memory", (await Assert.ThrowsAsync<TrainingFailedException>(() => world.Pipeline.RunAsync(failing))).Message, StringComparison.Ordinal);
        var version = (await world.Ledger.ListAsync("support"))[0];
        Assert.Equal((2L, ModelVersionStatus.Failed, "out of memory"), (version.Number, version.Status, version.TrainingOptions[ScriptedTrainingBackend.FailureOption]));
        Assert.Contains("out of memory", version.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BegunByAnotherBackend_IsRefused()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var request = world.Request(Better);
        world.Controls.OnStatement("FINETUNE('CREATE'").Once().LoseConnectionBefore();
        await Assert.ThrowsAsync<CortexException>(() => world.Pipeline.RunAsync(request));
        var service = new ScriptedTrainingService();
        var error = await Assert.ThrowsAsync<CortexException>(() => world.PipelineWith(backend: new ScriptedTrainingBackend(service)).RunAsync(request));
        Assert.Equal(CortexErrorKind.NotSupported, error.Kind);
        Assert.Contains("FINETUNE", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, service.Count);
    }

    private sealed class Told(List<PipelineStep> steps) : IProgress<PipelineProgress>
    {
        public void Report(PipelineProgress value) => steps.Add(value.Step);
    }
}
