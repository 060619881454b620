using CortexSharp.Completions;
using CortexSharp.Sql;
using CortexSharp.Usage;
using Moq;

namespace CortexSharp.Tests.Usage;

public class CortexUsageClientTests
{
    private static readonly string[] Columns =
        [
            "MODEL", "START_TIME", "END_TIME", "FUNCTION_NAME", "SERVICE", "QUERY_ID", "QUERY_TAG", "TOKENS", "TOKENS_BY_KIND", "METRICS", "CREDITS",
            "CREDITS_BY_KIND", "IS_COMPLETED",
        ];

    private static readonly DateTimeOffset Hour = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly Mock<ISqlExecutor> _executor = new();
    private readonly List<SqlStatement> _sent = [];

    [Fact]
    public async Task ReadAsync_EveryCondition_IsBound()
    {
        Answers();
        var query = new UsageQuery { From = Hour, Until = Hour.AddDays(1), Model = "llama3.1-8b", QueryTag = "nightly", QueryId = "01b" };
        Assert.Empty(await Client().ReadAsync(query).ToListAsync());
        Assert.EndsWith(
            "FROM \"SNOWFLAKE\".\"ACCOUNT_USAGE\".\"CORTEX_AI_FUNCTIONS_USAGE_HISTORY\" u WHERE TRUE AND u.\"START_TIME\" >= ? AND u.\"START_TIME\" < ? "
            + "AND UPPER(u.\"MODEL_NAME\") = UPPER(?) AND u.\"QUERY_TAG\" = ? AND u.\"QUERY_ID\" = ? ORDER BY 2, 1",
            _sent[0].Text,
            StringComparison.Ordinal);
        Assert.Equal([Hour, Hour.AddDays(1), "llama3.1-8b", "nightly", "01b"], _sent[0].Binds.Select(b => b.Value));
    }

