using System.Text.Json.Serialization;
using CortexSharp.Completions;

namespace CortexSharp.Rest.Tests.Inference;

/// <summary>Answers in one piece.</summary>
public partial class AnswerTests
{
    private static readonly CompletionRequest Question = new("openai-gpt-4.1", "p");

    [Fact]
    public async Task CompleteAsync_OpenAIsAnswer_IsReadWhole()
    {
        var result = await AnswerAsync(Question, """
            {"id":"c1","object":"chat.completion","created":1758755328,"model":"openai-gpt-4.1","choices":[{"index":0,"message":{"role":"assistant","content":" Hello","refusal":null},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":0}}}
            """);
        Assert.Equal(("Hello", FinishReason.Stop, new TokenUsage(3, 2, 5)), (result.Text, result.FinishReason, result.Usage));
        Assert.Equal(
            (DateTimeOffset.FromUnixTimeSeconds(1758755328), "request-1", HistoryMode.Messages),
            (result.CreatedAt, result.QueryId, result.HistoryMode));
        Assert.Equal("chat.completion", result.Raw!.Value.GetProperty("object").GetString());
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"yes","content_list":[{"type":"text","text":"yes"}]}}]}""")]
    [InlineData(
        """{"choices":[{"message":{"content_list":[{"type":"anthropic","anthropic":{"thinking":{"thinking":"hm"}}},{"type":"text","text":"yes"}]}}]}""")]
    [InlineData("""{"choices":[{"messages":" yes"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"text","text":"y"},{"type":"text","text":"es"}]}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"yes","reasoning":"hm"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":null,"refusal":"yes"}}]}""")]
    [InlineData("""{"created":1758755328000000,"choices":[{"message":{"content":"yes"}}]}""")]
    public async Task CompleteAsync_EveryForm_IsRead(string body) => Assert.Equal("yes", (await AnswerAsync(Question, body)).Text);

    [Fact]
    public async Task CompleteAsync_ToolCalls_ComeInBothDialects()
    {
        var chat = await AnswerAsync(
            Question,
            """{"choices":[{"message":{"content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},"finish_reason":"tool_calls"}]}""");
        var own = await AnswerAsync(
            Question,
            """{"choices":[{"message":{"content_list":[{"type":"tool_use","tool_use":{"tool_use_id":"t1","name":"f","input":{"a":1}}}]}}],"finish_reason":"tool_calls"}""");
        Assert.All(
            [chat, own],
            result => Assert.Equal(
                ("", FinishReason.ToolCalls, new ToolCall("t1", "f", """{"a":1}""")),
                (result.Text, result.FinishReason, Assert.Single(result.ToolCalls))));
    }

    [Theory]
    [InlineData("""{"choices":[]}""", "unexpected_response")]
    [InlineData("[]", "unexpected_response")]
    [InlineData("{", "unexpected_response")]
    [InlineData("", "unexpected_response")]
    [InlineData("""{"choices":[{"message":{"content":null}}]}""", "no_answer")]
    [InlineData("""{"error":{"message":"too many requests","code":"429"}}""", "throttled")]
    public async Task CompleteAsync_NoAnswer_IsAnError(string body, string kind)
    {
        var exception = await Assert.ThrowsAsync<CortexException>(() => AnswerAsync(Question, body));
        Assert.Equal((new CortexErrorKind(kind), "openai-gpt-4.1"), (exception.Kind, exception.Model));
    }

    [Fact]
    public async Task CompleteAsync_PageInPlaceOfAnAnswer_SaysSo()
    {
        var server = new ScriptedServer().ThenEvents("<html>Log in first</html>", "text/html");
        var exception = await Assert.ThrowsAsync<CortexException>(() => server.Client().CompleteAsync(Question));
        Assert.Equal(CortexErrorKind.UnexpectedResponse, exception.Kind);
        Assert.Contains("text/html", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteAsync_Schema_GivesTheValue()
    {
        var server = new ScriptedServer().ThenJson("""{"choices":[{"message":{"content":"{\"Animal\":\"dog\"}"}}]}""");
        Assert.Equal(new Pet("dog"), await server.Client().CompleteAsync(Question, PetJson.Default.Pet));
    }

    [Fact]
    public async Task StreamAsync_Schema_GivesTheValueWithTheLast()
    {
        var server = new ScriptedServer().ThenEvents(
            "data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"Animal\\\"\"}}]}\n\ndata: "
            + "{\"choices\":[{\"delta\":{\"content\":\":\\\"dog\\\"}\"},\"finish_reason\":\"stop\"}]}\n\n");
        var updates = await server.Client().StreamAsync(Question with { ResponseSchema = ResponseSchema.Of(PetJson.Default.Pet) }).ToListAsync();
        Assert.Equal("""{"Animal":"dog"}""", string.Concat(updates.Select(u => u.Text)));
        Assert.Equal("dog", updates[^1].Result!.StructuredValue!.Value.GetProperty("Animal").GetString());
    }

    [Fact]
    public async Task CompleteAsync_SchemaNotFollowed_KeepsTheTextOutOfTheMessage()
    {
        var server = new ScriptedServer().ThenJson("""{"choices":[{"message":{"content":"a dog, I think"}}]}""");
        var exception = await Assert.ThrowsAsync<StructuredOutputException>(() => server.Client().CompleteAsync(Question, PetJson.Default.Pet));
        Assert.Equal(("a dog, I think", "openai-gpt-4.1"), (exception.RawText, exception.Model));
        Assert.DoesNotContain("dog", exception.ToString(), StringComparison.Ordinal);
    }

    private static Task<CompletionResult> AnswerAsync(CompletionRequest request, string body) =>
        new ScriptedServer().ThenJson(body).Client().CompleteAsync(request);

    internal sealed record Pet(string Animal);

    [JsonSerializable(typeof(Pet))]
    internal sealed partial class PetJson : JsonSerializerContext;
}
