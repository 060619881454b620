using CortexSharp.Lifecycle.Promotion;

namespace CortexSharp.Lifecycle.Tests.Promotion;

public sealed class RollbackTests
{
    private const string UseCase = PromoterWorld.UseCase;

    /// <summary>The connection is lost at every statement, before it runs and after; made again, the request has gone back once.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rollback_ConnectionLostAtAnyStatementAndAskedAgain_IsDoneOnce(bool before)
    {
        await using var world = await PromoterWorld.CreateAsync();
        var statements = int.MaxValue;
        for (var n = -1; n < statements; n++)
        {
            var useCase = $"{UseCase} {n}";
            foreach (var model in new[] { "v1", "v2", "v3" })
                await world.Promoter.PromoteAsync(new(useCase, model, "next") { Probe = null });
            var request = new RollbackRequest(useCase, "v3 is rude") { Id = Guid.NewGuid(), Actor = "on call" };
            if (n < 0)
            {
                var all = world.Controls.OnStatement(static _ => true).Proceed();
                await world.Promoter.RollbackAsync(request);
                statements = all.Fired;
                Assert.InRange(statements, 8, 20);
                world.Controls.Reset();
                continue;
            }

            var rule = world.Controls.OnStatement(static _ => true).Skip(n).Once();
            var fault = before ? rule.LoseConnectionBefore() : rule.LoseConnectionAfter();
            Assert.Equal(CortexErrorKind.Network, (await Assert.ThrowsAsync<CortexException>(() => world.Promoter.RollbackAsync(request))).Kind);
            Assert.Equal(1, fault.Fired);
            world.Controls.Reset();

            var live = await world.Promoter.RollbackAsync(request);
            Assert.Equal(("v2", 4L, request.Id), (live.Model, live.Generation, live.PromotionId));
            Assert.Equal(live, await world.Promoter.RollbackAsync(request));
            var history = await world.Promoter.GetHistoryAsync(useCase);
            Assert.Equal(
                [("v2", true, "on call"), ("v3", false, "LOCAL"), ("v2", false, "LOCAL"), ("v1", false, "LOCAL")],
                history.Select(p => (p.Model, p.IsRollback, p.Actor)));
            Assert.All(history, p => Assert.Equal(PromotionOutcome.Done, p.Outcome));
        }
    }

    [Fact]
    public async Task Rollback_AskedAgainAfterAnotherPromotion_DoesNothing()
    {
        await using var world = await PromoterWorld.CreateAsync();
        await world.PromoteAsync("v1", "v2");
        var request = new RollbackRequest(UseCase, "v2 is rude") { Id = Guid.NewGuid() };
        await world.Promoter.RollbackAsync(request);
        await world.PromoteAsync("v3");
        Assert.Equal(
            ("v1", 3L),
            (await world.Promoter.RollbackAsync(request)) is { Model: var model, Generation: var generation } ? (model, generation) : default);
        Assert.Equal("v3", (await world.Promoter.GetLiveAsync(UseCase)).Model);
    }

    [Fact]
    public async Task Rollback_OtherGenerationExpected_Conflicts()
    {
        await using var world = await PromoterWorld.CreateAsync();
        var seen = await world.PromoteAsync("v1", "v2");
        await world.PromoteAsync("v3");
        var request = new RollbackRequest(UseCase, "v2 is rude") { ExpectedGeneration = seen.Generation };
        var error = await Assert.ThrowsAsync<PromotionConflictException>(() => world.Promoter.RollbackAsync(request));
        Assert.Equal("v3", error.Live.Model);
        Assert.Equal("v2", (await world.Promoter.RollbackAsync(request with { ExpectedGeneration = error.Live.Generation })).Model);
    }

