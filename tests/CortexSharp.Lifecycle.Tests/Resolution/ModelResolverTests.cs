using System.Security.Cryptography;
using System.Text;
using CortexSharp.Conformance;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Resolution;
using Moq;

namespace CortexSharp.Lifecycle.Tests.Resolution;

public class ModelResolverTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Mock<IModelPromoter> _promoter = new();
    private LiveModel _live = new("support", "v1", 1, Guid.NewGuid());

    public ModelResolverTests() => _promoter.Setup(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>())).ReturnsAsync(() => _live);

    [Fact]
    public async Task Resolve_Fresh_AsksOnce()
    {
        var resolver = Resolver();
        for (var i = 0; i < 100; i++)
            Assert.Equal(new ResolvedModel("v1", false, 1), await resolver.ResolveAsync("support"));
        Asked(1);
    }

    [Fact]
    public async Task Resolve_Stale_AsksAgain()
    {
        var resolver = Resolver();
        await resolver.ResolveAsync("support");
        _live = _live with { Model = "v2", Generation = 2 };
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("v1", (await resolver.ResolveAsync("support")).Model);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("v2", (await resolver.ResolveAsync("support")).Model);
        Asked(2);
    }

    [Fact]
    public async Task Resolve_ManyAtOnce_AskOnce()
    {
        var gate = new TaskCompletionSource<LiveModel>();
        _promoter.Setup(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>())).Returns(gate.Task);
        var resolver = Resolver();
        var asked = Enumerable.Range(0, 20).Select(_ => resolver.ResolveAsync("support").AsTask()).ToList();
        gate.SetResult(_live);
        Assert.All(await Task.WhenAll(asked), r => Assert.Equal("v1", r.Model));
        Asked(1);
    }

    [Fact]
    public async Task Resolve_CannotBeReadAnew_LivesOnWhatIsKnownForAWhile()
    {
        var resolver = Resolver();
        await resolver.ResolveAsync("support");
        _promoter.Setup(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CortexException(CortexErrorKind.Network, "away"));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("v1", (await resolver.ResolveAsync("support")).Model);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("away", (await Assert.ThrowsAsync<CortexException>(async () => await resolver.ResolveAsync("support"))).Message);
    }

    /// <summary>An outage in which every read hangs until it times out: the callers of the first read wait for it once, nobody else waits.</summary>
    [Fact]
    public async Task Resolve_Outage_IsWaitedForOnce()
    {
        var resolver = Resolver();
        await resolver.ResolveAsync("support");
        var hanging = Hang();
        _time.Advance(TimeSpan.FromSeconds(30));
        var first = Enumerable.Range(0, 20).Select(_ => resolver.ResolveAsync("support").AsTask()).ToList();
        Assert.All(first, t => Assert.False(t.IsCompleted));
        hanging.SetException(new CortexException(CortexErrorKind.Timeout, "too slow"));
        Assert.All(await Task.WhenAll(first), r => Assert.Equal("v1", r.Model));
        Asked(2);

        // Nothing is asked for five seconds; then one read in the background, for which nobody waits.
        hanging = Hang();
        for (var second = 0; second < 7; second++)
        {
            for (var i = 0; i < 20; i++)
                Assert.Equal("v1", Immediate(resolver).Model);
            Asked(second < 5 ? 2 : 3);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        hanging.SetResult(_live with { Model = "v2", Generation = 2 });
        while ((await resolver.ResolveAsync("support")).Model != "v2")
            await Task.Yield();
        Asked(3);
    }

    [Fact]
    public async Task Resolve_ReadingFailsForAWhile_IsTriedFromTimeToTime()
    {
        var resolver = Resolver();
        await resolver.ResolveAsync("support");
        _promoter.Setup(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CortexException(CortexErrorKind.Network, "away"));
        for (var second = 0; second < 60; second++)
        {
            Assert.Equal("v1", Immediate(resolver).Model);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // Of 30 seconds every fifth.
        Asked(1 + 6);
        _promoter.Setup(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>())).ReturnsAsync(_live with { Model = "v2" });
        Assert.Equal("v1", Immediate(resolver).Model);
        Assert.Equal("v2", Immediate(resolver).Model);
        Asked(1 + 7);
    }

    [Fact]
    public async Task Resolve_FirstCallerGivesUp_TheOthersGetTheirAnswer()
    {
        var hanging = Hang();
        var resolver = Resolver();
        using var impatient = new CancellationTokenSource();
        var first = resolver.ResolveAsync("support", cancellationToken: impatient.Token).AsTask();
        var second = resolver.ResolveAsync("support").AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        hanging.SetResult(_live);
        Assert.Equal("v1", (await second).Model);
        Asked(1);
    }

    [Fact]
    public async Task Resolve_NothingKnownAndReadingFails_TriesAgainAtEachCall()
    {
        _promoter.SetupSequence(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CortexException(CortexErrorKind.NotFound, "nothing was promoted")).ReturnsAsync(_live);
        var resolver = Resolver();
        await Assert.ThrowsAsync<CortexException>(async () => await resolver.ResolveAsync("support"));
        Assert.Equal("v1", (await resolver.ResolveAsync("support")).Model);
    }

    [Fact]
    public async Task Resolve_NothingPromoted_Throws()
    {
        _live = new("support", null, 0, null);
        Assert.Equal(
            CortexErrorKind.NotFound, (await Assert.ThrowsAsync<CortexException>(async () => await Resolver().ResolveAsync("support"))).Kind);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(20)]
    [InlineData(0.5)]
    public async Task Resolve_Canary_TakesItsShareByKey(double percent)
    {
        _live = _live with { Canary = new("v2", (decimal)percent) };
        var resolver = Resolver();
        var first = new List<bool>();
        for (var i = 0; i < 1000; i++)
            first.Add((await resolver.ResolveAsync("support", $"user {i}")) is { IsCanary: true, Model: "v2" });
        // What anybody can compute: the first eight hexadecimal digits of SHA-256, modulo ten thousand.
        Assert.Equal(
            Enumerable.Range(0, 1000)
                .Select(i =>
                    Convert.ToUInt32(
                        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"support|user {i}")))[..8], 16) % 10_000 < percent * 100),
            first);
        // The same key goes the same way in another process, and a larger share keeps those that it has.
        _live = _live with { Canary = new("v2", Math.Min((decimal)percent * 2, 100)) };
        var other = Resolver();
        for (var i = 0; i < 1000; i++)
            Assert.True(!first[i] || (await other.ResolveAsync("support", $"user {i}")).IsCanary);
        Assert.False((await resolver.ResolveAsync("support")).IsCanary);
    }

    private TaskCompletionSource<LiveModel> Hang()
    {
        var hanging = new TaskCompletionSource<LiveModel>();
        _promoter.Setup(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>())).Returns(hanging.Task);
        return hanging;
    }

    private static ResolvedModel Immediate(ModelResolver resolver)
    {
        var resolved = resolver.ResolveAsync("support").AsTask();
        Assert.True(resolved.IsCompletedSuccessfully);
        return resolved.Result;
    }

    private ModelResolver Resolver() => new(_promoter.Object, new() { TimeProvider = _time });

    private void Asked(int times) => _promoter.Verify(p => p.GetLiveAsync("support", It.IsAny<CancellationToken>()), Times.Exactly(times));
}
