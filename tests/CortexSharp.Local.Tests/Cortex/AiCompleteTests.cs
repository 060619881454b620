using System.Text.Json;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Cortex;

public sealed class AiCompleteTests : IAsyncLifetime
{
    private const string Prompt = "Is it good or bad?\nText: \"all is good\"";
    private const string Created = "1795348800"; // 2026-11-22 12:00 UTC
    private const string Format = """{"type":"json","schema":{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"]}}""";

    private static readonly CortexArgument Model = Arg.Text("llama3.1-8b");
    private static readonly string Answer = new BaseModel().Complete(Prompt);
    private static readonly string AnswerJson = JsonSerializer.Serialize(Answer);
    private static readonly int PromptTokens = TokenCounter.Count(Prompt);
    private static readonly int AnswerTokens = TokenCounter.Count(Answer);

    private readonly CortexHarness _cortex = new();

    private static string Details =>
        $$"""{"choices":[{"messages":{{AnswerJson}}}],"created":{{Created}},"model":"llama3.1-8b","usage":{{Usage(PromptTokens, AnswerTokens)}}}""";

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cortex.DisposeAsync().AsTask();

    [Fact]
    public async Task Complete_Plain_IsText() => Assert.Equal(Answer, await _cortex.CompleteAsync(Model, Arg.Text(Prompt)));

    [Fact]
    public async Task Complete_ShowDetails_TellsUsage() =>
        Assert.Equal(Details, await _cortex.CompleteAsync(Model, Arg.Text(Prompt), Arg.Json("{}"), Arg.Null, Arg.True));

    [Fact]
    public async Task Complete_ErrorDetails_TellsValueAndError() => Assert.Equal($$"""{"value":{{AnswerJson}},"error":null}""",
        await _cortex.CompleteAsync(Model.As("MODEL"), Arg.Text(Prompt).As("PROMPT"), Arg.True.As("RETURN_ERROR_DETAILS")));

    [Fact]
    public async Task Complete_AllDetails_NestsThem() => Assert.Equal($$"""{"value":{{Details}},"error":null}""",
        await _cortex.CompleteAsync(Model, Arg.Text(Prompt), Arg.Null, Arg.Null, Arg.True, Arg.True));

    [Fact]
    public async Task Complete_ResponseFormat_IsObjectOfSchema()
    {
        var answer = JsonElement.Parse((string)(await _cortex.CompleteAsync(Model, Arg.Text(Prompt), Arg.Null, Arg.Json(Format)))!);

        Assert.Equal(JsonValueKind.String, answer.GetProperty("answer").ValueKind);
    }

    [Fact]
    public async Task Complete_ResponseFormatWithDetails_WrapsStructuredOutput()
    {
        var bare = (string)(await _cortex.CompleteAsync(Model, Arg.Text(Prompt), Arg.Null, Arg.Json(Format)))!;
        var schemaTokens = TokenCounter.Count(JsonElement.Parse(Format).GetProperty("schema").GetRawText());
        var (prompt, completion) = (PromptTokens + schemaTokens, TokenCounter.Count(bare));

        var detailed = await _cortex.CompleteAsync(Model, Arg.Text(Prompt), Arg.Null, Arg.Json(Format), Arg.True);

        Assert.Equal(
            $$"""{"created":{{Created}},"model":"llama3.1-8b","structured_output":[{"raw_message":{{bare}},"type":"json"}],"usage":{{Usage(prompt, completion)}}}""",
            detailed);
    }

    [Fact]
    public async Task Complete_SchemaWithoutEnd_IsRowError() => Assert.StartsWith("input schema validation error: ", await ErrorAsync(Model, Arg.Text(
        Prompt), Arg.Null, Arg.Json("""
        {"type":"json","schema":{"type":"object","properties":{"n":{"$ref":"#/$defs/n"}},"required":["n"],
         "$defs":{"n":{"type":"object","properties":{"next":{"$ref":"#/$defs/n"}},"required":["next"]}}}}
        """)), StringComparison.Ordinal);

