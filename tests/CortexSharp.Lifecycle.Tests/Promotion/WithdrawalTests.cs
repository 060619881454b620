using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Local.Testing;

namespace CortexSharp.Lifecycle.Tests.Promotion;

public sealed class WithdrawalTests
{
    private const string UseCase = PromoterWorld.UseCase;

    [Fact]
    public async Task Withdraw_InUse_IsRefusedWithTheUse()
    {
        await using var world = await PromoterWorld.CreateAsync();
        foreach (var model in new[] { "live", "before", "canary", "earlier" })
            await world.TuneAsync(model);
        var live = await world.PromoteAsync("LOCAL.PUBLIC.EARLIER", "LOCAL.PUBLIC.BEFORE", "live");
        await world.Promoter.SetCanaryAsync(new(live, new("local.public.canary", 5)));
        foreach (var (model, kind) in new[] { ("LIVE", ModelUseKind.Live), ("CANARY", ModelUseKind.Canary), ("BEFORE", ModelUseKind.RollbackTarget) })
        {
            var error = await Assert.ThrowsAsync<ModelInUseException>(() => world.Promoter.WithdrawAsync($"LOCAL.PUBLIC.{model}", "unused"));
            Assert.Equal((UseCase, kind), (Assert.Single(error.Uses).UseCase, error.Uses[0].Kind));
        }

        Assert.Empty(await world.Promoter.ListWithdrawnAsync());
        Assert.Equal(
            [ModelUseKind.Live, ModelUseKind.Canary, ModelUseKind.RollbackTarget, ModelUseKind.Earlier],
            (await world.Promoter.ListUsesAsync()).Select(u => u.Kind));
        await world.Promoter.WithdrawAsync("LOCAL.PUBLIC.EARLIER", "unused", "ops");
        var withdrawn = Assert.Single(await world.Promoter.ListWithdrawnAsync());
        Assert.Equal(("LOCAL.PUBLIC.EARLIER", "unused", "ops"), (withdrawn.Model, withdrawn.Reason, withdrawn.Actor));
    }

    [Fact]
    public async Task Withdrawn_Model_IsNeitherPromotedNorCanaryNorGoneBackTo()
    {
        await using var world = await PromoterWorld.CreateAsync();
        await world.TuneAsync("tuned");
        var live = await world.PromoteAsync("v1", "LOCAL.PUBLIC.TUNED", "v2", "v3");
        await world.Promoter.WithdrawAsync("LOCAL.PUBLIC.TUNED", "it leaks");
        var error = await Assert.ThrowsAsync<CortexException>(() => world.PromoteAsync("tuned"));
        Assert.Contains("LOCAL.PUBLIC.TUNED was withdrawn on ", error.Message, StringComparison.Ordinal);
        Assert.Contains("(it leaks)", error.Message, StringComparison.Ordinal);
        live = await world.Promoter.GetLiveAsync(live.UseCase);
        await Assert.ThrowsAsync<CortexException>(() => world.Promoter.SetCanaryAsync(new(live, new("LOCAL.PUBLIC.TUNED", 5))));
        Assert.Equal("v2", (await world.RollbackAsync()).Model);
        Assert.Equal("v1", await world.Promoter.GetRollbackTargetAsync(UseCase));
        Assert.Equal("v1", (await world.RollbackAsync()).Model);

        await world.Promoter.ReinstateAsync("local.public.tuned");
        await world.Promoter.ReinstateAsync("local.public.tuned");
        Assert.Equal("tuned", (await world.PromoteAsync("tuned")).Model);
    }

    [Fact]
    public async Task Withdraw_PromotionLeftPending_DoesNotComeToPass()
    {
        await using var world = await PromoterWorld.CreateAsync();
        await world.PromoteAsync("v1");
        var request = new PromotionRequest(UseCase, "v2", "interrupted");
        world.Controls.OnStatement("UPDATE \"ML_CONFIG\"").Once().LoseConnectionBefore();
        await Assert.ThrowsAsync<CortexException>(() => world.Promoter.PromoteAsync(request));
        await world.Promoter.WithdrawAsync("v2", "unused");
        Assert.Contains(
            "was withdrawn", (await Assert.ThrowsAsync<CortexException>(() => world.Promoter.PromoteAsync(request))).Message,
            StringComparison.Ordinal);
        Assert.Equal("v1", (await world.Promoter.GetLiveAsync(UseCase)).Model);
    }

