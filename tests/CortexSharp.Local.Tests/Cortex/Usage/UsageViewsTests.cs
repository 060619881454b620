using System.Globalization;
using CortexSharp.Local.Models;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Cortex.Usage;

public sealed class UsageViewsTests() : AccountTest(Options)
{
    private const string Schema = "SNOWFLAKE.ACCOUNT_USAGE.";
    private const string Question = "Which card was lost?";

    private static readonly LocalCortexOptions Options = new()
    {
        CreditRates = [new("llama3.1-8b") { Input = 0.5m, Output = 2, Training = 30 }, new("mistral-7b") { Input = 1 }],
    };

    private static readonly long Input = TokenCounter.Count(Question);

    [Fact]
    public async Task AiFunctions_Call_IsOneRowOfSnowflakesShape()
    {
        var answer = await AskAsync("AI_COMPLETE('llama3.1-8b'", new() { QueryTag = "run 7", Warehouse = "WH" });
        Time.Advance(TimeSpan.FromMinutes(5));

        var row = Assert.Single(await RowsAsync($"SELECT * FROM {Schema}CORTEX_AI_FUNCTIONS_USAGE_HISTORY"));

        Assert.Equal(
            "Row of START_TIME, END_TIME, FUNCTION_NAME, MODEL_NAME, QUERY_ID, WAREHOUSE_ID, ROLE_NAMES, QUERY_TAG, USER_ID, METRICS, CREDITS, "
            + "IS_COMPLETED",
            row.ToString());
        var output = TokenCounter.Count(answer);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), row.Get<DateTimeOffset>("START_TIME"));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 13, 0, 0, TimeSpan.Zero), row.Get<DateTimeOffset>("END_TIME"));
        Assert.Equal(
            ("AI_COMPLETE", "llama3.1-8b", "run 7"), (row.Get<string>("FUNCTION_NAME"), row.Get<string>("MODEL_NAME"), row.Get<string>("QUERY_TAG")));
        Assert.Equal("""["ACCOUNTADMIN"]""", row.Get<string>("ROLE_NAMES"));
        Assert.Equal(
            $$"""[{"key":{"metric":"input","unit":"tokens"},"value":{{Input}}},{"key":{"metric":"output","unit":"tokens"},"value":{{output}}}]""",
            row.Get<string>("METRICS"));
        Assert.Equal(((Input * 0.5m) + (output * 2)) / 1_000_000, row.Get<decimal>("CREDITS"));
        Assert.True(row.Get<bool>("IS_COMPLETED"));
        Assert.True(row.Get<long>("WAREHOUSE_ID") > 0);
    }

    [Theory]
    [InlineData("CORTEX_AI_FUNCTIONS_USAGE_HISTORY", 5)]
    [InlineData("CORTEX_AISQL_USAGE_HISTORY", 180)]
    [InlineData("CORTEX_FUNCTIONS_USAGE_HISTORY", 180)]
    [InlineData("METERING_DAILY_HISTORY", 180)]
    public async Task View_BeforeItsLatency_ShowsNothing(string view, int minutes)
    {
        await AskAsync("AI_COMPLETE('llama3.1-8b'");
        Time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("0", await ValueAsync($"SELECT COUNT(*) FROM {Schema}{view}"));

        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("1", await ValueAsync($"SELECT COUNT(*) FROM {Schema}{view}"));

        Time.Advance(TimeSpan.FromDays(365));
        Assert.Equal("0", await ValueAsync($"SELECT COUNT(*) FROM {Schema}{view}"));
    }

    [Fact]
    public async Task Views_UnknownRate_IsNullNotZero()
    {
        await AskAsync("AI_COMPLETE('llama3.1-8b'");
        await AskAsync("AI_COMPLETE('mistral-7b'");
        Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(
            ["True", "False"], await NullsAsync($"SELECT credits IS NOT NULL FROM {Schema}CORTEX_AI_FUNCTIONS_USAGE_HISTORY ORDER BY model_name"));
        Assert.Equal(
            ["True", "False"], await NullsAsync($"SELECT token_credits IS NOT NULL FROM {Schema}CORTEX_FUNCTIONS_USAGE_HISTORY ORDER BY model_name"));
        // A sum of which a part is not known is not known.
        Assert.Null(await ValueAsync($"SELECT credits_used FROM {Schema}METERING_DAILY_HISTORY WHERE service_type = 'AI_SERVICES'"));
    }

    [Fact]
    public async Task AiSql_StatementWithTwoModels_IsTwoRowsOfTheHourItEnded()
    {
        await RowsAsync($"SELECT AI_COMPLETE(column1, '{Question}') FROM VALUES ('llama3.1-8b'), ('llama3.1-8b'), ('mistral-7b')");
        Time.Advance(TimeSpan.FromHours(3));

        var rows = await RowsAsync($"SELECT * FROM {Schema}CORTEX_AISQL_USAGE_HISTORY ORDER BY MODEL_NAME");

        Assert.Equal(
            "Row of USAGE_TIME, MODEL_NAME, FUNCTION_NAME, TOKEN_CREDITS, TOKENS, TOKEN_CREDITS_GRANULAR, TOKENS_GRANULAR, QUERY_ID, QUERY_TAG, "
            + "USER_ID, WAREHOUSE_ID",
            rows[0].ToString());
        Assert.Equal(["llama3.1-8b", "mistral-7b"], rows.Select(r => r.Get<string>("MODEL_NAME")));
        Assert.Equal(rows[0].Get<string>("QUERY_ID"), rows[1].Get<string>("QUERY_ID"));
        Assert.Equal(
            2 * Input,
            long.Parse(
                (await ValueAsync($"SELECT tokens_granular:input FROM {Schema}CORTEX_AISQL_USAGE_HISTORY ORDER BY model_name"))!,
                CultureInfo.InvariantCulture));
        Assert.Null(rows[1]["TOKEN_CREDITS_GRANULAR"]);
    }

    [Fact]
    public async Task Functions_TwoStatementsOfAnHour_AreOneRow()
    {
        await AskAsync("SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b'");
        await AskAsync("SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b'");
        await AskAsync("SNOWFLAKE.CORTEX.TRY_COMPLETE('llama3.1-8b'");
        Time.Advance(TimeSpan.FromHours(3));

        var rows = await RowsAsync($"SELECT function_name, tokens FROM {Schema}CORTEX_FUNCTIONS_USAGE_HISTORY ORDER BY function_name");

        Assert.Equal(["COMPLETE", "TRY_COMPLETE"], rows.Select(r => r.Get<string>(0)));
        Assert.Equal(2 * rows[1].Get<long>(1), rows[0].Get<long>(1));
    }

    [Fact]
    public async Task FailedCalls_CostNothing()
    {
        await AskAsync("AI_COMPLETE('no-such-model'");
        Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal("0", await ValueAsync($"SELECT COUNT(*) FROM {Schema}CORTEX_AI_FUNCTIONS_USAGE_HISTORY"));
    }

    [Fact]
    public async Task FailedStatement_ItsAnsweredCallsAreWrittenAllTheSame()
    {
        await FailAsync($"SELECT AI_COMPLETE('llama3.1-8b', '{Question}')::NUMBER");
        Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal("1", await ValueAsync($"SELECT COUNT(*) FROM {Schema}CORTEX_AI_FUNCTIONS_USAGE_HISTORY"));
    }

    [Fact]
    public async Task FineTuning_JobsOfAnHour_AreAddedUpByBaseModel()
    {
        await TuneAsync("one");
        await TuneAsync("two");
        Time.Advance(TimeSpan.FromHours(3));

        var row = Assert.Single(await RowsAsync($"SELECT * FROM {Schema}CORTEX_FINE_TUNING_USAGE_HISTORY"));

        Assert.Equal("Row of START_TIME, END_TIME, MODEL_NAME, TOKEN_CREDITS, TOKENS", row.ToString());
        Assert.Equal("llama3.1-8b", row.Get<string>("MODEL_NAME"));
        Assert.Equal(row.Get<long>("TOKENS") * 30m / 1_000_000, row.Get<decimal>("TOKEN_CREDITS"));
        Assert.Equal("0", await ValueAsync($"SELECT COUNT(*) FROM {Schema}METERING_DAILY_HISTORY"));
    }

    [Fact]
    public async Task TunedModel_IsNamedInFullAndCostsAsItsBase()
    {
        await TuneAsync();
        await AskAsync("AI_COMPLETE('tuned'");
        Time.Advance(TimeSpan.FromHours(3));

        var row = Assert.Single(await RowsAsync($"SELECT model_name, credits FROM {Schema}CORTEX_AI_FUNCTIONS_USAGE_HISTORY"));

        Assert.Equal("LOCAL.PUBLIC.TUNED", row.Get<string>(0));
        Assert.True(row.Get<decimal>(1) > 0);
    }

    [Theory]
    [InlineData("CORTEX_FUNCTIONS_QUERY_USAGE_HISTORY", "FUNCTION_NAME, MODEL_NAME, QUERY_ID, TOKENS, TOKEN_CREDITS, WAREHOUSE_ID")]
    [InlineData("CORTEX_REST_API_USAGE_HISTORY", "START_TIME, END_TIME, REQUEST_ID, MODEL_NAME, TOKENS, TOKENS_GRANULAR, USER_ID, INFERENCE_REGION")]
    [InlineData(
        "METERING_DAILY_HISTORY",
        "SERVICE_TYPE, USAGE_DATE, CREDITS_USED_COMPUTE, CREDITS_USED_CLOUD_SERVICES, CREDITS_USED, CREDITS_ADJUSTMENT_CLOUD_SERVICES, CREDITS_BILLED")]
    public async Task View_WithoutUsage_IsEmptyAndHasItsColumns(string view, string columns)
    {
        await AskAsync("AI_COMPLETE('llama3.1-8b'");

        await using var result = await Local.ExecuteAsync(SqlStatement.Create($"SELECT * FROM {SqlText.Trusted(Schema + view)} AS v"));

        Assert.Equal(columns, string.Join(", ", result.Columns.Select(c => c.Name)));
        Assert.Empty(await result.Rows.ToListAsync());
    }

    [Fact]
    public async Task EffectiveRate_FromTheViewsMetrics_IsThatOfTheOptions()
    {
        await AskAsync("AI_COMPLETE('llama3.1-8b'");
        Time.Advance(TimeSpan.FromHours(3));

        // Input and output cost differently, so the rate lies between.
        var rate = await ValueAsync($"""
            WITH u AS (SELECT model_name, credits, metrics FROM {Schema}CORTEX_AI_FUNCTIONS_USAGE_HISTORY WHERE start_time >= DATEADD('day', -30, CURRENT_TIMESTAMP())),
                 c AS (SELECT model_name, SUM(credits) cr FROM u GROUP BY 1),
                 t AS (SELECT u.model_name, SUM(m.value:value::NUMBER) n FROM u, LATERAL FLATTEN(input => u.metrics) m
                       WHERE m.value:key:unit::STRING = 'tokens' GROUP BY 1)
            SELECT c.cr / NULLIF(t.n, 0) * 1e6 FROM c JOIN t USING (model_name)
            """);
        Assert.InRange(double.Parse(rate!, CultureInfo.InvariantCulture), 0.5, 2);
    }

    [Fact]
    public async Task Usage_StaysInTheFileForOtherProcesses()
    {
        using var file = new TemporaryFile();
        var options = Options with { Path = file.Path, UsageLatency = TimeSpan.Zero };
        await using var first = new LocalCortex(options);
        await using var second = new LocalCortex(options);

        await RowsAsync(first, $"SELECT AI_COMPLETE('llama3.1-8b', '{Question}')");
        await RowsAsync(second, $"SELECT AI_COMPLETE('llama3.1-8b', '{Question}')");

        Assert.Equal(2, (await RowsAsync(first, $"SELECT DISTINCT query_id FROM {Schema}CORTEX_AI_FUNCTIONS_USAGE_HISTORY")).Count);
        Assert.Equal(2, (await RowsAsync(second, $"SELECT DISTINCT query_id FROM {Schema}CORTEX_AI_FUNCTIONS_USAGE_HISTORY")).Count);
    }

    private async Task<string?> AskAsync(string call, SqlExecutionOptions? options = null) =>
        (await RowsAsync($"SELECT {call}, '{Question}')", options))[0].GetOrDefault<string>(0);

    private async Task<IEnumerable<string>> NullsAsync(string query) => (await RowsAsync(query)).Select(r => r.Get<bool>(0).ToString());
}
