using CortexSharp.Completions;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Docs.Tests.Snippets;

public sealed class UsageSnippets : IAsyncLifetime
{
    private readonly ServiceProvider _services;

    public UsageSnippets()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal(new Local.LocalCortexOptions { UsageLatency = TimeSpan.Zero, CreditRates = [new("llama3.1-8b") { Input = 0.1m, Output = 0.1m }] });
        _services = services.BuildServiceProvider();
    }

    [Fact]
    public async Task Read()
    {
        var usage = await UsedAsync();

        #region usage-read
        await foreach (var record in usage.ReadAsync(new UsageQuery { QueryTag = "nightly", From = DateTimeOffset.UtcNow.AddDays(-7) }))
            Console.WriteLine($"{record.StartTime:u} {record.Function} {record.Model}: {record.Tokens} tokens, {record.Credits}");
        #endregion

        Assert.Single(await usage.ReadAsync(new UsageQuery { QueryTag = "nightly", From = DateTimeOffset.UtcNow.AddDays(-7) }).ToListAsync());
    }

    [Fact]
    public void Prices()
    {
        #region usage-prices
        var prices = new PriceBook(
            [
                new ModelPrice("llama3.1-8b")
                {
                    Input = Amount.OfAiCredits(0.1m), // for a million tokens
                    Output = Amount.OfAiCredits(0.1m),
                    Training = Amount.OfPlatformCredits(2.5m),
                },
            ],
            [new AmountConversion(AmountUnit.PlatformCredit, Amount.OfAiCredits(1.5m))]);

        Amount? inference = prices.CostOf("MY_DB.AI.SUPPORT_V1", new TokenUsage(800_000, 20_000, 820_000), baseModel: "llama3.1-8b");
        var training = new TrainingShare(prices.TrainingCostOf("llama3.1-8b", trainedTokens: 3_000_000), Answers: 1_000_000);

        var cost = AnswerCost.Of(answers: 10_000, correct: 8_600, inference, training, prices);
        Console.WriteLine($"{cost.PerAnswer} an answer, {cost.PerCorrectAnswer} a right one");
        #endregion

        Assert.Equal(Amount.OfAiCredits(0.082m + (3 * 2.5m * 1.5m / 100)), cost.Total);
    }

    [Fact]
    public async Task EffectivePrices()
    {
        var usage = await UsedAsync();

        #region usage-effective-prices
        var found = await usage.GetEffectivePricesAsync(new UsageQuery { From = DateTimeOffset.UtcNow.AddDays(-30) });
        foreach (var price in found)
            Console.WriteLine($"{price.Model}: {price.PerMillionTokens} for a million of {price.Tokens} tokens");
        var prices = new PriceBook(found.Select(price => price.ToModelPrice()));
        #endregion

        Assert.Equal(Amount.OfAiCredits(0.2m), prices.CostOf("llama3.1-8b", new(1_000_000, 1_000_000, 2_000_000)));
        Assert.Equal(Amount.OfAiCredits(0.1m), Assert.Single(await usage.GetEffectivePricesAsync(new UsageQuery())).PerMillionTokens);
    }

    [Fact]
    public async Task Days()
    {
        var usage = await UsedAsync();

        #region usage-days
        foreach (var day in await usage.GetDaysAsync(new UsageQuery { From = DateTimeOffset.UtcNow.AddDays(-30) }))
            Console.WriteLine(day); // 2026-11-22 llama3.1-8b by CORTEX_AI_FUNCTIONS_USAGE_HISTORY: 12 calls, 3400 tokens, 0.00034 AI credit
        #endregion

        Assert.Single(await usage.GetDaysAsync(new UsageQuery { From = DateTimeOffset.UtcNow.AddDays(-30) }));
    }

    [Fact]
    public async Task CallLog()
    {
        var services = new ServiceCollection();

        #region call-log
        services.AddCortexSharp()
            .UseLocal("cortex.db") // or UseRest, UseSnowflake
            .AddCallLog(new CallLogOptions("support-api"));
        #endregion

        services.AddCortexSharp().UseLocal(new Local.LocalCortexOptions());
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<ICortexCompleteClient>().CompleteAsync("llama3.1-8b", "Where is my parcel?");
        var log = provider.GetRequiredService<ICortexCallLog>();

        #region call-log-read
        log.Count("MY_DB.AI.SUPPORT_V2"); // a call by SQL of your own
        await foreach (var day in log.ReadAsync(from: DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-30))))
            Console.WriteLine(day); // 2026-11-22 MY_DB.AI.SUPPORT_V2 by ML_CALL_LOG of support-api: 1 call
        #endregion

        Assert.Equal(["MY_DB.AI.SUPPORT_V2", "llama3.1-8b"], await log.ReadAsync().Select(d => d.Model).ToListAsync());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _services.DisposeAsync();

    private async Task<ICortexUsageClient> UsedAsync()
    {
        var cortex = _services.GetRequiredService<ICortexCompleteClient>();
        await cortex.CompleteAsync(new("llama3.1-8b", "Where is my parcel?") { Execution = new() { QueryTag = "nightly" } });
        return _services.GetRequiredService<ICortexUsageClient>();
    }
}
