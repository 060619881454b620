using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Usage;
using Moq;

namespace CortexSharp.Lifecycle.Tests.Retirement;

/// <summary>"Nobody called it" is said only where the usage views prove it.</summary>
public sealed class RetirementEvidenceTests
{
    private static readonly UsageRecord TunedCall = new(UsageView.AiFunctions, "LOCAL.PUBLIC.CALLED") { StartTime = DateTimeOffset.UnixEpoch };

    [Fact]
    public async Task Plan_NoCallOfAnyTunedModelShows_CannotTell()
    {
        await using var world = new RetirementWorld();
        await world.TuneAsync("unused");
        await world.AddVersionAsync("unused");
        await world.BeginAsync();
        world.Advance(40);
        await world.AskAsync("llama3.1-8b");
        var plan = await world.Retirement.PlanAsync();
        AssertCannotTell(plan, "CORTEX_AI_FUNCTIONS_USAGE_HISTORY shows no call of any tuned model");
        Assert.Empty((await world.Retirement.RetireAsync(plan, dryRun: false)).Dropped);
    }

    [Theory]
    [InlineData("CORTEX_AI_FUNCTIONS_USAGE_HISTORY")]
    [InlineData("CORTEX_REST_API_USAGE_HISTORY")]
    public async Task Plan_ViewThatCannotBeRead_CannotTell(string view)
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        world.Controls.OnStatement(view).Fail(2003, "02000", "does not exist or not authorized");
        AssertCannotTell(await world.Retirement.PlanAsync(), $"{view} cannot be read");
    }

    /// <summary>The view began on 5 January 2026; what was called before shows nowhere.</summary>
    [Fact]
    public async Task Plan_FromBeforeTheViewBegan_CannotTell()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync(); // on 1 January 2027
        AssertCannotTell(
            await world.Retirement.PlanAsync(new() { UnusedFor = TimeSpan.FromDays(363) }),
            "CORTEX_AI_FUNCTIONS_USAGE_HISTORY has data only since 2026-01-05");
        Assert.Single((await world.Retirement.PlanAsync(new() { UnusedFor = TimeSpan.FromDays(360) })).ToRetire);
    }

    [Fact]
    public async Task Plan_CalledOverRest_IsKept()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var plan = await world.RetirementBy(
            Usage(TunedCall, new(UsageView.RestApi, "local.public.\"UNUSED\"") { StartTime = DateTimeOffset.UnixEpoch, Tokens = 7 })).PlanAsync();
        var unused = plan.Models.Single(m => m.Model.Name == "UNUSED");
        Assert.Equal((RetirementVerdict.Keep, "It was called, last on 1970-01-01."), (unused.Verdict, unused.Reasons[0]));
        Assert.Equal((UsageView.RestApi.Name, 7L), Assert.Single(unused.Usage) is var day ? (day.Source, day.Tokens) : default);
    }

    [Fact]
    public async Task Plan_RequestsOverRestOfOtherNames_CannotTellUnlessItIsKnown()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var retirement = world.RetirementBy(Usage(TunedCall, new(UsageView.RestApi, "unused-as-nobody-expects")));
        AssertCannotTell(await retirement.PlanAsync(), "CORTEX_REST_API_USAGE_HISTORY shows no call of any tuned model");
        Assert.Equal("UNUSED", Assert.Single((await retirement.PlanAsync(new() { RestIsUnused = true })).ToRetire).Model.Name);
    }

    [Fact]
    public async Task Plan_RequestsOverRestToATunedModel_ProveItsNames()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        var usage =
            Usage(TunedCall, new(UsageView.RestApi, "llama3.1-8b"), new(UsageView.RestApi, "called") { StartTime = DateTimeOffset.UnixEpoch });
        Assert.Equal("UNUSED", Assert.Single((await world.RetirementBy(usage).PlanAsync()).ToRetire).Model.Name);
    }

    [Fact]
    public async Task Plan_ConnectionLost_Throws()
    {
        await using var world = new RetirementWorld();
        await world.CreateUnusedAsync();
        world.Controls.OnStatement("CORTEX_REST_API_USAGE_HISTORY").LoseConnectionBefore();
        Assert.Equal(CortexErrorKind.Network, (await Assert.ThrowsAsync<CortexException>(() => world.Retirement.PlanAsync())).Kind);
    }

    private static void AssertCannotTell(RetirementPlan plan, string reason)
    {
        Assert.Empty(plan.ToRetire);
        var unused = plan.Models.Single(m => m.Model.Name == "UNUSED");
        Assert.Equal(RetirementVerdict.CannotTell, unused.Verdict);
        Assert.StartsWith(reason, unused.Reasons[0], StringComparison.Ordinal);
    }

    private static ICortexUsageClient Usage(params UsageRecord[] records)
    {
        var usage = new Mock<ICortexUsageClient>();
        usage.Setup(u => u.ReadAsync(It.IsAny<UsageQuery>(), It.IsAny<CancellationToken>()))
            .Returns((UsageQuery query, CancellationToken _) => records.Where(r => r.View == query.View).ToAsyncEnumerable());
        return usage.Object;
    }
}
