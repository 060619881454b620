using CortexSharp.Conformance;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Pipeline;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
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
        Assert.Equal(
            (1L, "LOCAL.PUBLIC.SUPPORT_V1", "llama3.1-8b", ModelVersionStatus.Promoted),
            (result.Version.Number, result.Version.FinalModel, result.Version.Baseline, result.Version.Status));
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
        request = request with
        {
            Id = Guid.NewGuid(),
            Force = true,
            Data = request.Data with { Prices = new([new("llama3.1-8b") { Input = price, Output = price, Training = price * 1_000_000 }]) },
        };
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
        first.Setup(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>()))
            .Returns((string useCase, CancellationToken token) => other.GetLiveAsync(useCase, token));
        first.Setup(p =>
            p.PromoteAsync(
                It.IsAny<PromotionRequest>(), It.IsAny<CancellationToken>())).Returns(async (PromotionRequest request, CancellationToken token) =>
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
        var error = await Assert.ThrowsAsync<TrainingFailedException>(() => world.PipelineWith(backend: FailingAt(world)).RunAsync(request));
        var version = Assert.Single(await world.Ledger.ListAsync("support"));
        Assert.Equal((ModelVersionStatus.Failed, error.Message), (version.Status, version.Note));
        await Assert.ThrowsAsync<TrainingFailedException>(() => world.Pipeline.RunAsync(request));

        // Another call does not go on with it.
        var next = await world.Pipeline.RunAsync(world.Request(Better));
        Assert.Equal((PipelineOutcome.Promoted, 2L), (next.Outcome, next.Version.Number));
    }

    /// <summary>What ended the training is what counts; that it could not be written down is said beside it.</summary>
    [Fact]
    public async Task Run_TrainingFailsAndTheLedgerToo_ThrowsTheFirst()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var ledger = world.LedgerThatFailsAt(ModelVersionStatus.Failed);
        var error = await Assert.ThrowsAsync<TrainingFailedException>(() =>
            world.PipelineWith(backend: FailingAt(world), ledger: ledger).RunAsync(world.Request(Better)));
        Assert.Contains("the ledger is closed", (string?)error.Data[IFineTunePipeline.LedgerFailure], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PromotionFailsAndTheLedgerToo_ThrowsTheFirst()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var promoter = new Mock<IModelPromoter>();
        promoter.Setup(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CortexException(CortexErrorKind.NotFound, "nothing is live"));
        promoter.Setup(p => p.PromoteAsync(It.IsAny<PromotionRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CortexException(CortexErrorKind.UnknownModel, "the probe failed"));
        var pipeline = world.PipelineWith(promoter.Object, ledger: world.LedgerThatFailsAt(ModelVersionStatus.Candidate));
        var error = await Assert.ThrowsAsync<CortexException>(() => pipeline.RunAsync(world.Request(Better)));
        Assert.Equal("the probe failed", error.Message);
        Assert.Contains("the ledger is closed", (string?)error.Data[IFineTunePipeline.LedgerFailure], StringComparison.Ordinal);
    }

    /// <summary>The tables of a snapshot go before the job is asked for, and come again.</summary>
    [Fact]
    public async Task Run_SnapshotDroppedBeforeTheJob_IsMadeAgain()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var request = world.Request(Better);
        world.Controls.OnStatement("FINETUNE('CREATE'").Once().LoseConnectionBefore();
        await Assert.ThrowsAsync<CortexException>(() => world.Pipeline.RunAsync(request));
        var version = Assert.Single(await world.Ledger.ListAsync("support"));
        await world.RunAsync($"DROP TABLE {version.SnapshotTables[0]}");
        Assert.Equal(PipelineOutcome.Promoted, (await world.Pipeline.RunAsync(request)).Outcome);
        Assert.Equal(version.SnapshotHash, Assert.Single(await world.Ledger.ListAsync("support")).SnapshotHash);
        Assert.Equal(1, await world.JobsAsync());
    }

    /// <summary>So do they where the rows have changed meanwhile; the version then is of what is there.</summary>
    [Fact]
    public async Task Run_SnapshotDroppedAndRowsChanged_TrainsOnWhatIsThere()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var request = world.Request(Better);
        world.Controls.OnStatement("FINETUNE('CREATE'").Once().LoseConnectionBefore();
        await Assert.ThrowsAsync<CortexException>(() => world.Pipeline.RunAsync(request));
        var version = Assert.Single(await world.Ledger.ListAsync("support"));
        await world.RunAsync($"DROP TABLE {version.SnapshotTables[1]}");
        await world.RunAsync(
            "INSERT INTO tickets VALUES (40, 'my parcel is late, order 40', 'delivery'), (41, 'give me my money back for 41', 'refund')");
        Assert.Equal(PipelineOutcome.Promoted, (await world.Pipeline.RunAsync(request)).Outcome);
        Assert.NotEqual(version.SnapshotHash, Assert.Single(await world.Ledger.ListAsync("support")).SnapshotHash);
        Assert.Equal(PipelineOutcome.Unchanged, (await world.Pipeline.RunAsync(world.Request(Better))).Outcome);
        Assert.Equal(1, await world.JobsAsync());
    }

    [Fact]
    public async Task Run_ResultWithoutAName_IsWrittenDownAndGoesOnOnceItHasOne()
    {
        var service = new ScriptedTrainingService();
        await using var world = await PipelineWorld.CreateAsync(backend: new ScriptedTrainingBackend(service));
        var request = world.Request(Impossible);
        var result = await world.Pipeline.RunAsync(request);

        Assert.Equal(
            (PipelineOutcome.Trained, ModelVersionStatus.Trained, "scripted"), (result.Outcome, result.Version.Status, result.Version.Backend));
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
        var failing = world.Request(Better) with
        {
            TrainingOptions = new Dictionary<string, string> { [ScriptedTrainingBackend.FailureOption] = "out of memory" },
        };
        Assert.Contains(
            "out of memory", (await Assert.ThrowsAsync<TrainingFailedException>(() => world.Pipeline.RunAsync(failing))).Message,
            StringComparison.Ordinal);
        var version = (await world.Ledger.ListAsync("support"))[0];
        Assert.Equal(
            (2L, ModelVersionStatus.Failed, "out of memory"),
            (version.Number, version.Status, version.TrainingOptions[ScriptedTrainingBackend.FailureOption]));
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
        var error =
            await Assert.ThrowsAsync<CortexException>(() => world.PipelineWith(backend: new ScriptedTrainingBackend(service)).RunAsync(request));
        Assert.Equal(CortexErrorKind.NotSupported, error.Kind);
        Assert.Contains("FINETUNE", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, service.Count);
    }

    /// <summary>The back end, with whose jobs the tables of their pairs are gone.</summary>
    private static ITrainingBackend FailingAt(PipelineWorld world)
    {
        var backend = new Mock<ITrainingBackend>();
        backend.Setup(b => b.Name).Returns(world.Backend.Name);
        backend.Setup(b => b.StartAsync(It.IsAny<TrainingRequest>(), It.IsAny<CancellationToken>()))
            .Returns((TrainingRequest request, CancellationToken token) =>
                world.Backend.StartAsync(request with { TrainingQuery = SqlStatement.Create($"SELECT prompt, completion FROM gone") }, token));
        backend.Setup(b =>
            b.RunAsync(It.IsAny<string>(), It.IsAny<TrainingRequest>(), It.IsAny<IProgress<TrainingJob>>(), It.IsAny<CancellationToken>()))
            .Returns((string job, TrainingRequest request, IProgress<TrainingJob> progress, CancellationToken token) =>
                world.Backend.RunAsync(job, request, progress, token));
        return backend.Object;
    }

    private sealed class Told(List<PipelineStep> steps) : IProgress<PipelineProgress>
    {
        public void Report(PipelineProgress value) => steps.Add(value.Step);
    }
}
