using CortexSharp.Completions;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Tests.Completions;

/// <summary>What the client sends and how it reads the answer, with a mocked executor as a user would mock it.</summary>
public class CortexCompleteClientTests
{
    private readonly Mock<ISqlExecutor> _executor = new();
    private readonly List<SqlStatement> _sent = [];
    private readonly List<SqlExecutionOptions?> _options = [];

    [Fact]
    public async Task CompleteAsync_Prompt_IsABindAndTheRestConstants()
    {
        Answers(
            """{"value": {"choices": [{"messages": " Hello"}], "created": 1758755328, "model": "llama3.1-8b", "usage": {"completion_tokens": 2, "prompt_tokens": 3, "total_tokens": 5}}, "error": null}""");
        var request = new CompletionRequest("llama3.1-8b", "it's a '; DROP TABLE x; -- prompt")
        {
            Options = new() { Temperature = 0.5, TopP = 1, MaxTokens = 100, Guardrails = true },
        };
        var result = await Client().CompleteAsync(request);

        Assert.Equal(
            "SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => ?, model_parameters => {'temperature': 0.5, 'top_p': 1, "
            + "'max_tokens': 100, 'guardrails': TRUE}, show_details => TRUE, return_error_details => TRUE))) AS RESPONSE",
            _sent.Single().Text);
        Assert.Equal("it's a '; DROP TABLE x; -- prompt", Assert.Single(_sent[0].Binds).Value);
        Assert.Equal(SqlEffect.Billable, _options[0]!.Effect);
        Assert.Equal("Hello", result.Text);
        Assert.Equal(new TokenUsage(3, 2, 5), result.Usage);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1758755328), result.CreatedAt);
        Assert.Equal(("llama3.1-8b", HistoryMode.Rendered, false), (result.Model, result.HistoryMode, result.BlockedByGuard));
    }

    [Fact]
    public async Task CompleteAsync_NoOptions_SendsNone()
    {
        Answers("""{"value": {"choices": [{"messages": "x"}]}}""");
        await Client().CompleteAsync("m", "p");
        Assert.DoesNotContain("model_parameters", _sent[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteAsync_Conversation_IsRenderedIntoOnePrompt()
    {
        Answers("""{"value": {"choices": [{"messages": "x"}]}}""");
        var result = await Client().CompleteAsync(Conversation());
        Assert.Equal("System:\nBe brief.\n\nUser:\nHi\n\nAssistant:\nHello\n\nUser:\nBye\n\nAssistant:", _sent[0].Binds[0].Value);
        Assert.Equal(HistoryMode.Rendered, result.HistoryMode);
    }

    [Fact]
    public async Task CompleteAsync_LegacyHistory_PassesRoles()
    {
        Answers(
            """{"choices":[{"messages":" Bye!"}],"created":1708536426,"model":"mistral-7b","usage":{"completion_tokens":10,"prompt_tokens":22,"guardrail_tokens":0,"total_tokens":32}}""");
        var result = await Client(HistoryMode.LegacyComplete).CompleteAsync(Conversation() with { Options = new() { MaxTokens = 5 } });
        Assert.Equal("SELECT SNOWFLAKE.CORTEX.COMPLETE('m', PARSE_JSON(?), {'max_tokens': 5}) AS RESPONSE", _sent[0].Text);
        Assert.Equal(
            """[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Bye"}]""", _sent[0].Binds[0].Value);
        Assert.Equal(("Bye!", HistoryMode.LegacyComplete, 0L), (result.Text, result.HistoryMode, result.Usage!.GuardrailTokens));
    }

    [Fact]
    public async Task CompleteAsync_LegacyHistoryWithSchema_ReadsTheJsonInTheText()
    {
        Answers("""{"choices":[{"messages":"{\"n\": 3}"}]}""");
        var request = Conversation() with
        {
            ResponseSchema = ResponseSchema.Parse("""{"type": "object", "properties": {"n": {"type": "integer"}}}"""),
            HistoryMode = HistoryMode.LegacyComplete,
        };
        var result = await Client().CompleteAsync(request);
        Assert.Contains(
            "{'response_format': {'type': 'json', 'schema': {'type': 'object', 'properties': {'n': {'type': 'integer'}}}}}", _sent[0].Text,
            StringComparison.Ordinal);
        Assert.Equal(3, result.StructuredValue!.Value.GetProperty("n").GetInt32());
    }

    public static TheoryData<string, string> AnswerForms => new()
    {
        { """{"value":{"choices":[{"messages":"yes"}]},"error":null}""", "object" },
        { "\"{\\\"value\\\":{\\\"choices\\\":[{\\\"messages\\\":\\\"yes\\\"}]},\\\"error\\\":null}\"", "quoted object" },
        { """{"value":"{\"choices\":[{\"messages\":\"yes\"}]}","error":null}""", "serialized value" },
        { """{"value":"yes","error":null}""", "plain value" },
        { "\"yes\"", "quoted string" },
        { "yes", "bare string" },
        { """{"choices":[{"messages":"yes"}]}""", "no envelope" },
        { """{"value":{"choices":[{"message":{"content":"yes"}}]}}""", "message.content" },
    };

    [Theory]
    [MemberData(nameof(AnswerForms))]
    public async Task CompleteAsync_EveryAnswerForm_IsRead(string cell, string form)
    {
        Answers(cell);
        Assert.True((await Client().CompleteAsync("m", "p")).Text == "yes", form);
    }

    public static TheoryData<string> StructuredForms =>
    [
        """{"value":{"created":1,"model":"m","structured_output":[{"raw_message":{"n":1},"type":"json"}],"usage":{}},"error":null}""",
        """{"value":{"structured_output":{"raw_message":{"n":1},"type":"json"}}}""",
        """{"value":{"structured_output":[{"raw_message":"{\"n\":1}","type":"json"}]}}""",
        """{"value":{"n":1}}""",
        """{"structured_output":[{"raw_message":{"n":1},"type":"json"}]}""",
    ];

    [Theory]
    [MemberData(nameof(StructuredForms))]
    public async Task CompleteAsync_EveryStructuredForm_IsRead(string cell)
    {
        Answers(cell);
        var request = new CompletionRequest("m", "p")
        {
            ResponseSchema = ResponseSchema.Parse("""{"type": "object", "properties": {"n": {"type": "integer"}}}"""),
        };
        var result = await Client().CompleteAsync(request);
        Assert.Equal(1, result.StructuredValue!.Value.GetProperty("n").GetInt32());
        Assert.Equal("""{"n":1}""", result.Text);
    }

    [Theory]
    [InlineData("""{"value":null,"error":"unknown model \"m\""}""", "unknown_model")]
    [InlineData("""{"value":null,"error":"max tokens of 8 exceeded"}""", "context_length_exceeded")]
    [InlineData("""{"value":null,"error":null}""", "no_answer")]
    [InlineData("null", "no_answer")]
    [InlineData(null, "no_answer")]
    [InlineData("""{"value":{"something":"else"}}""", "unexpected_response")]
    public async Task CompleteAsync_NoAnswer_ThrowsItsKind(string? cell, string kind)
    {
        Answers(cell);
        var exception = await Assert.ThrowsAsync<CortexException>(() => Client().CompleteAsync("m", "p"));
        Assert.Equal((new CortexErrorKind(kind), "m", "query-1"), (exception.Kind, exception.Model, exception.QueryId));
    }

    [Theory]
    [InlineData(
        """{"value":{"choices":[{"messages":"yes"}],"created":null,"model":null,"usage":{"prompt_tokens":1,"completion_tokens":2,"guardrail_tokens":null}}}""")]
    [InlineData("""{"value":{"choices":[{"message":"yes"}],"created":"soon","usage":null}}""")]
    public async Task CompleteAsync_OddFields_AreNotFatal(string cell)
    {
        Answers(cell);
        Assert.Equal("yes", (await Client().CompleteAsync("m", "p")).Text);
    }

    [Fact]
    public async Task CompleteAsync_NullText_IsNoAnswer()
    {
        Answers("""{"value":{"choices":[{"messages":null}]}}""");
        Assert.Equal(CortexErrorKind.NoAnswer, (await Assert.ThrowsAsync<CortexException>(() => Client().CompleteAsync("m", "p"))).Kind);
    }

    [Fact]
    public async Task CompleteAsync_SchemaButNoJson_ThrowsWithTheText()
    {
        Answers("""{"value":{"structured_output":[{"raw_message":"sorry, I cannot"}]}}""");
        var request = new CompletionRequest("m", "p") { ResponseSchema = ResponseSchema.Parse("""{"type": "object", "properties": {}}""") };
        Assert.Equal("sorry, I cannot", (await Assert.ThrowsAsync<StructuredOutputException>(() => Client().CompleteAsync(request))).RawText);
    }

    [Fact]
    public async Task CompleteAsync_DetailsRefusedWithRequestId_GoesOutUnderAnotherId()
    {
        var id = Guid.NewGuid();
        var ids = new List<Guid?>();
        _executor.Setup(e =>
            e.ExecuteAsync(
                It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(),
                It.IsAny<CancellationToken>())).ReturnsAsync((SqlStatement s, SqlExecutionOptions? o, CancellationToken _) =>
        {
            ids.Add(o!.RequestId);
            return s.Text.Contains("return_error_details", StringComparison.Ordinal)
                ? throw new SnowflakeError(null, null, "return details is not allowed").ToException()
                : SqlResult.Of(["RESPONSE"], ["\"yes\""]);
        });
        var client = Client();
        var request = new CompletionRequest("m", "p") { Execution = new() { RequestId = id } };
        await client.CompleteAsync(request);
        await client.CompleteAsync(request);
        Assert.Equal(id, ids[0]);
        Assert.NotEqual(id, ids[1]);
        Assert.Equal(ids[1], ids[2]); // the same request is the same id again
    }

    [Fact]
    public async Task CompleteAsync_NoRow_Throws()
    {
        _executor.Setup(e => e.ExecuteAsync(It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => SqlResult.Of(["RESPONSE"]));
        Assert.Equal(CortexErrorKind.UnexpectedResponse, (await Assert.ThrowsAsync<CortexException>(() => Client().CompleteAsync("m", "p"))).Kind);
    }

    [Fact]
    public async Task CompleteAsync_ErrorDetailsRefused_IsNoticedOnce()
    {
        _executor.Setup(e => e.ExecuteAsync(
            It.Is<SqlStatement>(s => s.Text.Contains("return_error_details")), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new SnowflakeError(null, null, "Request failed: return details is not allowed here").ToException());
        _executor.Setup(e => e.ExecuteAsync(
            It.Is<SqlStatement>(s => !s.Text.Contains("return_error_details")), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => SqlResult.Of(["RESPONSE"], [["""{"choices":[{"messages":"yes"}]}"""]]));
        var client = Client();
        Assert.Equal("yes", (await client.CompleteAsync("m", "p")).Text);
        Assert.Equal("yes", (await client.CompleteAsync("m", "p")).Text);
        _executor.Verify(
            e => e.ExecuteAsync(It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()), Times.Exactly(3));
    }

    [Fact]
    public async Task CompleteAsync_OtherFailure_IsNotRepeated()
    {
        _executor.Setup(e => e.ExecuteAsync(It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CortexException(CortexErrorKind.Network, "gone"));
        var exception = await Assert.ThrowsAsync<CortexException>(() => Client().CompleteAsync("m", "p"));
        Assert.Equal("m", exception.Model);
        _executor.Verify(e => e.ExecuteAsync(It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task CompleteAsync_GuardText_CountsWhenGuardWasAskedFor(bool guardrails, bool blocked)
    {
        Answers("""{"value":{"choices":[{"messages":"Response filtered by Cortex Guard"}]}}""");
        var result = await Client().CompleteAsync(new CompletionRequest("m", "p") { Options = new() { Guardrails = guardrails } });
        Assert.Equal(blocked, result.BlockedByGuard);
    }

    [Fact]
    public async Task CompleteAsync_RolesOutOfOrder_Throws()
    {
        CompletionMessage user = CompletionMessage.User("u"), assistant = CompletionMessage.Assistant("a"), system = CompletionMessage.System("s");
        foreach (var messages in (CompletionMessage[][])[
            [], [assistant], [user, user], [user, assistant], [user, system, user], [system], [system, system, user],
        ])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Client().CompleteAsync(new CompletionRequest("m", messages)));
        }

        _executor.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task CompleteAsync_OptionOutOfRange_ThrowsNamingIt()
    {
        foreach (var (options, name) in ((CompletionOptions, string)[])[
            (new() { Temperature = 1.1 }, "Temperature"), (new() { TopP = double.NaN }, "TopP"), (new() { MaxTokens = 0 }, "MaxTokens"),
        ])
        {
            var exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
                Client().CompleteAsync(new CompletionRequest("m", "p") { Options = options }));
            Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task CompleteAsync_ExecutionOptions_ArePassedOn()
    {
        Answers("""{"value":"x"}""");
        await Client().CompleteAsync(new CompletionRequest("m", "p") { Execution = new() { QueryTag = "tag", Effect = SqlEffect.Read } });
        Assert.Equal(new SqlExecutionOptions { QueryTag = "tag", Effect = SqlEffect.Billable }, _options[0]);
    }

    [Fact]
    public async Task StreamAsync_OverSql_IsOneUpdate()
    {
        Answers("""{"value":{"choices":[{"messages":"yes"}]}}""");
        var update = Assert.Single(await Client().StreamAsync(new CompletionRequest("m", "p")).ToListAsync());
        Assert.Equal(("yes", "yes"), (update.Text, update.Result!.Text));
    }

    [Fact]
    public async Task CountTokensAsync_BaseModel_Counts()
    {
        Answers("""{"value":7,"error":null}""");
        Assert.Equal(new TokenCount(7, "llama3.1-8b"), await Client().CountTokensAsync("llama3.1-8b", "some text"));
        Assert.Equal(
            "SELECT TO_JSON(TO_VARIANT(AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', ?, return_error_details => TRUE))) AS RESPONSE", _sent[0].Text);
    }

    [Fact]
    public async Task CountTokensAsync_TunedModel_IsCountedByItsBaseAndSaysSo()
    {
        Answers("""{"value":7,"error":null}""");
        var count = await Client().CountTokensAsync(new TokenCountRequest("DB.S.TUNED", "some text") { BaseModel = "llama3.1-8b" });
        Assert.Equal(new TokenCount(7, "llama3.1-8b", IsForBaseModel: true), count);
    }

    [Fact]
    public async Task CountTokensAsync_ModelThatCannotBeCounted_IsAnError()
    {
        Answers("""{"value":null,"error":"unknown model"}""");
        var exception = await Assert.ThrowsAsync<CortexException>(() => Client().CountTokensAsync("DB.S.TUNED", "t"));
        Assert.Contains("BaseModel", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfAnythingWithAPrompt_DoesNotShowIt()
    {
        var request = new CompletionRequest("m", "secret");
        object[] things =
        [
            request, request.Messages[0], new CompletionResult("secret"), new CompletionUpdate("secret"), new TokenCountRequest("m", "secret"),
            new TableCompletion("k", new CompletionResult("secret"), null), CompletionStatements.Complete(request, true),
        ];
        Assert.All(things, thing => Assert.DoesNotContain("secret", thing.ToString(), StringComparison.Ordinal));
    }

    private static CompletionRequest Conversation() =>
        new(
            "m",
            [
                CompletionMessage.System("Be brief."), CompletionMessage.User("Hi"), CompletionMessage.Assistant("Hello"),
                CompletionMessage.User("Bye"),
            ]);

    private CortexCompleteClient Client(HistoryMode mode = HistoryMode.Rendered) => new(_executor.Object, mode);

    private void Answers(string? cell) => _executor
        .Setup(e => e.ExecuteAsync(Capture.In(_sent), Capture.In(_options), It.IsAny<CancellationToken>()))
        .ReturnsAsync(() =>
        {
            var schema = new SqlRowSchema([new("RESPONSE")]);
            return new SqlResult(schema.Columns, new[] { new SqlRow(schema, [cell]) }.ToAsyncEnumerable(), queryId: "query-1");
        });
}
