using CortexSharp.Completions;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Local;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CortexSharp.Lifecycle.Tests.Promotion;

public sealed class ModelPromoterTests : IAsyncLifetime
{
    private const string UseCase = "support";

    private readonly TestControls _controls = new();
    private readonly ServiceProvider _services;

    public ModelPromoterTests()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp()
            .UseLocal(new LocalCortexOptions { Controls = _controls, BaseModels = ["llama3.1-8b", "mistral-7b", "v1", "v2", "v3"] }).AddLifecycle();
        _services = services.BuildServiceProvider();
    }

    private IModelPromoter Promoter => _services.GetRequiredService<IModelPromoter>();

    private ISqlExecutor Executor => _services.GetRequiredService<ISqlExecutor>();

    [Fact]
    public async Task Promote_First_IsReadByPlainSql()
    {
        var live = await Promoter.PromoteAsync(new(UseCase, "v1", "first") { EvaluationRun = "run-1" });
        Assert.Equal((UseCase, "v1", 1L), (live.UseCase, live.Model, live.Generation));
        Assert.Equal(
            "v1", await Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT current_model FROM ml_config WHERE use_case = 'support'")));
        var record = Assert.Single(await Promoter.GetHistoryAsync(UseCase));
        Assert.Equal(
            (PromotionOutcome.Done, "first", "run-1", null, "LOCAL"),
            (record.Outcome, record.Reason, record.EvaluationRun, record.PredecessorId, record.Actor));
    }

    [Fact]
    public async Task Promote_Several_MakeAChain()
    {
        foreach (var model in new[] { "v1", "v2", "v3" })
            await Promoter.PromoteAsync(new(UseCase, model, $"better {model}") { Actor = "ci" });
        await Promoter.PromoteAsync(new("other", "v1", "elsewhere"));
        var history = await Promoter.GetHistoryAsync(UseCase);
        Assert.Equal([("v3", 3L), ("v2", 2L), ("v1", 1L)], history.Select(p => (p.Model, p.Generation)));
        Assert.Equal([history[1].Id, history[2].Id, (Guid?)null], history.Select(p => p.PredecessorId));
        Assert.All(history, p => Assert.Equal("ci", p.Actor));
    }

    [Fact]
    public async Task Promote_ModelThatDoesNotAnswer_ChangesNothing()
    {
        await Promoter.PromoteAsync(new(UseCase, "v1", "first"));
        var error = await Assert.ThrowsAsync<CortexException>(() => Promoter.PromoteAsync(new(UseCase, "no-such-model", "typing error")));
        Assert.Equal((CortexErrorKind.UnknownModel, "no-such-model"), (error.Kind, error.Model));
        Assert.Equal("v1", (await Promoter.GetLiveAsync(UseCase)).Model);
        Assert.Single(await Promoter.GetHistoryAsync(UseCase));
        Assert.Equal("no-such-model", (await Promoter.PromoteAsync(new(UseCase, "no-such-model", "sure") { Probe = null })).Model);
    }

    [Fact]
    public async Task Promote_RoleThatMayNotCallTheModel_IsGrantedUsageFirst()
    {
        await TuneAsync();
        await RunAsync("CREATE ROLE app");
        await RunAsync("GRANT USAGE ON DATABASE local TO ROLE app");
        await RunAsync("GRANT USAGE ON SCHEMA local.public TO ROLE app");
        var request = new PromotionRequest(UseCase, "local.public.tuned", "tuned") { ProbeRole = "APP" };
        Assert.Equal(CortexErrorKind.UnknownModel, (await Assert.ThrowsAsync<CortexException>(() => Promoter.PromoteAsync(request))).Kind);
        Assert.Equal("local.public.tuned", (await Promoter.PromoteAsync(request with { GrantUsageTo = ["app"] })).Model);
    }

    /// <summary>Questions over REST run as the user's default role, so another role can be asked only by SQL.</summary>
    [Fact]
    public async Task Promote_ProbedAsAnotherRole_IsAskedBySql()
    {
        await RunAsync("CREATE ROLE app");
        var promoter = new ModelPromoter(Executor, Mock.Of<ICortexCompleteClient>(MockBehavior.Strict));
        Assert.Equal("v1", (await promoter.PromoteAsync(new(UseCase, "v1", "first") { ProbeRole = "APP" })).Model);
        await Assert.ThrowsAsync<MockException>(() => promoter.PromoteAsync(new(UseCase, "v2", "second")));
    }

    [Fact]
    public async Task Promote_SomebodyWasFirst_Conflicts()
    {
        var first = await Promoter.PromoteAsync(new(UseCase, "v1", "first"));
        await Promoter.PromoteAsync(new(UseCase, "v2", "second"));
        var error = await Assert.ThrowsAsync<PromotionConflictException>(() =>
            Promoter.PromoteAsync(new(UseCase, "v3", "late") { ExpectedGeneration = first.Generation }));
        Assert.Equal((CortexErrorKind.Conflict, "v2", 2L), (error.Kind, error.Live.Model, error.Live.Generation));
        Assert.Contains("at generation 2 with v2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE")]
    [InlineData("MERGE INTO \"ML_CONFIG\"")]
    [InlineData("MERGE INTO \"ML_PROMOTIONS\"")]
    [InlineData("UPDATE \"ML_CONFIG\"")]
    [InlineData("SELECT PROMOTION_ID")]
    [InlineData("SELECT c.USE_CASE")]
    [InlineData("SELECT w.MODEL")]
    [InlineData("AI_COMPLETE")]
    public async Task Promote_ConnectionLostAndAskedAgain_IsDoneOnce(string statement)
    {
        foreach (var before in new[] { true, false })
        {
            var request = new PromotionRequest($"{UseCase} {statement} {before}", "v1", "first");
            var setup = _controls.OnStatement(statement).Once();
            var rule = before ? setup.LoseConnectionBefore() : setup.LoseConnectionAfter();
            Assert.Equal(CortexErrorKind.Network, (await Assert.ThrowsAsync<CortexException>(() => Promoter.PromoteAsync(request))).Kind);
            Assert.Equal(1, rule.Fired);

            var live = await Promoter.PromoteAsync(request);
            Assert.Equal(("v1", 1L, request.Id), (live.Model, live.Generation, live.PromotionId));
            Assert.Equal(live, await Promoter.PromoteAsync(request));
            Assert.Equal(PromotionOutcome.Done, Assert.Single(await Promoter.GetHistoryAsync(request.UseCase)).Outcome);
        }
    }

    [Fact]
    public async Task Promote_LeftPending_IsLostOnceAnotherCameFirst()
    {
        var request = new PromotionRequest(UseCase, "v1", "interrupted");
        _controls.OnStatement("UPDATE \"ML_CONFIG\"").Once().LoseConnectionBefore();
        await Assert.ThrowsAsync<CortexException>(() => Promoter.PromoteAsync(request));
        Assert.Equal(PromotionOutcome.Pending, Assert.Single(await Promoter.GetHistoryAsync(UseCase)).Outcome);
        await Promoter.PromoteAsync(new(UseCase, "v2", "meanwhile"));
        await Assert.ThrowsAsync<PromotionConflictException>(() => Promoter.PromoteAsync(request));
        Assert.Equal(
            [("v2", PromotionOutcome.Done), ("v1", PromotionOutcome.Lost)],
            (await Promoter.GetHistoryAsync(UseCase)).Select(p => (p.Model, p.Outcome)));
    }

    [Fact]
    public async Task Rollback_Twice_GoesFurtherBack()
    {
        foreach (var model in new[] { "v1", "v2", "v3" })
            await Promoter.PromoteAsync(new(UseCase, model, "next"));
        Assert.Equal(
            ("v2", 4L), (await Promoter.RollbackAsync(new(UseCase, "v3 is rude"))) is { Model: var a, Generation: var b } ? (a, b) : default);
        Assert.Equal("v1", (await Promoter.RollbackAsync(new(UseCase, "v2 too") { Actor = "on call" })).Model);
        var error = await Assert.ThrowsAsync<CortexException>(() => Promoter.RollbackAsync(new(UseCase, "all of them")));
        Assert.Contains("no earlier model", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            [(true, "v1"), (true, "v2"), (false, "v3"), (false, "v2"), (false, "v1")],
            (await Promoter.GetHistoryAsync(UseCase)).Select(p => (p.IsRollback, p.Model)));

        await Promoter.PromoteAsync(new(UseCase, "v3", "mended"));
        Assert.Equal("v1", (await Promoter.RollbackAsync(new(UseCase, "not mended"))).Model);
    }

    [Fact]
    public async Task Canary_IsEndedByAPromotion()
    {
        var live = await Promoter.PromoteAsync(new(UseCase, "v1", "first"));
        live = await Promoter.SetCanaryAsync(new(live, new("v2", 12.5m)));
        Assert.Equal(new Canary("v2", 12.5m), live.Canary);
        Assert.Null((await Promoter.PromoteAsync(new(UseCase, "v2", "proven"))).Canary);
        await Assert.ThrowsAsync<PromotionConflictException>(() => Promoter.SetCanaryAsync(new(live, null)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CanaryRequest(live, new("v2", 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CanaryRequest(live, new("v2", 100.01m)));
    }

    [Fact]
    public async Task Alias_ViewAndFunction_FollowThePromotion()
    {
        await Promoter.PromoteAsync(new("it's", "v1", "first"));
        await Promoter.CreateAliasViewAsync("it's", SqlIdentifier.Parse("current_model"));
        await Promoter.CreateAliasFunctionAsync("it's", SqlIdentifier.Parse("ask"));
        _controls.OnCompletion(model: "v2").Answer("from v2");
        await Promoter.PromoteAsync(new("it's", "v2", "second"));
        Assert.Equal("v2", await Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT model_name FROM current_model")));
        Assert.Equal("from v2", await Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT ask('hello')")));
    }

    /// <summary>What a view or a function reads is looked for in its own schema, not in that of the connection.</summary>
    [Fact]
    public async Task Alias_InAnotherSchema_FindsTheTable()
    {
        await RunAsync("CREATE SCHEMA shared");
        await Promoter.PromoteAsync(new(UseCase, "v1", "first"));
        await Promoter.CreateAliasViewAsync(UseCase, SqlIdentifier.Parse("shared.current_model"));
        await Promoter.CreateAliasFunctionAsync(UseCase, SqlIdentifier.Parse("shared.ask"));
        _controls.OnCompletion(model: "v1").Answer("from v1");
        Assert.Equal("v1", await Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT model_name FROM shared.current_model")));
        Assert.Equal("from v1", await Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT shared.ask('hello')")));
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("ASK ME")]
    public async Task CreateAliasFunction_NameThatNeedsQuotes_IsRefused(string name)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Promoter.CreateAliasFunctionAsync(UseCase, new SqlIdentifier("PUBLIC", name)));
        Assert.Contains("no name in quotes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetLive_NothingPromoted_SaysSo()
    {
        Assert.Equal(CortexErrorKind.NotFound, (await Assert.ThrowsAsync<CortexException>(() => Promoter.GetLiveAsync(UseCase))).Kind);
        await Promoter.PromoteAsync(new("other", "v1", "first"));
        Assert.Equal(new LiveModel(UseCase, null, 0, null), await Promoter.GetLiveAsync(UseCase));
    }

    [Fact]
    public async Task GetLive_RowTwice_IsRefused()
    {
        await Promoter.PromoteAsync(new(UseCase, "v1", "first"));
        await RunAsync("INSERT INTO ml_config SELECT * FROM ml_config");
        Assert.Contains(
            "more than one row", (await Assert.ThrowsAsync<CortexException>(() => Promoter.GetLiveAsync(UseCase))).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Fifty promoters and rollbacks at once: the chain stays one line, every generation is made once, and what is asked for twice is done once.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Changes_ManyAtOnce_StayALine(int seed)
    {
        await Promoter.PromoteAsync(new(UseCase, "v1", "first") { Probe = null });
        await Promoter.PromoteAsync(new(UseCase, "v2", "second") { Probe = null });
        int done = 0, conflicts = 0, nothingBefore = 0;
        await Interleaving.RunAsync(seed, [.. Enumerable.Range(0, 50).Select(i => (Func<Task>)(async () =>
        {
            var back = new RollbackRequest(UseCase, $"back {i}") { Id = Guid.NewGuid() };
            try
            {
                if (i % 3 == 0)
                    Assert.Equal(back.Id, (await Promoter.RollbackAsync(back)).PromotionId);
                else
                    await Promoter.PromoteAsync(new(UseCase, $"v{(i % 3) + 1}", $"forth {i}") { Probe = null });
                done++;
                if (i % 3 == 0)
                    Assert.Equal(back.Id, (await Promoter.RollbackAsync(back)).PromotionId);
            }
            catch (PromotionConflictException)
            {
                conflicts++;
                if (i % 3 == 0)
                    await Assert.ThrowsAsync<PromotionConflictException>(() => Promoter.RollbackAsync(back));
            }
            catch (CortexException e) when (e.Message.Contains("no earlier model", StringComparison.Ordinal))
            {
                nothingBefore++;
            }
        }))]);

        Assert.Equal(50, done + conflicts + nothingBefore);
        Assert.True(done > 1 && conflicts > 1, $"{done} done, {conflicts} conflicts");
        await AssertLineAsync(done + 2, conflicts);
    }

    /// <summary>
    /// Nothing is there: tables, the use case's row and its first model are made by all at once, and of those that expect nothing one wins at most.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Changes_ManyAtOnceFromNothing_StayALine(int seed)
    {
        int done = 0, firsts = 0, conflicts = 0, early = 0;
        await Interleaving.RunAsync(seed, [.. Enumerable.Range(0, 20).Select(i => (Func<Task>)(async () =>
        {
            long? expected = i % 4 == 0 ? null : 0;
            try
            {
                var live = await Promoter.PromoteAsync(new(UseCase, $"v{(i % 3) + 1}", $"{i}") { Probe = null, ExpectedGeneration = expected });
                Assert.True(expected is null || live.Generation == 1);
                firsts += live.Generation == 1 ? 1 : 0;
                done++;
            }
            catch (PromotionConflictException e) when (e.Live.Generation > 0)
            {
                conflicts++;
                // One that saw before that it came too late wrote nothing down.
                var isEarly = (await Promoter.GetHistoryAsync(UseCase)).All(p => p.Reason != $"{i}");
                early += isEarly ? 1 : 0;
            }
        }))]);

        Assert.Equal((20, 1), (done + conflicts, firsts));
        await AssertLineAsync(done, conflicts - early);
        Assert.Equal(1L, await Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM ml_config")));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _services.DisposeAsync();

    private async Task AssertLineAsync(int done, int lost)
    {
        var history = await Promoter.GetHistoryAsync(UseCase);
        var chain = history.Where(p => p.Outcome == PromotionOutcome.Done).ToList();
        Assert.Equal(Enumerable.Range(1, done).Reverse().Select(g => (long)g), chain.Select(p => p.Generation));
        Assert.Equal(lost, history.Count(p => p.Outcome == PromotionOutcome.Lost));
        Assert.Equal(chain[0].Model, (await Promoter.GetLiveAsync(UseCase)).Model);
    }

    private async Task TuneAsync()
    {
        await RunAsync("CREATE TABLE pairs AS SELECT 'my parcel ' || column1 AS prompt, 'delivery' AS completion FROM VALUES (1), (2), (3), (4)");
        var fineTune = _services.GetRequiredService<FineTuning.ICortexFineTuneClient>();
        var job = await fineTune.CreateAsync(
            new(SqlIdentifier.Parse("tuned"), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM pairs")));
        await FineTuning.CortexFineTuneClientExtensions.WaitUntilFinishedAsync(
            fineTune, job, new() { InitialInterval = TimeSpan.FromMilliseconds(20), MaxInterval = TimeSpan.FromMilliseconds(20) });
    }

    private Task<long> RunAsync(string sql) => Executor.ExecuteNonQueryAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}"));
}
