using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

public sealed class StoredEvaluationTests
{
    [Fact]
    public async Task EvaluateAsync_Table_AsksInOneStatementForEachModelAndSlice()
    {
        await using var rig = await Rig.CreateAsync(7);
        var inserts = rig.Controls.OnStatement("AI_COMPLETE").Proceed();

        var result = await rig.EvaluateAsync();

        Assert.Equal((6, 14), (inserts.Fired, rig.Asked.Fired));
        Assert.Equal((1.0, 4 / 7.0), (result[Rig.Good].Estimate()[0].Value, result[Rig.Poor].Estimate()[0].Value));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"k00000{i}"), result[Rig.Good].Keys);
    }

    [Fact]
    public async Task EvaluateAsync_AnyKindOfSource_GivesTheSameTables()
    {
        await using var table = await Rig.CreateAsync();
        await table.EvaluateAsync();
        await using var memory = await Rig.CreateAsync();
        var cases = await memory.Source().ReadAsync().ToListAsync();

        await memory.EvaluateAsync(new(CaseSource.Of(cases), Rig.Metrics(), Rig.Good, Rig.Poor) { Id = Rig.Id, SliceSize = 3, UseCase = "quiz" });

        Assert.Equal(await table.DumpAsync(), await memory.DumpAsync());
        Assert.Equal("en", cases[0].Tags["lang"]);
        Assert.Empty(cases[1].Tags);
    }

    [Fact]
    public async Task EvaluateAsync_Again_AsksAndScoresNothing()
    {
        await using var rig = await Rig.CreateAsync();
        await rig.EvaluateAsync();
        var dump = await rig.DumpAsync();
        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"DROP TABLE held_out"));
        var writes = rig.Controls.OnStatement("MERGE INTO \"EVALUATION_SCORES\"").Proceed();

        var result = await rig.EvaluateAsync();

        Assert.Equal((10, 0), (rig.Asked.Fired, writes.Fired));
        Assert.Equal(dump, await rig.DumpAsync());
        Assert.Equal(0.6, result[Rig.Poor].Estimate()[0].Value, 12);
    }

    [Fact]
    public async Task EvaluateAsync_NewMetric_ScoresOnlyByItAndAsksNothing()
    {
        await using var rig = await Rig.CreateAsync();
        await rig.EvaluateAsync();
        var scored = 0;
        var old = new Mock<IEvaluationMetric>(MockBehavior.Strict);
        foreach (var known in Rig.Metrics().Metrics.Take(1))
        {
            old.SetupGet(m => m.Name).Returns(known.Name);
            old.SetupGet(m => m.Signature).Returns(known.Signature);
            old.SetupGet(m => m.Measures).Returns(known.Measures);
            old.SetupGet(m => m.Width).Returns(known.Width);
            old.SetupGet(m => m.NeedsReferences).Returns(known.NeedsReferences);
        }

        var length = new DelegateMetric("length", (_, text) =>
        {
            Interlocked.Increment(ref scored);
            return text.Length;
        });
        var request = rig.Request();
        var result =
            await rig.EvaluateAsync(new(request.Cases, new MetricSet(old.Object, length), Rig.Good, Rig.Poor) { Id = Rig.Id, UseCase = "quiz" });

        Assert.Equal((10, 10), (rig.Asked.Fired, scored));
        Assert.Equal(7, result[Rig.Good].Estimate()[1].Value);
        var run = Assert.Single(await new EvaluationStore(rig.Cortex).ListAsync("quiz"), run => run.Model == Rig.Good);
        // Those that were not asked for this time are still there.
        Assert.Equal(100, (await new EvaluationStore(rig.Cortex).ReadAsync(run, Rig.Metrics())).Estimate()[1].Value, 9);
    }

    [Fact]
    public async Task EvaluateAsync_MetricWithOtherSettings_IsScoredAnew()
    {
        await using var rig = await Rig.CreateAsync();
        await rig.EvaluateAsync();
        var request = rig.Request();

        var metrics = new MetricSet(new DelegateMetric("exact_match", (_, _) => 0.25) { Signature = "exact_match|quarter" });
        var result = await rig.EvaluateAsync(new(request.Cases, metrics, Rig.Good, Rig.Poor) { Id = Rig.Id, UseCase = "quiz" });

        Assert.Equal(0.25, result[Rig.Good].Estimate()[0].Value);
        var error = await Assert.ThrowsAsync<EvaluationDataException>(async () =>
            await new EvaluationStore(rig.Cortex).ReadAsync((await new EvaluationStore(rig.Cortex).FindAsync(Rig.Id))[0], Rig.Metrics()));
        Assert.Contains("has no score by exact_match", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task EvaluateAsync_ScoringBreaksOff_PaysForNoScoreTwice(int concurrency)
    {
        await using var rig = await Rig.CreateAsync(120);
        var (calls, failing) = (0, true);
        var judge = new Mock<IEvaluationMetric>();
        judge.SetupGet(m => m.Name).Returns("judge");
        judge.SetupGet(m => m.Signature).Returns("judge|1");
        judge.SetupGet(m => m.Measures).Returns([Measure.Mean("judge")]);
        judge.SetupGet(m => m.Width).Returns(2);
        judge.Setup(m => m.ScoreAsync(It.IsAny<EvaluationCase>(), It.IsAny<EvaluationAnswer>(), It.IsAny<CancellationToken>()))
            .Returns(async (EvaluationCase item, EvaluationAnswer _, CancellationToken _) =>
            {
                await Task.Yield();
                Interlocked.Increment(ref calls);
                return failing && item.Key == "k000110"
                    ? throw new CortexException(CortexErrorKind.Network, "lost")
                    : MetricScore.Mean(3) with { Reason = "so so", Usage = new(1, 2, 3) };
            });
        var request = new EvaluationRequest(rig.Source(), new MetricSet(judge.Object), Rig.Good) { Id = Rig.Id, Concurrency = concurrency };

        await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(request));
        failing = false;
        var result = await rig.EvaluateAsync(request);

        // All cases, and the one again that failed.
        Assert.Equal((121, 120), (calls, rig.Asked.Fired));
        Assert.Equal(3, result[Rig.Good].Estimate()[0].Value);
        Assert.Equal(360, result[Rig.Good].ScoringUsage?.TotalTokens);
    }

    [Fact]
    public async Task EvaluateAsync_SlowMetric_ScoresSeveralAtOnceInOrder()
    {
        await using var rig = await Rig.CreateAsync(9);
        var (started, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var slow = new Mock<IEvaluationMetric>();
        slow.SetupGet(m => m.Name).Returns("slow");
        slow.SetupGet(m => m.Signature).Returns("slow");
        slow.SetupGet(m => m.Measures).Returns([Measure.Mean("slow")]);
        slow.SetupGet(m => m.Width).Returns(2);
        slow.Setup(m => m.ScoreAsync(It.IsAny<EvaluationCase>(), It.IsAny<EvaluationAnswer>(), It.IsAny<CancellationToken>()))
            .Returns(async (EvaluationCase item, EvaluationAnswer _, CancellationToken token) =>
            {
                if (Interlocked.Increment(ref started) == 4)
                    all.SetResult();
                await all.Task.WaitAsync(token);
                return MetricScore.Mean(item.Key[^1] - '0');
            });

        var result = await rig.EvaluateAsync(new EvaluationRequest(rig.Source(), new MetricSet(slow.Object), Rig.Good) { Concurrency = 4 });

        Assert.Equal(9, started);
        Assert.Equal(4, result[Rig.Good].Estimate()[0].Value);
    }

    [Fact]
    public async Task EvaluateAsync_ModelAddedLater_IsAskedAboutTheSameCases()
    {
        await using var rig = await Rig.CreateAsync();
        await rig.EvaluateAsync(rig.Request(Rig.Good));
        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"DELETE FROM held_out"));

        var result = await rig.EvaluateAsync(rig.Request() with { SliceSize = 2 });

        Assert.Equal(10, rig.Asked.Fired);
        Assert.All(result.Runs, run => Assert.Equal(5, run.Count));
        var runs = await new EvaluationStore(rig.Cortex).FindAsync(Rig.Id);
        Assert.Equal([3, 2], runs.Select(run => run.SliceSize));
        Assert.Single(runs.Select(run => run.Fingerprint).Distinct());
    }

    [Fact]
    public async Task EvaluateAsync_Runs_TellWhereTheyComeFrom()
    {
        await using var rig = await Rig.CreateAsync();

        await rig.EvaluateAsync(
            rig.Request(Rig.Good) with { Options = new() { Temperature = 0.5, MaxTokens = 20 }, PromptTemplate = "Now: {prompt}" });

        var run = Assert.Single(await new EvaluationStore(rig.Cortex).ListAsync());
        Assert.Equal((Rig.Id, "quiz", Rig.Good, EvaluationRunStatus.Finished, 5), (run.Evaluation, run.UseCase, run.Model, run.Status, run.Cases));
        Assert.Equal(Rig.Metrics().Metrics.Select(metric => metric.Signature), run.Metrics);
        Assert.Contains("0.5", run.Options);
        Assert.Matches("^[0-9a-f]{64}$", run.Fingerprint);
        Assert.Matches("^[0-9a-f]{64}$", run.PromptTemplateSha256);
        Assert.Matches(@"^\d+\.\d+\.\d+$", run.LibraryVersion);
        Assert.NotNull(run.FinishedAt);
        await using var other = await Rig.CreateAsync(4);
        await other.EvaluateAsync(other.Request(Rig.Good));
        Assert.NotEqual(run.Fingerprint, Assert.Single(await new EvaluationStore(other.Cortex).ListAsync()).Fingerprint);
    }

    [Fact]
    public async Task EvaluateAsync_UsageViews_TellWhatEachRunWasBilled()
    {
        await using var rig = await Rig.CreateAsync(7, new()
        {
            UsageLatency = TimeSpan.Zero,
            CreditRates = [new(Rig.Good) { Input = 2, Output = 3 }, new(Rig.Poor) { Input = 1, Output = 1 }],
        });
        var services = new ServiceCollection();
        services.AddCortexSharp().UseExecutor(rig.Cortex);
        await using var provider = services.BuildServiceProvider();
        var usage = provider.GetRequiredService<ICortexUsageClient>();

        var result = await rig.EvaluateAsync(rig.Request(Rig.Good, Rig.Poor));

        foreach (var run in await new EvaluationStore(rig.Cortex).ListAsync("quiz"))
        {
            var billed = await usage.ReadAsync(new UsageQuery { QueryTag = run.QueryTag }).ToListAsync();
            Assert.Equal(3, billed.Select(record => record.QueryId).Distinct().Count());
            Assert.Equal(result[run.Model].Usage?.TotalTokens, billed.Sum(record => record.Tokens));
            var cost = result[run.Model].CostOf(await usage.GetCreditsAsync(new UsageQuery { QueryTag = run.QueryTag }));
            Assert.Equal(billed.Select(record => record.Credits!.Value).Aggregate((a, b) => a + b) / 7, cost.PerAnswer);
        }
    }

    [Fact]
    public async Task EvaluateAsync_TunedModel_IsPricedAsItsBaseModelAlsoWhenReadLater()
    {
        await using var rig = await Rig.CreateAsync(2);
        var prices = new PriceBook([new(Rig.Poor) { Input = Amount.OfAiCredits(1), Output = Amount.OfAiCredits(1) }]);

        var result = await rig.EvaluateAsync(rig.Request(EvaluatedModel.Of(Rig.Good) with { BaseModel = Rig.Poor }));

        var store = new EvaluationStore(rig.Cortex);
        var later = await store.ReadAsync(Assert.Single(await store.FindAsync(Rig.Id)), Rig.Metrics());
        Assert.NotNull(result[Rig.Good].CostOf(prices).PerAnswer);
        Assert.Equal(result[Rig.Good].CostOf(prices), later.CostOf(prices));
    }

    [Fact]
    public async Task EvaluateAsync_Template_IsAskedAndTheCaseStaysAsItIs()
    {
        await using var rig = await Rig.CreateAsync();
        var asked = rig.Controls.OnCompletion(call => call.Prompt.StartsWith("Now: What is", StringComparison.Ordinal)).Answer(Rig.Answer);

        await rig.EvaluateAsync(rig.Request(Rig.Good) with { PromptTemplate = "Now: {prompt}" });

        Assert.Equal(5, asked.Fired);
        Assert.Contains("|What is 4?|", await rig.DumpAsync());
    }

    [Fact]
    public async Task EvaluateAsync_SameIdWithOtherSettings_IsRefused()
    {
        await using var rig = await Rig.CreateAsync();
        await rig.EvaluateAsync();

        var error = await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(rig.Request() with { Options = new() { Temperature = 1 } }));

        Assert.Equal(CortexErrorKind.Conflict, error.Kind);
        Assert.Equal(10, rig.Asked.Fired);
    }

    [Fact]
    public async Task EvaluateAsync_FailingRow_IsAnErrorWithItsReasonAndNotAskedAgain()
    {
        await using var rig = await Rig.CreateAsync();
        rig.Controls.OnCompletion("What is 3?").Fail("max tokens of 4096 exceeded");
        rig.Controls.OnCompletion("What is 4?").AnswerNull();

        var result = await rig.EvaluateAsync(rig.Request(Rig.Good));
        await rig.EvaluateAsync(rig.Request(Rig.Good));

        Assert.Equal((5, 2, 0.6), (result[Rig.Good].Count, result[Rig.Good].Errors, result[Rig.Good].Estimate()[0].Value));
        Assert.Contains("max tokens of 4096 exceeded", await rig.DumpAsync());
    }

    [Fact]
    public async Task EvaluateAsync_ErrorDetailsRefused_AsksWithout()
    {
        await using var rig = await Rig.CreateAsync(options: new() { AllowErrorDetails = false });
        rig.Controls.OnCompletion("What is 3?").Fail("broken");

        var result = await rig.EvaluateAsync();

        Assert.Equal((5, 1, 0.8), (result[Rig.Good].Count, result[Rig.Good].Errors, result[Rig.Good].Estimate()[0].Value));
    }

    [Fact]
    public async Task EvaluateAsync_StatementFails_TellsAndGoesOnLater()
    {
        await using var rig = await Rig.CreateAsync();
        rig.Controls.OnStatement("AI_COMPLETE").Once().Fail(604, "57014", "SQL execution canceled");

        await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync());
        var result = await rig.EvaluateAsync();

        Assert.Equal(10, rig.Asked.Fired);
        Assert.Equal(5, result[Rig.Good].Count);
    }

    [Fact]
    public async Task EvaluateAsync_Budget_StopsAllModelsAtTheSameCasesAndGoesOnWithALargerOne()
    {
        await using var rig = await Rig.CreateAsync(9);

        var stopped = await rig.EvaluateAsync(rig.Request() with { Budget = EvaluationBudget.OfTokens(1) });
        var status = (await new EvaluationStore(rig.Cortex).FindAsync(Rig.Id)).Select(run => run.Status);

        Assert.True(stopped.StoppedByBudget);
        Assert.All(stopped.Runs, run => Assert.Equal(3, run.Count));
        Assert.Equal([EvaluationRunStatus.Stopped, EvaluationRunStatus.Stopped], status);

        // Nothing is left of the same budget.
        Assert.True((await rig.EvaluateAsync(rig.Request() with { Budget = EvaluationBudget.OfTokens(1) })).StoppedByBudget);
        Assert.Equal(6, rig.Asked.Fired);
        Assert.All((await rig.EvaluateAsync()).Runs, run => Assert.Equal(9, run.Count));
        Assert.Equal(18, rig.Asked.Fired);
    }

    [Fact]
    public async Task EvaluateAsync_Client_IsAskedForWhatIsNotKept()
    {
        await using var rig = await Rig.CreateAsync();
        var client = new Mock<ICortexCompleteClient>();
        var failing = true;
        client.Setup(c =>
            c.CompleteAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>())).Returns((CompletionRequest request, CancellationToken _) =>
            request.Messages[0].Content == "What is 2?" && failing
                ? throw new CortexException(CortexErrorKind.Network, "lost")
                : Task.FromResult(
                    new CompletionResult(request.Messages[0].Content.Replace("What is", "It is", StringComparison.Ordinal).TrimEnd('?'))
                    {
                        Usage = new(3, 4, 7),
                    }));
        var request = rig.Request(EvaluatedModel.Of("far", client.Object)) with { Concurrency = 1 };

        await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(request));
        failing = false;
        var result = await rig.EvaluateAsync(request);

        Assert.Equal(1, result["far"].Estimate()[0].Value);
        // Five cases, and the one again whose first answer never came.
        Assert.Equal(6, client.Invocations.Count);
        Assert.Equal(0, rig.Asked.Fired);
    }

    [Fact]
    public async Task EvaluateAsync_Progress_CountsWhatWasThereBefore()
    {
        await using var rig = await Rig.CreateAsync();
        await rig.EvaluateAsync(rig.Request(Rig.Good));
        var told = new List<EvaluationProgress>();

        await rig.EvaluateAsync(progress: new Listener(told));

        Assert.Equal([3, 6, 8, 10], told.Select(progress => progress.Answers));
        Assert.All(told, progress => Assert.Equal(10, progress.Total));
        Assert.Equal(0, told[0].AnswersPerSecond);
        Assert.True(told[^1].Tokens > 0);
    }

    [Fact]
    public async Task EvaluateAsync_ProgressOfAClient_IsToldWithinASlice()
    {
        await using var rig = await Rig.CreateAsync(120);
        var client = new Mock<ICortexCompleteClient>();
        client.Setup(c => c.CompleteAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CompletionResult("half a character: \ud800"));
        var told = new List<EvaluationProgress>();

        await rig.EvaluateAsync(rig.Request(EvaluatedModel.Of("far", client.Object)) with { SliceSize = 200 }, progress: new Listener(told));

        Assert.Equal([50, 100, 120], told.Select(progress => progress.Answers));
    }

    [Theory]
    [InlineData("SELECT question, answer FROM held_out", "no column id; it has QUESTION, ANSWER")]
    [InlineData("SELECT id, question, lang FROM held_out", "no column answer")]
    [InlineData("SELECT id, question, answer, lang FROM held_out WHERE FALSE", "There is no case")]
    [InlineData(
        "SELECT id, question, answer, lang FROM held_out UNION ALL SELECT 'k000002', 'again', 'x', 'en'",
        "Two cases of the query have the key 'k000002'")]
    [InlineData("SELECT IFF(id = 'k000001', NULL, id) AS id, question, answer, lang FROM held_out", "1 of 5 rows have no key")]
    [InlineData("SELECT id, NULL AS question, answer, lang FROM held_out", "5 of 5 rows have no prompt")]
    [InlineData(
        "SELECT id, question, IFF(id = 'k000003', NULL, answer) AS answer, lang FROM held_out",
        "'k000003' has no reference, but the metric 'exact_match' needs one")]
    public async Task EvaluateAsync_BadCases_AreToldOfBeforeAnythingIsAsked(string query, string message)
    {
        await using var rig = await Rig.CreateAsync();
        var source = CaseSource.FromQuery(rig.Cortex, SqlStatement.Create($"{SqlText.Trusted(query)}"), Rig.Fields);

        var error = await Assert.ThrowsAsync<EvaluationDataException>(() => rig.EvaluateAsync(new(source, Rig.Metrics(), Rig.Good)));

        Assert.Contains(message, error.Message);
        Assert.Equal(0, rig.Asked.Fired);
    }

    [Fact]
    public async Task EvaluateAsync_ArrayOfReferences_HoldsSeveralRightAnswers()
    {
        await using var rig = await Rig.CreateAsync(2);
        var source = CaseSource.FromQuery(
            rig.Cortex,
            SqlStatement.Create($"SELECT id, question, ARRAY_CONSTRUCT('something else', answer) AS answer, lang FROM held_out -- the end"),
            Rig.Fields);

        var result = await rig.EvaluateAsync(new(source, Rig.Metrics(), Rig.Good));

        Assert.Equal(1, result[Rig.Good].Estimate()[0].Value);
    }

    [Fact]
    public async Task SelectBestAsync_UseCase_RanksTheNewestRunOfEachModel()
    {
        await using var rig = await Rig.CreateAsync();
        await rig.EvaluateAsync();
        var store = new EvaluationStore(rig.Cortex);

        var best = await store.SelectBestAsync("quiz", Rig.Metrics(), SelectionObjective.Best("exact_match"));

        Assert.Equal(Rig.Good, Assert.Single(best.Best).Name);
        Assert.Equal([Rig.Good, Rig.Poor], best.Ranking.Select(ranked => ranked.Run.Name));
        await Assert.ThrowsAsync<EvaluationDataException>(() =>
            store.SelectBestAsync("other", Rig.Metrics(), SelectionObjective.Best("exact_match")));
    }

    [Fact]
    public async Task SelectBestAsync_OtherEvaluationWithTheSameKeys_CountsOnlyTheSameCases()
    {
        await using var rig = await Rig.CreateAsync(6);
        await rig.EvaluateAsync(rig.Request(Rig.Poor));
        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create(
            $"UPDATE held_out SET question = IFF(id = 'k000000', 'What was 0?', question), answer = IFF(id = 'k000001', 'One', answer) WHERE id IN "
            + $"('k000000', 'k000001')"));
        await rig.EvaluateAsync(rig.Request(Rig.Good) with { Id = Guid.NewGuid() });
        var store = new EvaluationStore(rig.Cortex);

        var best = await store.SelectBestAsync("quiz", Rig.Metrics(), SelectionObjective.Best("exact_match"));

        Assert.Equal(4, best.Cases);
        Assert.Equal([(Rig.Good, 1.0), (Rig.Poor, 0.5)], best.Ranking.Select(ranked => (ranked.Run.Name, ranked.Value)));
        var runs = (await store.ListAsync("quiz")).ToList();
        var (old, later) = (await store.ReadAsync(runs[0], Rig.Metrics()), await store.ReadAsync(runs[1], Rig.Metrics()));
        Assert.Equal(
            ["k000000", "k000001"], Comparison.Compare(old, later, new() { Resampling = new() { Samples = 10 } }).OnlyInSystem.AsEnumerable());
    }

    [Fact]
    public async Task SelectBestAsync_RunThatCannotBeRanked_SaysWhy()
    {
        await using var rig = await Rig.CreateAsync(6);
        await rig.Cortex.ExecuteNonQueryAsync(
            SqlStatement.Create($"CREATE TABLE old AS SELECT id || 'x' AS id, question, answer, lang FROM held_out"));
        var old = CaseSource.FromTable(rig.Cortex, SqlIdentifier.Parse("old"), Rig.Fields);
        var unscored = new MetricSet(new ExactMatchMetric());
        await rig.EvaluateAsync(new(old, Rig.Metrics(), "old-model") { Id = Guid.NewGuid(), UseCase = "quiz" });
        await rig.EvaluateAsync(new(rig.Source(), unscored, "mistral-large2") { Id = Guid.NewGuid(), UseCase = "quiz" });
        await rig.EvaluateAsync(rig.Request(Rig.Poor) with { Id = Guid.NewGuid(), Budget = EvaluationBudget.OfTokens(1) });
        var store = new EvaluationStore(rig.Cortex);

        var error = await Assert.ThrowsAsync<EvaluationDataException>(() =>
            store.SelectBestAsync("quiz", new MetricSet(new BleuMetric()), SelectionObjective.Best("bleu")));
        Assert.Contains($"{Rig.Poor}: it is stopped, not finished", error.Message);
        await rig.EvaluateAsync(rig.Request(Rig.Good));
        var best = await store.SelectBestAsync("quiz", Rig.Metrics(), SelectionObjective.Best("exact_match"));

        Assert.Equal(6, best.Cases);
        Assert.Equal([Rig.Good, "old-model", "mistral-large2", Rig.Poor], best.Ranking.Select(ranked => ranked.Run.Name));
        Assert.Equal([1, null, null, null], best.Ranking.Select(ranked => ranked.Rank));
        Assert.Equal("it has no case in common with all of the newer runs", best.Ranking[1].Reason);
        Assert.Contains("has no score by chrf", best.Ranking[2].Reason);
        Assert.Equal("it is stopped, not finished", best.Ranking[3].Reason);
    }

    [Fact]
    public async Task ReadHistoryAsync_FinishedRuns_AreToldOldestFirst()
    {
        await using var rig = await Rig.CreateAsync(4);
        await rig.EvaluateAsync(rig.Request(Rig.Poor) with { Id = Guid.NewGuid() });
        await rig.EvaluateAsync(new(rig.Source(), new MetricSet(new BleuMetric()), "mistral-large2") { Id = Guid.NewGuid(), UseCase = "quiz" });
        await rig.EvaluateAsync(rig.Request("llama3.1-8b") with { Id = Guid.NewGuid(), Budget = EvaluationBudget.OfTokens(1) });
        await rig.EvaluateAsync(rig.Request(Rig.Good));
        var store = new EvaluationStore(rig.Cortex);

        var all = await store.ReadHistoryAsync("quiz", new ExactMatchMetric());
        var before = await store.ReadHistoryAsync("quiz", new ExactMatchMetric(), before: Assert.Single(await store.FindAsync(Rig.Id)));

        Assert.Equal([0.5, 1], all.Select(point => point.Value));
        Assert.Matches(@$"^{Rig.Poor}, \d{{4}}-\d\d-\d\d$", Assert.Single(before).Label);
        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadHistoryAsync("quiz", new ExactMatchMetric(), "bleu"));
    }

    [Fact]
    public async Task ReadAsync_StoredRun_PairsWithOneInMemory()
    {
        await using var rig = await Rig.CreateAsync(3);
        var cases = await rig.Source().ReadAsync().ToListAsync();
        cases[1] = new(cases[1].Key, cases[1].Prompt, "Ünïcode", "two 👍");
        var stored = await rig.EvaluateAsync(new(CaseSource.Of(cases), Rig.Metrics(), Rig.Good));
        var memory = new ScoredRun("memory", Rig.Metrics());
        foreach (var item in cases)
            await memory.AddAsync(item, EvaluationAnswer.Of(item.Key, "?"));

        Assert.Equal(3, Comparison.Compare(memory, stored[Rig.Good], new() { Resampling = new() { Samples = 10 } }).Cases);
    }

    private sealed class Listener(List<EvaluationProgress> told) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => told.Add(value);
    }
}
