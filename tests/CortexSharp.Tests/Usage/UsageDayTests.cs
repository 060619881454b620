using CortexSharp.Usage;
using Moq;

namespace CortexSharp.Tests.Usage;

public sealed class UsageDayTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task GetDays_Rows_AreAddedByDayOfUtcAndModel()
    {
        var usage = Usage(
            Row("b", Noon) with { Tokens = 5, Credits = Amount.OfAiCredits(0.1m) },
            Row("a", Noon) with { Tokens = 7, Credits = Amount.OfAiCredits(0.2m) },
            Row("b", Noon.AddHours(1).ToOffset(TimeSpan.FromHours(14))) with { Credits = Amount.OfAiCredits(0.3m) },
            Row("b", Noon.AddHours(12)));
        var days = await usage.GetDaysAsync(new());
        Assert.Equal(
            [
                "2026-11-22 a by CORTEX_AI_FUNCTIONS_USAGE_HISTORY: 1 call, 7 tokens, 0.2 AI credit",
                "2026-11-22 b by CORTEX_AI_FUNCTIONS_USAGE_HISTORY: 2 calls, 5 tokens, 0.4 AI credit",
                "2026-11-23 b by CORTEX_AI_FUNCTIONS_USAGE_HISTORY: 1 call",
            ],
            days.Select(d => d.ToString()));
        Assert.Equal(Noon.AddHours(2), days[1].LastCallAt);
        Assert.Null(days[2].Tokens);
    }

    /// <summary>On the day on which Snowflake's billing changed there are credits of both kinds, which nobody can add.</summary>
    [Fact]
    public async Task GetDays_TwoUnits_StayApart()
    {
        var usage = Usage(
            Row("a", Noon) with { Credits = Amount.OfPlatformCredits(1) },
            Row("a", Noon) with { Credits = Amount.OfAiCredits(2) },
            Row("a", Noon) with { Credits = Amount.OfPlatformCredits(3) });
        Assert.Equal([Amount.OfPlatformCredits(4), Amount.OfAiCredits(2)], Assert.Single(await usage.GetDaysAsync(new())).Credits);
    }

    [Fact]
    public async Task GetDays_ViewWithoutTime_IsRefused()
    {
        var usage = Mock.Of<ICortexUsageClient>(MockBehavior.Strict);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => usage.GetDaysAsync(new() { View = UsageView.FunctionQueries }));
        Assert.Contains("CORTEX_FUNCTIONS_QUERY_USAGE_HISTORY tells no time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfALog_NamesCallerAndErrors() => Assert.Equal(
        "2026-11-22 a by ML_CALL_LOG of support-api: 3 calls, 1 failed",
        new UsageDay(new(2026, 11, 22), "a", "ML_CALL_LOG", 3) { Caller = "support-api", Errors = 1 }.ToString());

    private static UsageRecord Row(string model, DateTimeOffset start) =>
        new(UsageView.AiFunctions, model) { StartTime = start, EndTime = start.AddHours(1) };

    private static ICortexUsageClient Usage(params UsageRecord[] records)
    {
        var usage = new Mock<ICortexUsageClient>();
        usage.Setup(u => u.ReadAsync(It.IsAny<UsageQuery>(), It.IsAny<CancellationToken>())).Returns(records.ToAsyncEnumerable());
        return usage.Object;
    }
}
