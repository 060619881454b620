using CortexSharp.BaseModels;
using CortexSharp.Completions;
using CortexSharp.Conformance;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Local;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Lifecycle.Tests.Retirement;

public sealed class ModelRetirementTests : IAsyncLifetime
{
    private static readonly JobPollPolicy Poll = new() { InitialInterval = TimeSpan.FromMilliseconds(20), MaxInterval = TimeSpan.FromMilliseconds(20) };

    private readonly ManualTimeProvider _time = new();
    private readonly ServiceProvider _services;

    public ModelRetirementTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddCortexSharp().UseLocal(new LocalCortexOptions
        {
            TimeProvider = _time,
            UsageLatency = TimeSpan.Zero,
            CreditRates = [new("llama3.1-8b") { Input = 1, Output = 1 }],
            BaseModels = [new LocalBaseModel("llama3.1-8b") { EolDate = "Q1 2027" }],
        }).AddLifecycle();
        _services = services.BuildServiceProvider();
    }

    private IModelRetirement Retirement => Get<IModelRetirement>();

    private IModelPromoter Promoter => Get<IModelPromoter>();

    [Fact]
    public async Task Plan_EveryModel_HasItsVerdict()
    {
        foreach (var model in new[] { "live", "before", "canary", "called", "unused" })
            await TuneAsync(model);
        await Promoter.PromoteAsync(new("support", "LOCAL.PUBLIC.BEFORE", "first"));
        var live = await Promoter.PromoteAsync(new("support", "local.public.live", "second"));
        await Promoter.SetCanaryAsync(new(live, new("CANARY", 5)));
        _time.Advance(TimeSpan.FromDays(40));
        await AskAsync("called");
        await TuneAsync("young");

        var plan = await Retirement.PlanAsync();

        Assert.Equal(
            [
                ("UNUSED", RetirementVerdict.Retire, "Nobody called it for 30 days, in which calls of other tuned models show."),
                ("BEFORE", RetirementVerdict.Keep, "It is what 'support' would be rolled back to."),
                ("CALLED", RetirementVerdict.Keep, "It was called, last on 2027-01-01."),
                ("CANARY", RetirementVerdict.Keep, "It is the canary of 'support'."),
                ("LIVE", RetirementVerdict.Keep, "It is the live model of 'support'."),
                ("YOUNG", RetirementVerdict.Keep, "It is younger than 30 days."),
            ],
            plan.Models.Select(m => (m.Model.Name, m.Verdict, m.Reasons[0])));
        var day = Assert.Single(plan.Models[2].Usage);
        Assert.Equal((1, UsageView.AiFunctions), (day.Records, day.View));
        Assert.Equal(Amount.OfAiCredits(day.Tokens!.Value / 1_000_000m), Assert.Single(day.Credits));
    }

    [Fact]
    public async Task Plan_NoCallOfAnyTunedModelShows_CannotTell()
    {
        await TuneAsync("unused");
        await BeginAsync();
        _time.Advance(TimeSpan.FromDays(40));
        await AskAsync("llama3.1-8b", isTuned: false);
        var candidate = Assert.Single((await Retirement.PlanAsync()).Models);
        Assert.Equal(RetirementVerdict.CannotTell, candidate.Verdict);
        Assert.Contains("shows no call of any tuned model", candidate.Reasons[0], StringComparison.Ordinal);
        Assert.Empty((await Retirement.RetireAsync(await Retirement.PlanAsync(), dryRun: false)).Dropped);
    }

    [Fact]
    public async Task Retire_DryRun_DropsNothing()
    {
        var plan = await PlanWithOneAsync();
        var report = await Retirement.RetireAsync(plan);
        Assert.Equal((true, "LOCAL.PUBLIC.UNUSED"), (report.IsDryRun, report.Dropped[0].ToString()));
        Assert.Equal(2, await ModelsAsync());
    }

    [Fact]
    public async Task Retire_Unused_DropsModelAndSnapshotAndSaysSoInTheLedger()
    {
        var plan = await PlanWithOneAsync();
        Assert.Contains("Version 1 of 'support' was never promoted.", plan.Models[0].Reasons);
        Assert.Contains("Its base model llama3.1-8b ends: Q1 2027.", plan.Models[0].Reasons);
        var report = await Retirement.RetireAsync(plan, dryRun: false);
        Assert.Equal(["UNUSED", "SUPPORT_TRAIN", "SUPPORT_VALID"], report.Dropped.Select(d => d.Name.Split('_') is { Length: 3 } parts ? $"{parts[0]}_{parts[1]}" : d.Name));
        Assert.Equal(1, await ModelsAsync());
        Assert.Empty(await Get<ISqlExecutor>().QueryAsync(SqlStatement.Create($"SHOW TABLES LIKE 'SUPPORT%'")).ToListAsync());
        Assert.Equal(ModelVersionStatus.Retired, Assert.Single(await Get<IModelLedger>().ListAsync("support")).Status);
    }

    [Fact]
    public async Task Retire_PromotedSinceThePlan_IsRefused()
    {
        var plan = await PlanWithOneAsync();
        await Promoter.PromoteAsync(new("support", "LOCAL.PUBLIC.UNUSED", "after all") { Probe = null });
        var report = await Retirement.RetireAsync(plan, dryRun: false);
        Assert.Empty(report.Dropped);
        Assert.Equal("It is the live model of 'support'.", Assert.Single(report.Refused).Reasons[0]);
        Assert.Equal(2, await ModelsAsync());
    }

    /// <summary>The process dies at every statement of a retirement; the next plan and retirement leave nothing of the model behind, and no row that says otherwise.</summary>
    [Theory]
    [InlineData(LastStatement.Lost)]
    [InlineData(LastStatement.Done)]
    [InlineData(LastStatement.Late)]
    public async Task Retire_KilledAtEveryStatement_IsFinishedByTheNext(LastStatement fate)
    {
        const int Models = 16;
        await TuneAsync([.. Enumerable.Range(0, Models).Select(i => $"unused_{i}"), "called"]);
        for (var i = 0; i < Models; i++)
            await AddVersionAsync(i);
        await BeginAsync();
        _time.Advance(TimeSpan.FromDays(40));
        await AskAsync("called");

        var policy = new RetirementPolicy { DropSnapshots = true };
        var killed = 0;
        for (; ; killed++)
        {
            var plan = Only(await Retirement.PlanAsync(policy), killed);
            var dying = new DyingClient((IResumableSqlExecutor)Get<ISqlExecutor>(), killed, fate);
            if (await Record.ExceptionAsync(() => RetirementOf(dying).RetireAsync(plan, dryRun: false)) is not { } death)
                break;
            Assert.IsType<DyingClient.ProcessDied>(death);
            var rest = Only(await Retirement.PlanAsync(policy), killed);
            Assert.Empty((await Retirement.RetireAsync(rest, dryRun: false)).Refused);
            await Record.ExceptionAsync(dying.ArriveAsync); // of a second DROP, nobody hears
            var version = (await Get<IModelLedger>().ListAsync("support")).Single(v => v.Number == killed + 1);
            Assert.True(version.Status == ModelVersionStatus.Retired, $"{version.Status} after dying in {dying.Died}.");
            Assert.StartsWith("Nobody called it", version.Note, StringComparison.Ordinal);
        }

        Assert.InRange(killed, 9, Models - 1);
        // The one that lived to its end is gone too; nobody touched the others.
        Assert.Equal(Models - killed - 1 + 1, await ModelsAsync());
        Assert.Equal(Models - killed - 1, await Get<ISqlExecutor>().QueryAsync(SqlStatement.Create($"SHOW TABLES LIKE 'TRAIN_%'")).CountAsync());
    }

    [Fact]
    public async Task Retire_BegunAndCalledSince_IsTakenBack()
    {
        var plan = await PlanWithOneAsync();
        var dying = new DyingClient((IResumableSqlExecutor)Get<ISqlExecutor>(), int.MaxValue, LastStatement.Lost) { DiesIn = "DROP MODEL" };
        await Assert.ThrowsAsync<DyingClient.ProcessDied>(() => RetirementOf(dying).RetireAsync(plan, dryRun: false));
        Assert.Equal(ModelVersionStatus.Retiring, Assert.Single(await Get<IModelLedger>().ListAsync("support")).Status);

        await AskAsync("unused");
        var report = await Retirement.RetireAsync(await Retirement.PlanAsync(), dryRun: false);
        Assert.Empty(report.Dropped);
        var version = Assert.Single(await Get<IModelLedger>().ListAsync("support"));
        Assert.Equal((ModelVersionStatus.Candidate, true), (version.Status, version.Note!.StartsWith("It was called", StringComparison.Ordinal)));
        Assert.Equal(2, await ModelsAsync());
    }

    [Fact]
    public async Task Plan_WrongPolicy_Throws()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Retirement.PlanAsync(new() { UnusedFor = TimeSpan.FromHours(1) }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Retirement.PlanAsync(new() { MinimumAge = TimeSpan.Zero }));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _services.DisposeAsync();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A model that nobody called, of a version with snapshots, and one that somebody did.</summary>
    private async Task<RetirementPlan> PlanWithOneAsync()
    {
        await TuneAsync("unused");
        await TuneAsync("called");
        await BeginAsync();
        var snapshot = await Get<ITrainingDataClient>().SnapshotAsync(
            new(SqlStatement.Create($"SELECT ROW_NUMBER() OVER (ORDER BY prompt) AS id, prompt, completion FROM pairs"), "id") { ValidationShare = 0.5, Stratify = true }, SqlIdentifier.Parse("support"));
        var version = await Get<IModelLedger>().ReserveAsync(new("support", SqlIdentifier.Parse("unused"), "llama3.1-8b"));
        await Get<IModelLedger>().UpdateAsync(version with
        {
            Status = ModelVersionStatus.Candidate,
            FinalModel = "LOCAL.PUBLIC.UNUSED",
            SnapshotHash = snapshot.Hash,
            SnapshotTables = [snapshot.TrainTable.ToString(), snapshot.ValidationTable!.ToString()],
        });
        _time.Advance(TimeSpan.FromDays(40));
        await AskAsync("called");
        return await Retirement.PlanAsync(new() { DropSnapshots = true });
    }

    /// <summary>The promoter's tables, with a base model live.</summary>
    private Task BeginAsync() => Promoter.PromoteAsync(new("other", "llama3.1-8b", "first") { Probe = null });

    private Task AskAsync(string model, bool isTuned = true) => Get<ICortexCompleteClient>().CompleteAsync(isTuned ? $"LOCAL.PUBLIC.{model.ToUpperInvariant()}" : model, "my parcel");

    private async Task<int> ModelsAsync() =>
        await Get<ISqlExecutor>().QueryAsync(SqlStatement.Create($"SHOW MODELS IN SCHEMA local.public")).CountAsync();

    /// <summary>A plan for one model alone, whether it is still there or not.</summary>
    private static RetirementPlan Only(RetirementPlan plan, int i) => plan with { Models = [.. plan.Models.Where(m => m.Model.Name == $"UNUSED_{i}")] };

    private ModelRetirement RetirementOf(ISqlExecutor executor) => new(
        executor, new ModelPromoter(executor, Get<ICortexCompleteClient>()), new ModelLedger(executor), Get<ICortexUsageClient>(), Get<ICortexBaseModelClient>(), _time);

    /// <summary>A version with its model and a table of training data.</summary>
    private async Task AddVersionAsync(int i)
    {
        var table = new SqlIdentifier("LOCAL", "PUBLIC", $"TRAIN_{i}");
        await Get<ISqlExecutor>().ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE {table} AS SELECT prompt, completion FROM pairs"));
        var version = await Get<IModelLedger>().ReserveAsync(new("support", SqlIdentifier.Parse("unused"), "llama3.1-8b"));
        await Get<IModelLedger>().UpdateAsync(version with
        {
            Status = ModelVersionStatus.Candidate,
            FinalModel = $"LOCAL.PUBLIC.UNUSED_{i}",
            SnapshotHash = $"hash {i}",
            SnapshotTables = [table.ToString()],
        });
    }

    private Task TuneAsync(string model) => TuneAsync([model]);

    private async Task TuneAsync(IReadOnlyList<string> models)
    {
        var executor = Get<ISqlExecutor>();
        await executor.ExecuteNonQueryAsync(
            SqlStatement.Create($"CREATE TABLE IF NOT EXISTS pairs AS SELECT 'my parcel ' || column1 AS prompt, 'delivery' AS completion FROM VALUES (1), (2), (3), (4)"));
        var jobs = new List<string>();
        foreach (var model in models)
            jobs.Add(await Get<ICortexFineTuneClient>().CreateAsync(new(SqlIdentifier.Parse(model), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM pairs"))));
        foreach (var job in jobs)
            Assert.Equal(FineTuningStatus.Success, (await Get<ICortexFineTuneClient>().WaitUntilFinishedAsync(job, Poll)).Status);
    }
}
