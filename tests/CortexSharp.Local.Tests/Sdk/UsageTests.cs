using CortexSharp.Completions;
using CortexSharp.FineTuning;
using CortexSharp.Usage;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>What <see cref="ICortexUsageClient"/> sends runs on the offline Cortex, for every view.</summary>
public sealed class UsageTests : IAsyncLifetime
{
    private static readonly CreditRate Rate = new("llama3.1-8b") { Input = 1, Output = 1, Training = 5 };

    private readonly SdkFixture _sdk = new(new() { UsageLatency = TimeSpan.Zero, CreditRates = [Rate] });

    public static TheoryData<UsageView> Views =>
        [
            UsageView.AiFunctions, UsageView.AiSql, UsageView.Functions, UsageView.FunctionQueries, UsageView.FineTuning, UsageView.RestApi,
            UsageView.SearchDaily,
        ];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task ReadAsync_EveryView_CanBeRead(UsageView view)
    {
        var query = new UsageQuery { View = view, Model = "llama3.1-8b" };
        foreach (var record in await _sdk.Usage.ReadAsync(
            view == UsageView.FunctionQueries ? query : query with { From = DateTimeOffset.UtcNow.AddDays(-1) }).ToListAsync())
        {
            Assert.Equal((view, "llama3.1-8b"), (record.View, record.Model));
        }
    }

    [Fact]
    public async Task ReadAsync_Call_IsFoundByItsTagWithItsTokensAndCredits()
    {
        var answer = await _sdk.Complete.CompleteAsync(new("llama3.1-8b", "Where is my parcel?") { Execution = new() { QueryTag = "nightly" } });
        await _sdk.Complete.CompleteAsync("llama3.1-8b", "Another one");

        var record = Assert.Single(await _sdk.Usage.ReadAsync(new() { QueryTag = "nightly" }).ToListAsync());

        Assert.Equal(("AI_COMPLETE", answer.QueryId), (record.Function, record.QueryId));
        Assert.Equal(
            (answer.Usage!.PromptTokens, answer.Usage.CompletionTokens), (record.TokensByKind!.PromptTokens, record.TokensByKind.CompletionTokens));
        Assert.Equal(Amount.OfAiCredits(answer.Usage.TotalTokens / 1_000_000m), record.Credits);
    }

    [Fact]
    public async Task ReadAsync_ModelNames_AreTheLastPartsInAnyCase()
    {
        await _sdk.FillPairsAsync();
        await _sdk.FineTune.WaitUntilFinishedAsync(await _sdk.FineTune.CreateAsync(SdkFixture.TrainOnPairs("support_v1")), SdkFixture.Poll);
        await _sdk.Complete.CompleteAsync("local.public.support_v1", "Where is my parcel?");
        await _sdk.Complete.CompleteAsync("llama3.1-8b", "Where is my parcel?");
        Assert.Equal(["support_v1"], (await ModelsAsync("other", "Support_V1")).Select(m => m.Split('.')[^1].ToLowerInvariant()));
        Assert.Empty(await ModelsAsync("support_v"));
        Assert.Empty(await ModelsAsync("\"support_v1\"' OR TRUE --"));
        Assert.Empty(await ModelsAsync());

        async Task<IReadOnlyList<string>> ModelsAsync(params string[] names) =>
            await _sdk.Usage.ReadAsync(new() { ModelNames = names }).Select(r => r.Model).ToListAsync();
    }

    [Fact]
    public async Task ReadAsync_Days_AreWhatTheStatementsWereBilled()
    {
        await _sdk.Complete.CompleteAsync("llama3.1-8b", "Where is my parcel?");

        var day = Assert.Single(
            await _sdk.Usage.ReadAsync(new() { View = UsageView.MeteringDaily, Service = "AI_SERVICES", From = DateTimeOffset.UtcNow.AddDays(-2) })
                .ToListAsync());
        Assert.Equal((TimeSpan.Zero, await _sdk.Usage.GetCreditsAsync(new())), (day.StartTime!.Value.TimeOfDay, day.Credits));
        Assert.Empty(
            await _sdk.Usage.ReadAsync(new() { View = UsageView.SearchServing, Service = "faq", From = DateTimeOffset.UtcNow.AddDays(-1) })
                .ToListAsync());
        var call = Assert.Single(await _sdk.Usage.ReadAsync(new() { View = UsageView.AiSql }).ToListAsync());
        Assert.Equal(call.Credits, call.CreditsByKind!["input"] + call.CreditsByKind["output"]);
    }

    [Theory]
    [InlineData("Asia/Tokyo")]
    [InlineData("America/Los_Angeles")]
    public async Task ReadAsync_DaysFromMidnight_AreThoseOfUtcInEveryTimeZone(string zone)
    {
        await using var sdk = new SdkFixture(new() { UsageLatency = TimeSpan.Zero, CreditRates = [Rate], TimeZone = zone });
        var call = await sdk.Complete.CompleteAsync("llama3.1-8b", "Where is my parcel?");
        var start = Assert.Single(await sdk.Usage.ReadAsync(new() { QueryId = call.QueryId }).ToListAsync()).StartTime!.Value;
        var midnight = new DateTimeOffset(start.UtcDateTime.Date, TimeSpan.Zero);

        var days = new UsageQuery { View = UsageView.MeteringDaily, From = midnight, Until = midnight.AddDays(1) };
        Assert.Single(await sdk.Usage.ReadAsync(days).ToListAsync());
        Assert.Empty(await sdk.Usage.ReadAsync(days with { From = midnight.AddSeconds(1), Until = null }).ToListAsync());
        Assert.Empty(await sdk.Usage.ReadAsync(days with { From = null, Until = midnight }).ToListAsync());
    }

    [Fact]
    public async Task GetEffectivePricesAsync_GivesBackTheRates()
    {
        await _sdk.Complete.CompleteAsync("llama3.1-8b", "Where is my parcel?");
        await _sdk.FillPairsAsync();
        await _sdk.FineTune.WaitUntilFinishedAsync(await _sdk.FineTune.CreateAsync(SdkFixture.TrainOnPairs()), SdkFixture.Poll);

        Assert.Equal(Amount.OfAiCredits(1), Assert.Single(await _sdk.Usage.GetEffectivePricesAsync(new())).PerMillionTokens);
        Assert.Equal(
            Amount.OfPlatformCredits(5),
            Assert.Single(await _sdk.Usage.GetEffectivePricesAsync(new() { View = UsageView.FineTuning })).PerMillionTokens);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _sdk.DisposeAsync();
}
