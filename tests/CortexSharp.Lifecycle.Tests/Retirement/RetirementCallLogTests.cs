using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Usage;
using Moq;

namespace CortexSharp.Lifecycle.Tests.Retirement;

/// <summary>An application's own count keeps a model. It never lets one go.</summary>
public sealed class RetirementCallLogTests
{
    [Fact]
    public async Task Plan_CountedByAnApplication_IsKept()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        await using var log = world.CallLog();
        log.Count("unused", new(7, 3, 10)); // as the application calls it, in its own schema
        log.Count("unused", failed: true);
        var unused = await PlanOfUnusedAsync(world.RetirementBy(callLogs: log));
        Assert.Equal((RetirementVerdict.Keep, "It was called by support-api, last on 2027-01-01."), (unused.Verdict, unused.Reasons[0]));
        Assert.Equal(
            new(new(2027, 1, 1), "unused", "ML_CALL_LOG", 2)
            {
                Caller = "support-api",
                Errors = 1,
                Tokens = 10,
                LastCallAt = unused.Usage[0].LastCallAt,
            },
            Assert.Single(unused.Usage));
    }

    [Fact]
    public async Task Plan_CountedOnlyBefore_IsRetired()
    {
        await using var world = new RetirementWorld();
        await using var log = world.CallLog();
        log.Count("unused");
        await log.FlushAsync();
        await world.CreateUnusedAsync(); // 40 days later
        Assert.Equal(RetirementVerdict.Retire, (await PlanOfUnusedAsync(world.RetirementBy(callLogs: log))).Verdict);
    }

    /// <summary>A log that shows one tuned model and not the other says nothing of the other: who calls it may keep no log.</summary>
    [Fact]
    public async Task Plan_OnlyALogShowsACall_CannotTell()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        await using var log = world.CallLog();
        log.Count("LOCAL.PUBLIC.CALLED");
        var usage = new Mock<ICortexUsageClient>();
        usage.Setup(u => u.ReadAsync(It.IsAny<UsageQuery>(), It.IsAny<CancellationToken>())).Returns(AsyncEnumerable.Empty<UsageRecord>());
        var unused = await PlanOfUnusedAsync(world.RetirementBy(usage.Object, log));
        Assert.Equal(RetirementVerdict.CannotTell, unused.Verdict);
        Assert.StartsWith("CORTEX_AI_FUNCTIONS_USAGE_HISTORY shows no call of any tuned model", unused.Reasons[0], StringComparison.Ordinal);
    }

    /// <summary>A table that is not there and one that the role may not read look the same.</summary>
    [Fact]
    public async Task Plan_LogThatCannotBeRead_CannotTell()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        await using var log = world.CallLog();
        var unused = await PlanOfUnusedAsync(world.RetirementBy(callLogs: log));
        Assert.Equal(RetirementVerdict.CannotTell, unused.Verdict);
        Assert.StartsWith(
            "A call log cannot be read, so nobody knows whether it shows a call: let its application count a call first", unused.Reasons[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ConnectionLostWhileReadingALog_Throws()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        await using var log = world.CallLog();
        log.Count("LOCAL.PUBLIC.CALLED");
        await log.FlushAsync();
        world.Controls.OnStatement("ML_CALL_LOG").LoseConnectionBefore();
        Assert.Equal(CortexErrorKind.Network, (await Assert.ThrowsAsync<CortexException>(() => world.RetirementBy(callLogs: log).PlanAsync())).Kind);
    }

    [Fact]
    public async Task Retire_CountedSinceThePlan_IsRefused()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        await using var log = world.CallLog();
        log.Count("LOCAL.PUBLIC.CALLED");
        var retirement = world.RetirementBy(callLogs: log);
        var plan = await retirement.PlanAsync();
        Assert.Equal("UNUSED", Assert.Single(plan.ToRetire).Model.Name);
        log.Count("LOCAL.PUBLIC.UNUSED"); // in memory still
        var report = await retirement.RetireAsync(plan, dryRun: false);
        Assert.Empty(report.Dropped);
        Assert.Equal("It was called by support-api, last on 2027-01-01.", Assert.Single(report.Refused).Reasons[0]);
        Assert.Equal(2, (await world.ModelsAsync()).Count);
    }

    [Fact]
    public async Task Plan_SeveralSources_StandSideBySide()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        await using var api = world.CallLog();
        await using var job = world.CallLog("nightly-job");
        api.Count("called", new(7, 3, 10));
        job.Count("LOCAL.PUBLIC.CALLED", new(1, 1, 2));
        await job.FlushAsync();
        var plan = await world.RetirementBy(callLogs: api).PlanAsync();
        var called = plan.Models.Single(m => m.Model.Name == "CALLED");
        Assert.Equal(
            [("CORTEX_AI_FUNCTIONS_USAGE_HISTORY", null, 1L), ("ML_CALL_LOG", "nightly-job", 1), ("ML_CALL_LOG", "support-api", 1)],
            called.Usage.Select(d => (d.Source, d.Caller, d.Calls)));
        var text = plan.ToMarkdown();
        Assert.Contains("| LOCAL.PUBLIC.UNUSED | Retire | 2026-11-22 | Nobody called it for 30 days", text, StringComparison.Ordinal);
        Assert.Contains("| LOCAL.PUBLIC.CALLED | 2027-01-01 | ML_CALL_LOG | support-api | 1 | 0 | 10 |  |\n", text, StringComparison.Ordinal);
        var view = called.Usage[0];
        Assert.Contains(
            $"| LOCAL.PUBLIC.CALLED | 2027-01-01 | CORTEX_AI_FUNCTIONS_USAGE_HISTORY |  | 1 |  | {view.Tokens} | {view.Credits[0]} |\n", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddLifecycle_LogsOfOtherApplications_AreRead()
    {
        await using var world = new RetirementWorld(otherCallLogs: [new("OTHER_LOG")]);
        await world.CreateUnusedAsync();
        await using var log = world.CallLog("other-app", "OTHER_LOG");
        log.Count("unused");
        await log.FlushAsync();
        Assert.Equal("It was called by other-app, last on 2027-01-01.", (await PlanOfUnusedAsync(world.Retirement)).Reasons[0]);
    }

    private static async Task<RetirementCandidate> PlanOfUnusedAsync(IModelRetirement retirement) =>
        (await retirement.PlanAsync()).Models.Single(m => m.Model.Name == "UNUSED");
}
