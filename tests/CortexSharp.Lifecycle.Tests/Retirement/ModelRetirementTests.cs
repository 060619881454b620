using CortexSharp.Conformance;
using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Tests.Retirement;

public sealed class ModelRetirementTests
{
    [Fact]
    public async Task Plan_EveryModel_HasItsVerdict()
    {
        await using var world = new RetirementWorld();
        foreach (var model in new[] { "live", "before", "canary", "called", "unused", "foreign" })
            await world.TuneAsync(model);
        await world.AddVersionAsync("unused");
        await world.Promoter.PromoteAsync(new("support", "LOCAL.PUBLIC.BEFORE", "first"));
        var live = await world.Promoter.PromoteAsync(new("support", "local.public.live", "second"));
        await world.Promoter.SetCanaryAsync(new(live, new("CANARY", 5)));
        world.Advance(40);
        await world.AskAsync("LOCAL.PUBLIC.CALLED");
        await world.TuneAsync("young");

        var plan = await world.Retirement.PlanAsync();

        Assert.Equal(
            [
                ("UNUSED", RetirementVerdict.Retire, "Nobody called it for 30 days, in which calls of other tuned models show."),
                ("FOREIGN", RetirementVerdict.CannotTell,
                    "No version of the ledger made it, so a use case that is kept elsewhere may need it; OutsideLedger can name it."),
                ("BEFORE", RetirementVerdict.Keep, "It is what 'support' would be rolled back to."),
                ("CALLED", RetirementVerdict.Keep, "It was called, last on 2027-01-01."),
                ("CANARY", RetirementVerdict.Keep, "It is the canary of 'support'."),
                ("LIVE", RetirementVerdict.Keep, "It is the live model of 'support'."),
                ("YOUNG", RetirementVerdict.Keep, "It is younger than 30 days."),
            ],
            plan.Models.Select(m => (m.Model.Name, m.Verdict, m.Reasons[0])));
        var day = Assert.Single(plan.Models[3].Usage);
        Assert.Equal((1, UsageView.AiFunctions.Name), (day.Calls, day.Source));
        Assert.Equal(Amount.OfAiCredits(day.Tokens!.Value / 1_000_000m), Assert.Single(day.Credits));

        var named = await world.Retirement.PlanAsync(new() { OutsideLedger = [new("LOCAL", "PUBLIC", "FOREIGN")] });
        Assert.Equal(["FOREIGN", "UNUSED"], named.ToRetire.Select(m => m.Model.Name));
    }

    [Fact]
    public async Task Plan_BaseModelsThatEnd_AreToldWithTheirDates()
    {
        await using var world =
            new RetirementWorld(new("llama3.1-8b") { LifecycleStatus = "LEGACY", LegacyDate = "2026-10-01", EolDate = "Q1 2027" });
        await world.CreateUnusedAsync();
        var plan = await world.Retirement.PlanAsync();
        // One is a version's, of the other the job tells the base model.
        Assert.Equal(["UNUSED", "CALLED"], plan.OfEndingBaseModels.Select(m => m.Model.Name));
        Assert.All(
            plan.Models, m => Assert.Contains("Its base model llama3.1-8b is legacy, legacy date 2026-10-01, end of life Q1 2027.", m.Reasons));
        Assert.Equal(
            ("llama3.1-8b", "2026-10-01", "Q1 2027"),
            (plan.Models[1].BaseModel, plan.Models[1].EndingBaseModel!.LegacyDate, plan.Models[1].EndingBaseModel!.EndOfLifeDate));
    }

    [Fact]
    public async Task Plan_OnlyALegacyDate_IsTold()
    {
        await using var world = new RetirementWorld(new("llama3.1-8b") { LegacyDate = "2027-02-01" });
        await world.CreateUnusedAsync();
        Assert.Contains("Its base model llama3.1-8b will not stay, legacy date 2027-02-01.", (await world.Retirement.PlanAsync()).Models[0].Reasons);
    }