    /// <summary>
    /// The model is withdrawn while a promotion, a rollback or a canary waits for its answer: what has looked at the list already must not go
    /// through.
    /// </summary>
    [Theory]
    [InlineData(ModelUseKind.Live)]
    [InlineData(ModelUseKind.RollbackTarget)]
    [InlineData(ModelUseKind.Canary)]
    public async Task Withdraw_WhileTheModelIsProbed_IsNotOvertaken(ModelUseKind kind)
    {
        await using var world = await PromoterWorld.CreateAsync();
        var live = await world.PromoteAsync("v1", "v2", "v3");
        if (kind == ModelUseKind.RollbackTarget)
            live = await world.RollbackAsync();
        var isWithdrawn = false;
        world.Controls.OnCompletion(model: "v1").Once().Answer(async (_, cancellationToken) =>
        {
            // Of a rollback's target it takes a promotion first.
            if (kind == ModelUseKind.RollbackTarget)
                await world.Promoter.PromoteAsync(new(UseCase, "v3", "meanwhile"), cancellationToken);
            await world.Promoter.WithdrawAsync("v1", "unused", cancellationToken: cancellationToken);
            isWithdrawn = true;
            return "pong";
        });
        await Assert.ThrowsAnyAsync<CortexException>(() => kind switch
        {
            ModelUseKind.Canary => world.Promoter.SetCanaryAsync(new(live, new("v1", 5))),
            ModelUseKind.Live => world.PromoteAsync("v1"),
            _ => world.RollbackAsync(),
        });
        Assert.True(isWithdrawn);
        Assert.DoesNotContain(await world.Promoter.ListUsesAsync(), u => u is { Model: "v1", Kind: not ModelUseKind.Earlier });
    }

    /// <summary>A withdrawal beside a promotion or canary of the same model: whoever is first, what was withdrawn is not called.</summary>
    [Fact]
    public async Task Withdraw_WhileOthersChange_LeavesNoUseOfIt()
    {
        int withdrawn = 0, inUse = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            await using var world = await PromoterWorld.CreateAsync();
            await world.PromoteAsync("v2", "v1");
            var isWithdrawn = false;
            await Interleaving.RunAsync(
                seed,
                async () =>
                {
                    try
                    {
                        await world.Promoter.WithdrawAsync("v3", "unused");
                        isWithdrawn = true;
                    }
                    catch (ModelInUseException e)
                    {
                        Assert.All(e.Uses, u => Assert.Equal("v3", u.Model));
                    }
                },
                () => MayFailAsync((seed % 3) switch
                {
                    0 => () => world.Promoter.PromoteAsync(new(UseCase, "v3", "forth") { Probe = null }),
                    1 => () => world.Promoter.PromoteAsync(new("other", "v3", "forth") { Probe = null }),
                    _ =>
                        async () =>
                            await world.Promoter.SetCanaryAsync(new(await world.Promoter.GetLiveAsync(UseCase), new("v3", 5)) { Probe = null }),
                }));

            var uses = (await world.Promoter.ListUsesAsync()).Where(u => u is { Model: "v3", Kind: ModelUseKind.Live or ModelUseKind.Canary });
            Assert.Equal(isWithdrawn, (await world.Promoter.ListWithdrawnAsync()).Count == 1);
            if (isWithdrawn)
                Assert.Empty(uses);
            withdrawn += isWithdrawn ? 1 : 0;
            inUse += isWithdrawn ? 0 : 1;
        }

        Assert.True(withdrawn > 2 && inUse > 2, $"{withdrawn} withdrawn, {inUse} in use");
    }

    private static async Task MayFailAsync(Func<Task<LiveModel>> change)
    {
        try
        {
            await change();
        }
        catch (CortexException e) when (e is PromotionConflictException || e.Message.Contains("withdrawn", StringComparison.Ordinal))
        {
        }
    }
}