    [Fact]
    public async Task Rollback_IdOfAnotherChange_IsRefused()
    {
        await using var world = await PromoterWorld.CreateAsync();
        await world.PromoteAsync("v1");
        var promotion = (await world.PromoteAsync("v2")).PromotionId!.Value;
        await Assert.ThrowsAsync<ArgumentException>(() => world.Promoter.RollbackAsync(new(UseCase, "back") { Id = promotion }));
        await Assert.ThrowsAsync<ArgumentException>(() => world.Promoter.PromoteAsync(new(UseCase, "v3", "forth") { Id = promotion }));
        Assert.Equal("v2", (await world.Promoter.GetLiveAsync(UseCase)).Model);
    }

    [Fact]
    public async Task Rollback_LiveModelPromotedTwice_GoesToTheModelBefore()
    {
        await using var world = await PromoterWorld.CreateAsync();
        await world.TuneAsync("tuned");
        await world.PromoteAsync("v1", "v2", "LOCAL.PUBLIC.TUNED", "local.public.tuned");
        Assert.Equal("v2", await world.Promoter.GetRollbackTargetAsync(UseCase));
        Assert.Equal("v2", (await world.RollbackAsync()).Model);
        Assert.Equal("v1", (await world.RollbackAsync()).Model);
    }

    [Fact]
    public async Task Rollback_ModelIsGone_GoesFurtherBack()
    {
        await using var world = await PromoterWorld.CreateAsync();
        await world.TuneAsync("tuned");
        await world.PromoteAsync("v1", "LOCAL.PUBLIC.TUNED", "v3");
        await world.RunAsync("DROP MODEL tuned");
        Assert.Equal("v1", (await world.RollbackAsync()).Model);
        Assert.Null(await world.Promoter.GetRollbackTargetAsync(UseCase));
    }

    [Fact]
    public async Task Rollback_EveryModelIsGone_SaysWhyAndChangesNothing()
    {
        await using var world = await PromoterWorld.CreateAsync();
        await world.TuneAsync("tuned");
        await world.PromoteAsync("LOCAL.PUBLIC.TUNED", "v3");
        await world.RunAsync("DROP MODEL tuned");
        var error = await Assert.ThrowsAsync<CortexException>(world.RollbackAsync);
        Assert.Contains("no earlier model", error.Message, StringComparison.Ordinal);
        Assert.Contains("LOCAL.PUBLIC.TUNED was asked", error.Message, StringComparison.Ordinal);
        Assert.Equal("v3", (await world.Promoter.GetLiveAsync(UseCase)).Model);
        Assert.Equal(2, (await world.Promoter.GetHistoryAsync(UseCase)).Count);
    }

    [Fact]
    public async Task Rollback_ModelDoesNotAnswerNow_GoesNoFurtherBackUnlessNotAsked()
    {
        await using var world = await PromoterWorld.CreateAsync();
        await world.PromoteAsync("v1", "v2", "v3");
        world.Controls.OnCompletion(model: "v2").Fail("overloaded");
        Assert.Equal("v2", (await Assert.ThrowsAsync<CortexException>(world.RollbackAsync)).Model);
        Assert.Equal("v3", (await world.Promoter.GetLiveAsync(UseCase)).Model);
        Assert.Equal("v2", (await world.Promoter.RollbackAsync(new(UseCase, "at once") { Probe = null })).Model);
    }

    [Fact]
    public async Task Rollback_ProbedByTheApplicationsRole_IsGrantedUsageFirst()
    {
        await using var world = await PromoterWorld.CreateAsync();
        await world.TuneAsync("tuned");
        await world.PromoteAsync("v1", "LOCAL.PUBLIC.TUNED", "v3");
        var request = new RollbackRequest(UseCase, "v3 is rude") { ProbeRole = "APP", GrantUsageTo = ["APP"] };
        Assert.Equal("LOCAL.PUBLIC.TUNED", (await world.Promoter.RollbackAsync(request)).Model);
        // A base model is granted otherwise, so there is nothing to be granted.
        Assert.Equal("v1", (await world.Promoter.RollbackAsync(new(UseCase, "the other too"))).Model);
    }
}
