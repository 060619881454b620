using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Lifecycle.Tests.Retirement;

/// <summary>What happened after a plan was made keeps a model, or its snapshots.</summary>
public sealed class RetirementRecheckTests
{
    private static readonly RetirementPolicy WithSnapshots = new() { DropSnapshots = true };

    [Theory]
    [InlineData(ModelUseKind.Live)]
    [InlineData(ModelUseKind.Canary)]
    [InlineData(ModelUseKind.RollbackTarget)]
    public async Task Retire_InUseSinceThePlan_IsRefused(ModelUseKind kind)
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var plan = await world.Retirement.PlanAsync();
        var live = await world.Promoter.PromoteAsync(
            new("support", kind == ModelUseKind.Canary ? "LOCAL.PUBLIC.CALLED" : "LOCAL.PUBLIC.UNUSED", "after all") { Probe = null });
        if (kind == ModelUseKind.Canary)
            await world.Promoter.SetCanaryAsync(new(live, new("LOCAL.PUBLIC.UNUSED", 5)) { Probe = null });
        if (kind == ModelUseKind.RollbackTarget)
            await world.Promoter.PromoteAsync(new("support", "LOCAL.PUBLIC.CALLED", "better") { Probe = null });
        await AssertRefusedAsync(world, plan, new ModelUse("support", "LOCAL.PUBLIC.UNUSED", kind).ToString());
    }

    /// <summary>A plan is only data: one that says of every model that it is to be retired drops none that must stay.</summary>
    [Fact]
    public async Task Retire_PlanMadeByHand_DropsOnlyWhatMayGo()
    {
        await using var world = new RetirementWorld();
        await world.TuneAsync(["live", "before", "canary", "called", "unused", "foreign"]);
        foreach (var version in new[] { "live", "before", "canary", "called", "unused" })
            await world.AddVersionAsync(version);
        await world.Promoter.PromoteAsync(new("support", "LOCAL.PUBLIC.BEFORE", "first") { Probe = null });
        var live = await world.Promoter.PromoteAsync(new("support", "LOCAL.PUBLIC.LIVE", "second") { Probe = null });
        await world.Promoter.SetCanaryAsync(new(live, new("LOCAL.PUBLIC.CANARY", 5)) { Probe = null });
        world.Advance(40);
        await world.AskAsync("LOCAL.PUBLIC.CALLED");
        await world.TuneAsync("young");
        await world.AddVersionAsync("young");
        var plan = await world.Retirement.PlanAsync();
        plan = plan with { Models = [.. plan.Models.Select(m => m with { Verdict = RetirementVerdict.Retire, Reasons = ["because"] })] };

        var report = await world.Retirement.RetireAsync(plan, dryRun: false);

        Assert.Equal("LOCAL.PUBLIC.UNUSED", Assert.Single(report.Dropped).ToString());
        Assert.Equal(
            [
                "FOREIGN CannotTell No version of the ledger made it", "BEFORE Keep It is what 'support' would be rolled back to",
                "CALLED Keep It was called", "CANARY Keep It is the canary of 'support'", "LIVE Keep It is the live model of 'support'",
                "YOUNG Keep It is younger than 30 days",
            ],
            report.Refused.Select(r => $"{r.Model.Name} {r.Verdict} {r.Reasons[0].Split(',', '.')[0]}"));
        Assert.Contains("Refused LOCAL.PUBLIC.LIVE: It is the live model of 'support'.", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retire_ViewCannotBeReadSinceThePlan_IsRefused()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var plan = await world.Retirement.PlanAsync();
        world.Controls.OnStatement("CORTEX_AI_FUNCTIONS_USAGE_HISTORY").Fail(2003, "02000", "does not exist or not authorized");
        var report = await world.Retirement.RetireAsync(plan, dryRun: false);
        Assert.Empty(report.Dropped);
        Assert.Equal(RetirementVerdict.CannotTell, Assert.Single(report.Refused).Verdict);
        Assert.Equal(2, (await world.ModelsAsync()).Count);
    }

    [Fact]
    public async Task Retire_CalledSinceThePlan_IsRefused()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var plan = await world.Retirement.PlanAsync();
        await world.AskAsync("LOCAL.PUBLIC.UNUSED");
        await AssertRefusedAsync(world, plan, "It was called, last on 2027-01-01.");
    }

    [Fact]
    public async Task Retire_CreatedAnewSinceThePlan_IsRefused()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var plan = await world.Retirement.PlanAsync();
        await world.RunAsync("DROP MODEL unused");
        await world.TuneAsync("unused");
        // Old enough, and not called again.
        world.Advance(40);
        await world.AskAsync("LOCAL.PUBLIC.CALLED");
        await AssertRefusedAsync(world, plan, "It is another model of the same name, created since the plan was made.");
    }

    [Fact]
    public async Task Retire_DroppedSinceThePlan_IsRefused()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var plan = await world.Retirement.PlanAsync();
        await world.RunAsync("DROP MODEL unused");
        var report = await world.Retirement.RetireAsync(plan, dryRun: false);
        Assert.Equal("It is not there any more.", Assert.Single(report.Refused).Reasons[0]);
    }

    [Fact]
    public async Task Retire_SnapshotOfAnotherVersionSinceThePlan_IsKept()
    {
        await using var world = new RetirementWorld();
        var version = await world.CreateUnusedAsync();
        var plan = await world.Retirement.PlanAsync(WithSnapshots);
        Assert.Equal(2, Assert.Single(plan.ToRetire).Snapshots.Count);
        var other = await world.Ledger.ReserveAsync(new("support", new("SUPPORT"), "llama3.1-8b"));
        other = await world.Ledger.UpdateAsync(other with { SnapshotHash = version.SnapshotHash, SnapshotTables = version.SnapshotTables });
        var report = await world.Retirement.RetireAsync(plan, dryRun: false);
        Assert.Equal("UNUSED", Assert.Single(report.Dropped).Name);
        Assert.Equal(2, (await world.TablesAsync("SUPPORT%")).Count);
    }

    /// <summary>A pipeline writes its version down while the model is being dropped.</summary>
    [Fact]
    public async Task Retire_SnapshotOfAnotherVersionWhileDropping_IsKept()
    {
        await using var world = new RetirementWorld();
        var version = await world.CreateUnusedAsync();
        var other = await world.Ledger.ReserveAsync(new("support", new("SUPPORT"), "llama3.1-8b"));
        var plan = await world.Retirement.PlanAsync(WithSnapshots);
        world.Controls.OnStatement("DROP MODEL").Once().Fail(604, "57014", "canceled");
        await Assert.ThrowsAsync<CortexException>(() => world.Retirement.RetireAsync(plan, dryRun: false));
        Assert.Equal([ModelVersionStatus.Reserved, ModelVersionStatus.Retiring], (await world.Ledger.ListAsync("support")).Select(v => v.Status));
        await world.Ledger.UpdateAsync(other with { SnapshotHash = version.SnapshotHash, SnapshotTables = version.SnapshotTables });
        Assert.Equal("UNUSED", Assert.Single((await world.Retirement.RetireAsync(plan, dryRun: false)).Dropped).Name);
        Assert.Equal(2, (await world.TablesAsync("SUPPORT%")).Count);
    }

    /// <summary>
    /// A pipeline writes its version down between two drops: what is left of the snapshot stays, and the pipeline makes the rest again.
    /// </summary>
    [Fact]
    public async Task Retire_SnapshotOfAnotherVersionBetweenTwoDrops_KeepsTheRest()
    {
        await using var world = new RetirementWorld();
        var version = await world.CreateUnusedAsync();
        var other = await world.Ledger.ReserveAsync(new("support", new("SUPPORT"), "llama3.1-8b"));
        var executor = new Mock<ISqlExecutor>();
        executor.Setup(e => e.ExecuteAsync(It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions?>(), It.IsAny<CancellationToken>()))
            .Returns(async (SqlStatement statement, SqlExecutionOptions? options, CancellationToken token) =>
            {
                var result = await world.Executor.ExecuteAsync(statement, options, token);
                if (statement.Text.StartsWith("DROP TABLE", StringComparison.Ordinal))
                {
                    await world.Ledger.UpdateAsync(
                        other with { SnapshotHash = version.SnapshotHash, SnapshotTables = version.SnapshotTables }, token);
                }

                return result;
            });
        var report = await world.RetirementOver(executor.Object).RetireAsync(await world.Retirement.PlanAsync(WithSnapshots), dryRun: false);
        Assert.Equal(["LOCAL.PUBLIC.UNUSED", version.SnapshotTables[0]], report.Dropped.Select(d => d.ToString()));
        Assert.Equal(SqlIdentifier.Parse(version.SnapshotTables[1]).Name, Assert.Single(await world.TablesAsync("SUPPORT%")));
    }

    /// <summary>While a model is being dropped it cannot be promoted; one that was not dropped can, once it is reinstated.</summary>
    [Fact]
    public async Task Retire_DropFails_LeavesTheModelWithdrawn()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        world.Controls.OnStatement("DROP MODEL").Once().Fail(604, "57014", "canceled");
        await Assert.ThrowsAsync<CortexException>(async () => await world.Retirement.RetireAsync(await world.Retirement.PlanAsync(), dryRun: false));
        var promotion = new PromotionRequest("support", "LOCAL.PUBLIC.UNUSED", "after all") { Probe = null };
        await Assert.ThrowsAsync<CortexException>(() => world.Promoter.PromoteAsync(promotion));
        await world.Promoter.ReinstateAsync("LOCAL.PUBLIC.UNUSED");
        Assert.Equal("LOCAL.PUBLIC.UNUSED", (await world.Promoter.PromoteAsync(promotion)).Model);
    }

    /// <summary>The promoter of another schema needs the model: found in the plan, and as late as at its drop.</summary>
    [Fact]
    public async Task Retire_InUseInAnotherSchema_IsRefused()
    {
        await using var world = new RetirementWorld(otherTables: [RetirementWorld.OtherTables]);
        await world.RunAsync("CREATE SCHEMA other");
        await world.OtherPromoter.PromoteAsync(new("elsewhere", "llama3.1-8b", "first") { Probe = null });
        await world.CreateUnusedAsync();
        var plan = await world.Retirement.PlanAsync();
        Assert.Equal("UNUSED", Assert.Single(plan.ToRetire).Model.Name);
        await world.OtherPromoter.PromoteAsync(new("elsewhere", "LOCAL.PUBLIC.UNUSED", "after all") { Probe = null });
        await AssertRefusedAsync(world, plan, "It is the live model of 'elsewhere'.");
        Assert.Empty((await world.Retirement.PlanAsync()).ToRetire);
    }

    /// <summary>
    /// Between the last look and the drop another schema's use case takes the model: what was withdrawn here already is reinstated.
    /// </summary>
    [Fact]
    public async Task Retire_InUseWhileItIsWithdrawn_IsRefusedAndReinstated()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var late = new Mock<IModelPromoter>();
        late.Setup(p => p.ListUsesAsync(It.IsAny<CancellationToken>())).ReturnsAsync([]);
        late.Setup(p => p.WithdrawAsync("LOCAL.PUBLIC.UNUSED", It.IsAny<string>(), null, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ModelInUseException("LOCAL.PUBLIC.UNUSED", [new("elsewhere", "LOCAL.PUBLIC.UNUSED", ModelUseKind.Live)]));
        var retirement = world.RetirementOf([world.Promoter, late.Object]);
        var report = await retirement.RetireAsync(await retirement.PlanAsync(), dryRun: false);
        Assert.Equal("It is the live model of 'elsewhere'.", Assert.Single(report.Refused).Reasons[0]);
        Assert.Empty(report.Dropped);
        Assert.Equal(2, (await world.ModelsAsync()).Count);
        Assert.Empty(await world.Promoter.ListWithdrawnAsync());
    }

    private static async Task AssertRefusedAsync(RetirementWorld world, RetirementPlan plan, string reason)
    {
        Assert.Equal("UNUSED", Assert.Single(plan.ToRetire).Model.Name);
        var report = await world.Retirement.RetireAsync(plan, dryRun: false);
        Assert.Empty(report.Dropped);
        var refused = Assert.Single(report.Refused);
        Assert.Equal((RetirementVerdict.Keep, reason), (refused.Verdict, refused.Reasons[0]));
        Assert.Equal(2, (await world.ModelsAsync()).Count);
        Assert.Equal(
            ModelVersionStatus.Candidate, (await world.Ledger.ListAsync("support")).First(v => v.FinalModel == "LOCAL.PUBLIC.UNUSED").Status);
    }
}
