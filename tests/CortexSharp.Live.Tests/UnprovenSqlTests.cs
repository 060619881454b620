using System.Text.Json;
using CortexSharp.FineTuning;
using CortexSharp.Sql;

namespace CortexSharp.Live.Tests;

/// <summary>What Snowflake's documentation leaves open about SQL, as CortexSharp takes it. A test that fails has found that it is
/// otherwise.</summary>
[Collection(LiveCollection.Name)]
public sealed class UnprovenSqlTests(LiveAccount account)
{
    [SkippableFact]
    public async Task NullBind_AsJsonNull_IsNull()
    {
        LiveAccount.NeedAccount();
        Assert.True(await account.Sql.QueryScalarAsync<bool>(SqlStatement.Create($"SELECT {SqlBind.Of<string>(null)} IS NULL")));
    }

    [SkippableFact]
    public async Task TextBind_UnderParseJson_IsAVariant()
    {
        LiveAccount.NeedAccount();
        Assert.Equal("OBJECT", await account.Sql.QueryScalarAsync<string>(SqlStatement.Create($"SELECT TYPEOF(PARSE_JSON({"{\"a\":[1]}"}))")));
    }

    [SkippableFact]
    public async Task JsonTextBind_Flattened_InsertsManyRows()
    {
        LiveAccount.NeedAccount();
        await account.Sql.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE BULK_ROWS (N INTEGER)"));
        Assert.Equal(3, await account.Sql.ExecuteNonQueryAsync(SqlStatement.Create(
            $"INSERT INTO BULK_ROWS SELECT VALUE FROM TABLE(FLATTEN(INPUT => PARSE_JSON({"[1,2,3]"})))")));
    }

    [SkippableFact]
    public async Task Vector_AsText_IsAJsonArray()
    {
        LiveAccount.NeedAccount();
        var json = await account.Sql.QueryScalarAsync<string>(SqlStatement.Create($"SELECT [1.5, 1234.5]::VECTOR(FLOAT, 2)::ARRAY"));
        Assert.Equal([1.5, 1234.5], JsonElement.Parse(json!).EnumerateArray().Select(n => n.GetDouble()));
    }

    [SkippableFact]
    public async Task Variant_AsText_IsJson()
    {
        LiveAccount.NeedAccount();
        var json = await account.Sql.QueryScalarAsync<string>(SqlStatement.Create($"SELECT PARSE_JSON({"{\"a\":[1,null]}"})"));
        Assert.Equal(JsonValueKind.Array, JsonElement.Parse(json!).GetProperty("a").ValueKind);
    }

    [SkippableFact]
    public async Task FloatSpecials_AreReadAsSuch()
    {
        LiveAccount.NeedAccount();
        var row = Assert.Single(
            await account.Sql.QueryAsync(SqlStatement.Create($"SELECT 'NaN'::FLOAT AS N, 'inf'::FLOAT AS P, '-inf'::FLOAT AS M")).ToListAsync());
        Assert.Equal(
            (double.NaN, double.PositiveInfinity, double.NegativeInfinity), (row.Get<double>("N"), row.Get<double>("P"), row.Get<double>("M")));
    }

    [SkippableFact]
    public async Task RetryWhileTheFirstRuns_SameRequestId_RunsOnce()
    {
        LiveAccount.NeedAccount();
        await account.Sql.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE ONCE_ONLY (S VARCHAR)"));
        var options = new SqlExecutionOptions { RequestId = Guid.NewGuid() };
        var slow = SqlStatement.Create($"INSERT INTO ONCE_ONLY SELECT SYSTEM$WAIT(5)");
        await Task.WhenAll(account.Sql.ExecuteNonQueryAsync(slow, options), account.Sql.ExecuteNonQueryAsync(slow, options));
        Assert.Equal(1, await account.Sql.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM ONCE_ONLY")));
    }

    [SkippableFact]
    public async Task AiComplete_PlainText_HasATypeThatIsRead()
    {
        LiveAccount.NeedAccount();
        await using var result =
            await account.Sql.ExecuteAsync(SqlStatement.Create($"SELECT AI_COMPLETE({SqlLiteral.Of(LiveAccount.Model)}, {"Say yes"}) AS A"));
        Assert.Contains(Assert.Single(result.Columns).TypeName!.ToUpperInvariant(), (string[])["TEXT", "VARCHAR", "VARIANT", "OBJECT"]);
        Assert.NotEmpty(Assert.Single(await result.Rows.ToListAsync()).Get<string>("A"));
    }

    [SkippableFact]
    public async Task AiComplete_UnknownModel_IsKnownAsSuch()
    {
        LiveAccount.NeedAccount();
        var error = await Assert.ThrowsAsync<CortexException>(
            () => account.Sql.QueryScalarAsync<string>(
                SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.COMPLETE({SqlLiteral.Of("no-such-model")}, {"Say yes"})")));
        Assert.Equal(CortexErrorKind.UnknownModel, error.Kind);
    }

    [SkippableFact]
    public async Task FineTune_DescribeOfAnUnknownJob_IsAnError()
    {
        LiveAccount.NeedAccount();
        await Assert.ThrowsAsync<CortexException>(() => account.FineTune.DescribeAsync("ft_00000000-0000-0000-0000-000000000000"));
    }

    [SkippableFact]
    public async Task FineTune_CancelOfAnUnknownJob_IsAnError()
    {
        LiveAccount.NeedAccount();
        await Assert.ThrowsAsync<CortexException>(() => account.FineTune.CancelAsync("ft_00000000-0000-0000-0000-000000000000"));
    }

    [SkippableFact]
    public async Task FineTune_Show_IsReadable()
    {
        LiveAccount.NeedAccount();
        Assert.All(await account.FineTune.ListAsync(), job => Assert.StartsWith("ft_", job.Id, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task FineTune_UnknownBaseModel_FailsWhenItIsStarted()
    {
        LiveAccount.NeedAccount();
        LiveAccount.Need("FINETUNE", "1; if Snowflake takes the base model after all, it trains one");
        await Assert.ThrowsAsync<CortexException>(() => account.FineTune.CreateAsync(
            new(
                SqlIdentifier.Parse($"{LiveAccount.Get("DATABASE")}.{account.Schema}.NEVER"), "no-such-base-model",
                SqlStatement.Create($"SELECT 'p' AS PROMPT, 'c' AS COMPLETION"))));
    }

    [SkippableFact]
    public async Task FineTune_Cancelled_IsDescribedSo()
    {
        LiveAccount.NeedAccount();
        LiveAccount.Need("FINETUNE", "1; a job is started and cancelled at once");
        await account.Sql.ExecuteNonQueryAsync(SqlStatement.Create(
            $"CREATE TABLE CANCELLED_PAIRS AS SELECT 'p' || SEQ4() AS PROMPT, 'c' AS COMPLETION FROM TABLE(GENERATOR(ROWCOUNT => 100))"));
        var model = SqlIdentifier.Parse($"{LiveAccount.Get("DATABASE")}.{account.Schema}.CANCELLED");
        var id =
            await account.FineTune.CreateAsync(new(model, LiveAccount.Model, SqlStatement.Create($"SELECT PROMPT, COMPLETION FROM CANCELLED_PAIRS")));
        Assert.Contains(
            (await account.FineTune.DescribeAsync(id)).Status, (FineTuningStatus[])[FineTuningStatus.Pending, FineTuningStatus.InProgress]);
        await account.FineTune.CancelAsync(id);
        Assert.Equal(FineTuningStatus.Cancelled, (await account.FineTune.DescribeAsync(id)).Status);
    }

    [SkippableFact]
    public async Task AiComplete_MaxTokensAboveTheOldLimit_AreTaken()
    {
        LiveAccount.NeedAccount();
        Assert.NotEmpty((await account.Sql.QueryScalarAsync<string>(
            SqlStatement.Create(
                $"SELECT AI_COMPLETE({SqlLiteral.Of(LiveAccount.Model)}, {"Say yes"}, {SqlText.Trusted("{'max_tokens': 8193}")})")))!);
    }

    [SkippableFact]
    public async Task Geography_AsText_IsGeoJson()
    {
        LiveAccount.NeedAccount();
        var json = await account.Sql.QueryScalarAsync<string>(SqlStatement.Create($"SELECT TO_GEOGRAPHY({"POINT(1 2)"})"));
        Assert.Equal("Point", JsonElement.Parse(json!).GetProperty("type").GetString());
    }
}