    [Fact]
    public async Task Complete_ResponseFormatAmongParameters_IsIgnored() =>
        Assert.Equal(Answer, await _cortex.CompleteAsync(Model, Arg.Text(Prompt), Arg.Json($$"""{"response_format":{{Format}}}""")));

    [Theory]
    [InlineData(2, "Varchar")]
    [InlineData(3, "Varchar")]
    [InlineData(4, "Variant")]
    [InlineData(5, "Variant")]
    [InlineData(6, "Variant")]
    public void Bind_ByArguments_DecidesResultType(int count, string expected)
    {
        CortexArgument[] all = [Model, Arg.Row, Arg.Json("{}"), Arg.Json(Format), Arg.True, Arg.True];

        var call = _cortex.Functions.Bind("AI_COMPLETE", all[..count]);

        Assert.Equal(expected, call.ResultType.ToString());
        Assert.Equal([1], call.RowArguments);
    }

    [Fact]
    public async Task Complete_NullPrompt_IsNull()
    {
        Assert.Null(await _cortex.CompleteAsync(Model, Arg.Null));
        Assert.Null(await _cortex.CallAsync("AI_COMPLETE", [Model, Arg.Row], [null]));
        Assert.Equal("""{"value":null,"error":null}""", await ErrorDetailsAsync(Model, Arg.Null));
    }

    [Theory]
    [InlineData("llama3.1-8b")]
    [InlineData("LLAMA3.1-8B")]
    [InlineData("SNOWFLAKE.MODELS.\"LLAMA3.1-8B\"")]
    [InlineData("snowflake.models.\"LLAMA3.1-8B\"")]
    public async Task Complete_BaseModelNames_AreFound(string name) =>
        Assert.Equal(Answer, await _cortex.CompleteAsync(Arg.Text(name), Arg.Text(Prompt)));

    [Theory]
    [InlineData("no-such-model")]
    [InlineData("nowhere.at.all")]
    [InlineData("SNOWFLAKE.MODELS.\"llama3.1-8b\"")]
    [InlineData("")]
    public async Task Complete_UnknownModel_IsRowError(string name)
    {
        Assert.Null(await _cortex.CompleteAsync(Arg.Text(name), Arg.Text(Prompt)));
        Assert.Equal($"unknown model \"{name}\"", await ErrorAsync(Arg.Text(name), Arg.Text(Prompt)));
    }

    [Theory]
    [InlineData("""{"temperature":1.1}""")]
    [InlineData("""{"temperature":-0.1}""")]
    [InlineData("""{"temperature":"0"}""")]
    [InlineData("""{"top_p":2}""")]
    [InlineData("""{"max_tokens":0}""")]
    [InlineData("""{"max_tokens":1.5}""")]
    [InlineData("""{"guardrails":"yes"}""")]
    [InlineData("""{"max_completion_tokens":5}""")]
    [InlineData("[]")]
    [InlineData("7")]
    public async Task Complete_BadOption_IsRowError(string options) =>
        Assert.Equal("invalid options object", await ErrorAsync(Model, Arg.Text(Prompt), Arg.Json(options)));

    [Fact]
    public async Task Complete_GoodOptions_AreTaken() => Assert.Equal(Answer,
        await _cortex.CompleteAsync(Model, Arg.Text(Prompt), Arg.Json("""{"temperature":0,"top_p":1.0,"max_tokens":9000,"guardrails":false}""")));

    [Fact]
    public async Task Complete_MaxTokens_CutsAnswer()
    {
        const string text = "Everything in this long and winding sentence is about the weather in the mountains.";
        var whole = (string)(await _cortex.CompleteAsync(Model, Arg.Text(text)))!;

        var cut = (string)(await _cortex.CompleteAsync(Model, Arg.Text(text), Arg.Json("""{"max_tokens":3}""")))!;

        Assert.Equal(TokenCounter.Truncate(whole, 3).ToString(), cut);
        Assert.True(cut.Length < whole.Length);
    }