    [Fact]
    public async Task Plan_BaseModelsThatCannotBeRead_AreToldOf()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        world.Controls.OnStatement("SHOW CORTEX BASE MODELS").Fail(3001, "42501", "Insufficient privileges");
        var plan = await world.Retirement.PlanAsync();
        Assert.Empty(plan.OfEndingBaseModels);
        Assert.All(
            plan.Models, m => Assert.Contains(m.Reasons, r => r.StartsWith("When its base model ends cannot be read: ", StringComparison.Ordinal)));
        Assert.Equal("UNUSED", Assert.Single(plan.ToRetire).Model.Name);
    }

    [Fact]
    public async Task Plan_BaseModelThatIsNotListed_IsToldOf()
    {
        await using var world = new RetirementWorld();
        await world.TuneAsync("unused");
        var version = await world.Ledger.ReserveAsync(new("support", new("UNUSED"), "llama3-8b"));
        await world.Ledger.UpdateAsync(version with { FinalModel = "LOCAL.PUBLIC.UNUSED" });
        await world.BeginAsync();
        var unused = Assert.Single((await world.Retirement.PlanAsync()).Models);
        Assert.Contains(
            "Its base model llama3-8b is not listed: it is gone, and the tuned model with it, or the role may not use it.", unused.Reasons);
    }

    [Fact]
    public async Task Plan_CandidatesThatNeverWon_AreTold()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        await world.TuneAsync("won");
        await world.AddVersionAsync("won");
        // Promoted by hand, of which the ledger knows nothing.
        await world.Promoter.PromoteAsync(new("support", "LOCAL.PUBLIC.WON", "by hand") { Probe = null });
        var never = Assert.Single((await world.Retirement.PlanAsync()).NeverWon);
        Assert.Equal(("UNUSED", 1L), (never.Model.Name, never.Version!.Number));
        Assert.Contains("Version 1 of 'support' was never promoted.", never.Reasons);
    }

    [Fact]
    public async Task Retire_DryRun_DropsNothing()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var report = await world.Retirement.RetireAsync(await world.Retirement.PlanAsync());
        Assert.Equal((true, "LOCAL.PUBLIC.UNUSED"), (report.IsDryRun, Assert.Single(report.Dropped).ToString()));
        Assert.Equal("Would drop LOCAL.PUBLIC.UNUSED; this was a dry run. There is no UNDROP of a model.", report.ToString());
        Assert.Equal(2, (await world.ModelsAsync()).Count);
        Assert.Empty(await world.Promoter.ListWithdrawnAsync());
    }

    [Fact]
    public async Task Retire_Unused_DropsModelAndSnapshotAndSaysSoInTheLedger()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var plan = await world.Retirement.PlanAsync(new() { DropSnapshots = true });
        var report = await world.Retirement.RetireAsync(plan, dryRun: false);
        Assert.Equal(
            ["UNUSED", "SUPPORT_TRAIN", "SUPPORT_VALID"],
            report.Dropped.Select(d => d.Name.Split('_') is { Length: 3 } parts ? $"{parts[0]}_{parts[1]}" : d.Name));
        Assert.Equal($"Dropped {string.Join(", ", report.Dropped)}. There is no UNDROP of a model.", report.ToString());
        Assert.Equal(["CALLED"], await world.ModelsAsync());
        Assert.Empty(await world.TablesAsync("SUPPORT%"));
        Assert.Equal(ModelVersionStatus.Retired, Assert.Single(await world.Ledger.ListAsync("support")).Status);
        var error = await Assert.ThrowsAsync<CortexException>(() =>
            world.Promoter.PromoteAsync(new("support", "LOCAL.PUBLIC.UNUSED", "too late") { Probe = null }));
        Assert.Contains("(retired: Nobody called it", error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The process dies at every statement of a retirement; the next plan and retirement leave nothing of the model behind, and no row that says
    /// otherwise.
    /// </summary>
    [Theory]
    [InlineData(LastStatement.Lost)]
    [InlineData(LastStatement.Done)]
    [InlineData(LastStatement.Late)]
    public async Task Retire_KilledAtEveryStatement_IsFinishedByTheNext(LastStatement fate)
    {
        const int Models = 48;
        await using var world = new RetirementWorld();
        await world.CreateManyUnusedAsync(Models);
        var policy = new RetirementPolicy { DropSnapshots = true };
        var killed = 0;
        for (; ; killed++)
        {
            var plan = Only(await world.Retirement.PlanAsync(policy), killed);
            var dying = new DyingClient(world.Executor, killed, fate);
            if (await Record.ExceptionAsync(() => world.RetirementOver(dying).RetireAsync(plan, dryRun: false)) is not { } death)
                break;
            Assert.IsType<DyingClient.ProcessDiedException>(death);
            var rest = Only(await world.Retirement.PlanAsync(policy), killed);
            Assert.Empty((await world.Retirement.RetireAsync(rest, dryRun: false)).Refused);
            await Record.ExceptionAsync(dying.ArriveAsync); // of a second DROP, nobody hears
            var version = (await world.Ledger.ListAsync("support")).Single(v => v.FinalModel == $"LOCAL.PUBLIC.UNUSED_{killed}");
            Assert.True(version.Status == ModelVersionStatus.Retired, $"{version.Status} after dying in {dying.Died}.");
            Assert.StartsWith("Nobody called it", version.Note, StringComparison.Ordinal);
        }

        Assert.InRange(killed, 20, Models - 1);
        // The one that lived to its end is gone too; nobody touched the others.
        Assert.Equal(Models - killed - 1 + 1, (await world.ModelsAsync()).Count);
        Assert.Equal(Models - killed - 1, (await world.TablesAsync("TRAIN_%")).Count);
        Assert.Equal(killed + 1, (await world.Promoter.ListWithdrawnAsync()).Count);
    }

    [Fact]
    public async Task Retire_BegunAndCalledSince_IsTakenBack()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var dying = new DyingClient(world.Executor, 0, LastStatement.Lost) { Counts = s => s.Text.Contains("DROP MODEL", StringComparison.Ordinal) };
        var plan = await world.Retirement.PlanAsync();
        await Assert.ThrowsAsync<DyingClient.ProcessDiedException>(() => world.RetirementOver(dying).RetireAsync(plan, dryRun: false));
        Assert.Equal(ModelVersionStatus.Retiring, Assert.Single(await world.Ledger.ListAsync("support")).Status);
        Assert.Single(await world.Promoter.ListWithdrawnAsync());

        await world.AskAsync("LOCAL.PUBLIC.UNUSED");
        var report = await world.Retirement.RetireAsync(await world.Retirement.PlanAsync(), dryRun: false);
        Assert.Empty(report.Dropped);
        var version = Assert.Single(await world.Ledger.ListAsync("support"));
        Assert.Equal((ModelVersionStatus.Candidate, true), (version.Status, version.Note!.StartsWith("It was called", StringComparison.Ordinal)));
        Assert.Equal(2, (await world.ModelsAsync()).Count);
        Assert.Equal("LOCAL.PUBLIC.UNUSED", (await world.Promoter.PromoteAsync(new("support", "LOCAL.PUBLIC.UNUSED", "after all"))).Model);
    }

    [Fact]
    public async Task Plan_WrongPolicy_Throws()
    {
        await using var world = new RetirementWorld();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => world.Retirement.PlanAsync(new() { UnusedFor = TimeSpan.FromHours(1) }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => world.Retirement.PlanAsync(new() { UnusedFor = TimeSpan.FromDays(366) }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => world.Retirement.PlanAsync(new() { MinimumAge = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentException>(() => world.Retirement.PlanAsync(new() { OutsideLedger = [new("FOREIGN")] }));
    }

    /// <summary>A plan for one model alone, whether it is still there or not.</summary>
    private static RetirementPlan Only(RetirementPlan plan, int i) =>
        plan with { Models = [.. plan.Models.Where(m => m.Model.Name == $"UNUSED_{i}")] };
}
