using System.Text;
using System.Text.Json;

namespace CortexSharp.Local.Tests.Engine;

/// <summary>The statements that the SDK sends.</summary>
public sealed class SdkStatementTests : EngineTest
{
    private const string Answers =
        """
        CREATE TABLE IF NOT EXISTS "DB"."S"."ANSWERS" ("RUN" VARCHAR NOT NULL, "KEY" VARCHAR NOT NULL, "PROMPT_SHA2" VARCHAR, "ANSWER" VARIANT, "ERROR" VARCHAR,
            "CREATED_AT" TIMESTAMP_LTZ DEFAULT CURRENT_TIMESTAMP())
        """;

    private const string Evaluate =
        """
        INSERT INTO "DB"."S"."ANSWERS" ("RUN","KEY","PROMPT_SHA2","ANSWER","ERROR")
        SELECT ?, q.K, q.H, TRY_PARSE_JSON(TO_JSON(q.R:value)), q.R:error::VARCHAR FROM (
            SELECT s.K, s.H, AI_COMPLETE(model => 'm', prompt => s.P, model_parameters => {'temperature': 0}, show_details => TRUE, return_error_details => TRUE) AS R
            FROM (SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H FROM (SELECT id, prompt FROM "T") ) s
            WHERE NOT EXISTS (SELECT 1 FROM "DB"."S"."ANSWERS" d WHERE d."RUN" = ? AND d."KEY" = s.K AND d."PROMPT_SHA2" = s.H)) q
        """;

    [Fact]
    public async Task Complete_WithAllOptions_GivesDetails()
    {
        var answer = await ValueAsync(
            """
            SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'm', prompt => ?, model_parameters => {'temperature': 0, 'max_tokens': 100},
                response_format => {'type': 'json', 'schema': {'type': 'object'}}, show_details => TRUE, return_error_details => TRUE)))
            """,
            "it's");
        Assert.Equal(
            "IT'S", JsonDocument.Parse(answer!).RootElement.GetProperty("value").GetProperty("choices")[0].GetProperty("messages").GetString());
        Assert.Equal(
            ["MODEL", "PROMPT", "MODEL_PARAMETERS", "RESPONSE_FORMAT", "SHOW_DETAILS", "RETURN_ERROR_DETAILS"],
            Cortex.LastArguments!.Select(a => a.Name));
        Assert.Equal("""{"temperature":0,"max_tokens":100}""", Cortex.LastArguments![2].Constant.GetRawText());
        Assert.False(Cortex.LastArguments[1].IsConstant);
    }

    [Fact]
    public async Task LegacyComplete_WithHistory_HandsOverJson()
    {
        await DoAsync("""CREATE TABLE s ("PROMPT" VARCHAR)""");
        await DoAsync("INSERT INTO s VALUES ('hi')");
        Assert.Equal("""[{"CONTENT":"HI","ROLE":"USER"}]""", await ValueAsync(
            """SELECT SNOWFLAKE.CORTEX.TRY_COMPLETE('m', ARRAY_CONSTRUCT(OBJECT_CONSTRUCT('role','user','content', s."PROMPT")), {}) FROM s"""));
        Assert.Equal(
            "[1]",
            await ValueAsync("SELECT TO_JSON(TO_VARIANT(PARSE_JSON(SNOWFLAKE.CORTEX.COMPLETE('m', PARSE_JSON(?), {'temperature': 0}))))", "[1]"));
    }

    [Fact]
    public async Task CountTokens_PositionalAndNamed_IsANumber() =>
        Assert.Equal("5", await ValueAsync("SELECT AI_COUNT_TOKENS('ai_complete', 'm', ?, return_error_details => TRUE)", "hello"));

    [Fact]
    public async Task Evaluate_RunTwice_AsksEachPromptOnce()
    {
        await DoAsync(Answers);
        await DoAsync("CREATE TABLE t (id NUMBER, prompt VARCHAR)");
        await DoAsync("INSERT INTO t VALUES (1, 'one'), (2, 'two'), (3, NULL)");
        Assert.Equal(3, await DoAsync(Evaluate, "r", "r"));
        Assert.Equal(3, Cortex.Asked.Count);
        // A null prompt has no digest to find it by, so it alone is asked again.
        Assert.Equal(1, await DoAsync(Evaluate, "r", "r"));
        Assert.Equal(4, Cortex.Asked.Count);
        var rows = await RowsAsync(
            """SELECT "KEY", "ANSWER":choices[0]:messages::STRING AS a, "ERROR", created_at FROM "DB"."S"."ANSWERS" WHERE "KEY" = '1'""");
        Assert.Equal("ONE", rows[0].Get<string>("a"));
        Assert.True(rows[0].IsNull("ERROR"));
        Assert.IsType<DateTimeOffset>(rows[0]["CREATED_AT"]);
    }

    [Fact]
    public async Task BulkInsert_FromFlattenedJson_StoresEveryRow()
    {
        await DoAsync("""CREATE TABLE "T" ("PROMPT" VARCHAR, "COMPLETION" VARCHAR)""");
        var json = new StringBuilder("[");
        for (var i = 0; i < 20_000; i++)
            json.Append(i > 0 ? "," : "").Append("{\"p\":\"prompt \\\"").Append(i).Append("\\\"\",\"c\":\"ü").Append(i).Append("\"}");
        var affected = await DoAsync(
            """INSERT INTO "T" ("PROMPT","COMPLETION") SELECT f.VALUE:p::VARCHAR, f.VALUE:c::VARCHAR FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) f""",
            json.Append(']').ToString());
        Assert.Equal(20_000, affected);
        Assert.Equal("prompt \"19999\"", await ValueAsync("SELECT prompt FROM t WHERE completion = 'ü19999'"));
    }

    [Fact]
    public async Task Journal_MergeThenCompareAndSet_WritesOnce()
    {
        await DoAsync("CREATE TABLE j (intent VARCHAR, request_id VARCHAR, job_id VARCHAR)");
        const string merge = "MERGE INTO j USING (SELECT ? AS INTENT, ? AS REQUEST_ID) s ON j.INTENT = s.INTENT WHEN NOT MATCHED THEN INSERT "
            + "(INTENT, REQUEST_ID) VALUES (s.INTENT, s.REQUEST_ID)";
        Assert.Equal(1, await DoAsync(merge, "i", "r1"));
        Assert.Equal(0, await DoAsync(merge, "i", "r2"));
        Assert.Equal(1, await DoAsync("UPDATE j SET JOB_ID = ? WHERE INTENT = ? AND JOB_ID IS NULL", "ft_1", "i"));
        Assert.Equal(0, await DoAsync("UPDATE j SET JOB_ID = ? WHERE INTENT = ? AND JOB_ID IS NULL", "ft_2", "i"));
        Assert.Equal("r1", await ValueAsync("SELECT request_id FROM j"));
    }

    [Fact]
    public async Task FineTune_AllConstants_IsAskedOnce()
    {
        Assert.Equal(
            "ft_1",
            await ValueAsync(
                "SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.S.M', 'llama3.1-8b', 'SELECT 1', NULL, '{\"max_epochs\": 3}') AS JOB_ID"));
        Assert.Single(Cortex.Asked);
        Assert.Equal(JsonValueKind.Null, Cortex.LastArguments![4].Constant.ValueKind);
    }
}