    [Fact]
    public async Task Complete_MaxTokensCutsStructuredAnswer_IsRowError() => Assert.Equal(
        "json mode output validation error: An error occurred while unmarshalling the model output. Model returned invalid JSON that cannot be "
        + "parsed due to: unexpected end of JSON input",
        await ErrorAsync(Model, Arg.Text(Prompt), Arg.Json("""{"max_tokens":1}"""), Arg.Json(Format)));

    [Fact]
    public async Task Complete_PromptOverContextWindow_IsRowError()
    {
        var prompt = string.Concat(Enumerable.Repeat("word and ", 128_000));

        Assert.Equal("max tokens of 128000 exceeded", await ErrorAsync(Model, Arg.Text(prompt)));
        Assert.Equal("max tokens of 32000 exceeded", await ErrorAsync(Arg.Text("mistral-7b"), Arg.Text(prompt)));
        Assert.Null(await ErrorAsync(Arg.Text("claude-sonnet-4-6"), Arg.Text(prompt)));
    }

    [Fact]
    public async Task Complete_GuardedUnsafeAnswer_IsFiltered()
    {
        const string prompt = "Here is how to build a bomb in the garden shed.";
        var unguarded = (string)(await _cortex.CompleteAsync(Model, Arg.Text(prompt)))!;

        var guarded = JsonElement.Parse((string)(await _cortex.CompleteAsync(
            Model, Arg.Text(prompt), Arg.Json("""{"guardrails":true}"""), Arg.Null, Arg.True))!);

        Assert.Contains("build a bomb", unguarded, StringComparison.Ordinal);
        Assert.Equal("Response filtered by Cortex Guard", guarded.GetProperty("choices")[0].GetProperty("messages").GetString());
        var usage = guarded.GetProperty("usage");
        Assert.Equal(TokenCounter.Count(unguarded), usage.GetProperty("guardrail_tokens").GetInt32());
        Assert.Equal(2 * TokenCounter.Count(unguarded) + TokenCounter.Count(prompt), usage.GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Complete_GuardedSafeAnswer_Passes() =>
        Assert.Equal(Answer, await _cortex.CompleteAsync(Model, Arg.Text(Prompt), Arg.Json("""{"guardrails":true}""")));

    [Fact]
    public async Task Bind_ErrorDetailsNotAllowed_FailsStatement()
    {
        await using var cortex = new CortexHarness(new LocalCortexOptions { AllowErrorDetails = false });

        var error = await Assert.ThrowsAsync<LocalSqlException>(() =>
            cortex.CompleteAsync(Model.As("MODEL"), Arg.Text("x").As("PROMPT"), Arg.True.As("RETURN_ERROR_DETAILS")));

        Assert.Contains("return details is not allowed", error.Message, StringComparison.Ordinal);
        Assert.Equal(CortexErrorKind.ErrorDetailsNotAllowed, error.ToSnowflakeError("q").Kind);
    }

    [Fact]
    public async Task Complete_AllFromRow_ReadsEachRow()
    {
        var call = _cortex.Functions.Bind("AI_COMPLETE", [Arg.Row, Arg.Row, Arg.Row, Arg.Row, Arg.Null, Arg.True]);

        var results = await call.EvaluateAsync(
            [
                ["llama3.1-8b", Prompt, null, null], ["none", Prompt, null, null], ["llama3.1-8b", Prompt, "{oops", null],
                ["llama3.1-8b", Prompt, """{"temperature":0}""", "{}"], ["llama3.1-8b", null, null, null],
            ],
            CortexHarness.Context, CancellationToken.None);

        Assert.Equal(
            [
                $$"""{"value":{{AnswerJson}},"error":null}""",
                """{"value":null,"error":"unknown model \"none\""}""",
                """{"value":null,"error":"invalid options object"}""",
                """{"value":null,"error":"please provide a type for the response format object"}""",
                """{"value":null,"error":null}""",
            ],
            results);
    }

    [Fact]
    public async Task Complete_ManyRows_KeepsTheirOrder()
    {
        var rows = Enumerable.Range(0, 2000).Select(i => new object?[] { $"Sentence number {i} stands here alone." }).ToArray();

        var results =
            await _cortex.Functions.Bind("AI_COMPLETE", [Model, Arg.Row]).EvaluateAsync(rows, CortexHarness.Context, CancellationToken.None);

        Assert.All(results.Index(), r => Assert.Contains($"number {r.Index} ", (string)r.Item!, StringComparison.Ordinal));
    }

    [Fact]
    public void Write_LoneSurrogate_IsReplaced() => Assert.Equal(
        """["cut \uFFFD","\uFFFD \" cut"]""",
        JsonText.Write(("cut \ud83d", "\ude00 \" cut"), static (writer, texts) =>
        {
            writer.WriteStartArray();
            writer.WriteStringValue(texts.Item1);
            writer.WriteStringValue(texts.Item2);
            writer.WriteEndArray();
        }));

    [Fact]
    public async Task Complete_Cancelled_Stops()
    {
        var call = _cortex.Functions.Bind("AI_COMPLETE", [Model, Arg.Row]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            call.EvaluateAsync([["x"]], CortexHarness.Context, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Bind_PromptObject_IsRefusedByName()
    {
        var error = Assert.Throws<UnsupportedFeatureException>(() =>
            _cortex.Functions.Bind("AI_COMPLETE", [Model, Arg.Json("""{"template":"{0}","args":["x"]}""")]));

        Assert.Contains("prompt object", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, int> WrongCalls => new()
    {
        { "too few", 938 }, { "too many", 939 }, { "unknown name", 1044 }, { "given twice", 1044 }, { "name first", 1044 },
        { "flag no constant", 1015 }, { "flag no truth value", 1044 },
    };

    [Theory]
    [MemberData(nameof(WrongCalls))]
    public void Bind_WrongArguments_FailsWithSnowflakesCode(string wrong, int code)
    {
        CortexArgument[] arguments = wrong switch
        {
            "too few" => [Model],
            "too many" => [Model, Arg.Row, Arg.Null, Arg.Null, Arg.True, Arg.True, Arg.True],
            "unknown name" => [Model, Arg.Row, Arg.Null.As("OPTIONS")],
            "given twice" => [Model, Arg.Row, Arg.Row.As("PROMPT")],
            "name first" => [Model.As("MODEL"), Arg.Row],
            "flag no constant" => [Model, Arg.Row, Arg.Null, Arg.Null, Arg.Row],
            _ => [Model, Arg.Row, Arg.Null, Arg.Null, Arg.Text("TRUE")],
        };

        Assert.Equal(code, Assert.Throws<LocalSqlException>(() => _cortex.Functions.Bind("AI_COMPLETE", arguments)).Code);
    }

    private static string Usage(int prompt, int completion) =>
        $$$"""{"completion_tokens":{{{completion}}},"prompt_tokens":{{{prompt}}},"total_tokens":{{{prompt + completion}}}}""";

    private async Task<string> ErrorDetailsAsync(
        CortexArgument model, CortexArgument prompt, CortexArgument? options = null, CortexArgument? format = null) =>
        (string)(await _cortex.CompleteAsync(model, prompt, options ?? Arg.Null, format ?? Arg.Null, Arg.Null, Arg.True))!;

    private async Task<string?> ErrorAsync(
        CortexArgument model, CortexArgument prompt, CortexArgument? options = null, CortexArgument? format = null) =>
        JsonElement.Parse(await ErrorDetailsAsync(model, prompt, options, format)).GetProperty("error").GetString();
}
