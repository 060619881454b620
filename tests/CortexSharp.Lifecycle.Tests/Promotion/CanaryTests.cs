using CortexSharp.Lifecycle.Promotion;

namespace CortexSharp.Lifecycle.Tests.Promotion;

public sealed class CanaryTests
{
    [Fact]
    public async Task SetCanary_TwoOnOneLiveModel_TheSecondConflicts()
    {
        await using var world = await PromoterWorld.CreateAsync();
        var live = await world.PromoteAsync("v1");
        var first = await world.Promoter.SetCanaryAsync(new(live, new("v2", 5)));
        var error = await Assert.ThrowsAsync<PromotionConflictException>(() => world.Promoter.SetCanaryAsync(new(live, new("v3", 5))));
        Assert.Equal((new Canary("v2", 5), first.Revision), (error.Live.Canary, error.Live.Revision));
        Assert.Null((await world.Promoter.SetCanaryAsync(new(first, null))).Canary);
        Assert.Equal(
            new Canary("v3", 0.13m),
            (await world.Promoter.SetCanaryAsync(
                new(error.Live with { Revision = (await world.Promoter.GetLiveAsync(live.UseCase)).Revision }, new("v3", 0.125m)))).Canary);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SetCanary_ConnectionLostAtAnyStatementAndAskedAgain_IsDone(bool before)
    {
        await using var world = await PromoterWorld.CreateAsync();
        var live = await world.PromoteAsync("v1");
        var all = world.Controls.OnStatement(static _ => true).Proceed();
        live = await world.Promoter.SetCanaryAsync(new(live, new("v2", 1)));
        var statements = all.Fired;
        Assert.InRange(statements, 4, 8);
        for (var n = 0; n < statements; n++)
        {
            var request = new CanaryRequest(live, new(n % 2 == 0 ? "v3" : "v2", n + 2));
            world.Controls.Reset();
            var rule = world.Controls.OnStatement(static _ => true).Skip(n).Once();
            var fault = before ? rule.LoseConnectionBefore() : rule.LoseConnectionAfter();
            Assert.Equal(CortexErrorKind.Network, (await Assert.ThrowsAsync<CortexException>(() => world.Promoter.SetCanaryAsync(request))).Kind);
            Assert.Equal(1, fault.Fired);
            live = await world.Promoter.SetCanaryAsync(request);
            Assert.Equal(request.Canary, live.Canary);
            Assert.Equal(live, await world.Promoter.GetLiveAsync(live.UseCase));
        }
    }

    [Fact]
    public async Task SetCanary_RoleThatMayNotCallTheModel_IsGrantedUsageFirst()
    {
        await using var world = await PromoterWorld.CreateAsync();
        await world.TuneAsync("tuned");
        var live = await world.PromoteAsync("v1");
        var request = new CanaryRequest(live, new("LOCAL.PUBLIC.TUNED", 5)) { ProbeRole = "APP" };
        Assert.Equal(CortexErrorKind.UnknownModel, (await Assert.ThrowsAsync<CortexException>(() => world.Promoter.SetCanaryAsync(request))).Kind);
        Assert.Null((await world.Promoter.GetLiveAsync(live.UseCase)).Canary);
        Assert.Equal(5, (await world.Promoter.SetCanaryAsync(request with { GrantUsageTo = ["app"] })).Canary!.Percent);
    }

    [Fact]
    public async Task SetCanary_WhilePromoting_DoesNotStopThePromotion()
    {
        await using var world = await PromoterWorld.CreateAsync();
        var live = await world.PromoteAsync("v1");
        // The promotion was written down and its process died; a canary was set since.
        var request = new PromotionRequest(live.UseCase, "v2", "interrupted");
        world.Controls.OnStatement("UPDATE \"ML_CONFIG\"").Once().LoseConnectionBefore();
        await Assert.ThrowsAsync<CortexException>(() => world.Promoter.PromoteAsync(request));
        await world.Promoter.SetCanaryAsync(new(live, new("v3", 5)));
        Assert.Equal(("v2", 2L), (await world.Promoter.PromoteAsync(request)) is { Canary: null } done ? (done.Model, done.Generation) : default);
    }
}