    public static TheoryData<UsageView, UsageQuery, string> Refused => new()
    {
        { UsageView.Functions, new() { QueryTag = "t" }, "QueryTag" },
        { UsageView.AiSql, new() { QueryTag = "t" }, "QueryTag" },
        { UsageView.FineTuning, new() { QueryId = "1" }, "QueryId" },
        { UsageView.MeteringDaily, new() { Model = "m" }, "Model" },
        { UsageView.MeteringDaily, new() { ModelNames = ["m"] }, "ModelNames" },
        { UsageView.SearchServing, new() { Model = "m" }, "Model" },
        { UsageView.AiFunctions, new() { Service = "s" }, "Service" },
        { UsageView.FunctionQueries, new() { From = Hour }, "From" },
        { UsageView.FunctionQueries, new() { Until = Hour }, "Until" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void ReadAsync_ViewWithoutColumn_ThrowsNamingThePropertyAndSendsNothing(UsageView view, UsageQuery query, string property)
    {
        var error = Assert.Throws<ArgumentException>(() => { Client().ReadAsync(query with { View = view }); });
        Assert.Contains(property, error.Message, StringComparison.Ordinal);
        Assert.Contains(view.Name, error.Message, StringComparison.Ordinal);
        Assert.Empty(_sent);
    }

    [Fact]
    public void ReadAsync_UnknownView_Throws() =>
        Assert.Contains(
            "SECRETS", Assert.Throws<ArgumentException>(() => { Client().ReadAsync(new() { View = new("SECRETS") }); }).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task ReadAsync_Metrics_BecomeTokensByKind()
    {
        Answers(
            Row(
                metrics: """[{"key":{"metric":"input","unit":"tokens"},"value":7},{"key":{"metric":"output","unit":"tokens"},"value":3}]""",
                credits: 0.5m),
            Row(metrics: """[{"key":{"metric":"total","unit":"tokens"},"value":9}]"""),
            Row(metrics: """[{"key":{"metric":"input","unit":"pages"},"value":2},{"key":"odd"},5]"""));
        var records = await Client().ReadAsync(new()).ToListAsync();
        Assert.Equal([10, 9, null], records.Select(r => r.Tokens));
        Assert.Equal([new TokenUsage(7, 3, 10), null, null], records.Select(r => r.TokensByKind));
        Assert.Equal([Amount.OfAiCredits(0.5m), null, null], records.Select(r => r.Credits));
        Assert.Equal(
            (Hour, Hour.AddHours(1), "AI_COMPLETE", "q", "t", true),
            (records[0].StartTime, records[0].EndTime, records[0].Function, records[0].QueryId, records[0].QueryTag, records[0].IsCompleted));
    }

    [Fact]
    public async Task GetCreditsAsync_Rows_AreAddedUpAndNoneIsNotKnown()
    {
        Answers(Row(credits: 1.5m), Row(), Row(credits: 2));
        Assert.Equal(Amount.OfAiCredits(3.5m), await Client().GetCreditsAsync(new() { QueryTag = "nightly" }));
        Answers(Row());
        Assert.Null(await Client().GetCreditsAsync(new()));
        var query = new UsageQuery();
        Answers(Row(credits: 1), Row(start: query.AiCreditsSince.AddTicks(-1), credits: 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client().GetCreditsAsync(query));
    }

    [Fact]
    public async Task ReadAsync_MeteringDaily_IsInAiCreditsForAiServicesOnly()
    {
        Answers(
            Row(credits: 2, service: "AI_SERVICES"), Row(credits: 3, service: "WAREHOUSE_METERING"),
            Row(start: new UsageQuery().AiCreditsSince.AddDays(-1), credits: 4, service: "AI_SERVICES"));
        var records = await Client().ReadAsync(new() { View = UsageView.MeteringDaily }).ToListAsync();
        Assert.Equal(["AI_SERVICES", "WAREHOUSE_METERING", "AI_SERVICES"], records.Select(r => r.Service));
        Assert.Equal([Amount.OfAiCredits(2), Amount.OfPlatformCredits(3), Amount.OfPlatformCredits(4)], records.Select(r => r.Credits!.Value));
    }

    [Fact]
    public async Task ReadAsync_CreditsByKind_AreToldApart()
    {
        Answers(Row(credits: 0.5m, creditsByKind: """{"input":0.125,"output":0.375,"odd":null}"""), Row());
        var records = await Client().ReadAsync(new() { View = UsageView.AiSql }).ToListAsync();
        Assert.Equal([new("input", Amount.OfAiCredits(0.125m)), new("output", Amount.OfAiCredits(0.375m))], records[0].CreditsByKind!);
        Assert.Null(records[1].CreditsByKind);
    }

    [Fact]
    public void ToModelPrice_PriceBook_TakesInputAndOutputAlike()
    {
        var prices = new PriceBook([new EffectivePrice("llama3.1-8b", Amount.OfAiCredits(2), 1000).ToModelPrice()]);
        Assert.Equal(Amount.OfAiCredits(3), prices.CostOf("llama3.1-8b", new(1_000_000, 500_000, 1_500_000)));
    }

    [Fact]
    public async Task ReadAsync_BeforeAiCredits_CountsPlatformCredits()
    {
        var query = new UsageQuery { View = UsageView.AiSql };
        Answers(Row(credits: 1), Row(start: query.AiCreditsSince.AddTicks(-1), credits: 1));
        Assert.Equal(
            [AmountUnit.AiCredit, AmountUnit.PlatformCredit], (await Client().ReadAsync(query).ToListAsync()).Select(r => r.Credits!.Value.Unit));
    }

    [Fact]
    public async Task ReadAsync_FineTuning_IsBilledInPlatformCredits()
    {
        Answers(Row(credits: 2, tokens: 1000));
        var record = Assert.Single(await Client().ReadAsync(new() { View = UsageView.FineTuning }).ToListAsync());
        Assert.Equal((Amount.OfPlatformCredits(2), 1000), (record.Credits!.Value, record.Tokens!.Value));
    }

    [Fact]
    public async Task GetEffectivePricesAsync_DividesCreditsByTokensOfEachModelAndUnit()
    {
        var before = new UsageQuery().AiCreditsSince.AddDays(-1);
        Answers(
            Row("b", credits: 1, tokens: 1_000_000), Row("b", credits: 2, tokens: 500_000), Row("a", credits: 1, tokens: 4_000_000),
            Row("a", tokens: 5),
            Row("a", credits: 1), Row("b", start: before, credits: 3, tokens: 1_000_000), Row("free", credits: 1, tokens: 0));
        Assert.Equal(
            [
                new("a", Amount.OfAiCredits(0.25m), 4_000_000), new("b", Amount.OfAiCredits(2), 1_500_000),
                new("b", Amount.OfPlatformCredits(3), 1_000_000),
            ],
            await Client().GetEffectivePricesAsync(new()));
    }

    private static object?[] Row(
        string model = "llama3.1-8b", DateTimeOffset? start = null, long? tokens = null, string? metrics = null, decimal? credits = null,
        string? service = null, string? creditsByKind = null) =>
        [model, start ?? Hour, Hour.AddHours(1), "AI_COMPLETE", service, "q", "t", tokens, null, metrics, credits, creditsByKind, true];

    private void Answers(params object?[][] rows) => _executor
        .Setup(e => e.ExecuteAsync(Capture.In(_sent), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(() => SqlResult.Of(Columns, rows));

    private CortexUsageClient Client() => new(_executor.Object);
}
