using System.Text.Json;
using CortexSharp.Completions;

namespace CortexSharp.Rest.Tests.Inference;

/// <summary>What is sent, as exact text, in both dialects.</summary>
public class RequestTests
{
    private static readonly ResponseSchema Schema = ResponseSchema.Parse("""{"type":"object","properties":{"n":{"type":"integer"}}}""");
    private static readonly ToolDefinition Weather =
        new("weather", "Tells the weather.", JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}"""));
    private static readonly CompletionMessage Picture =
        CompletionMessage.User(new TextPart("What is <this>?"), new ImagePart(new byte[] { 1, 2, 3 }, "image/png"));

    private static readonly CompletionMessage[] ToolConversation =
    [
        CompletionMessage.System("Be brief."),
        CompletionMessage.User("Weather in Åre?"),
        CompletionMessage.Assistant(
            new CompletionResult("Looking.") { ToolCalls = [new("t1", "weather", """{"city":"Åre"}"""), new("t2", "weather", "")] }),
        CompletionMessage.Tool(new ToolResult("t1", "snow"), new ToolResult("t2", "unknown city")),
    ];

    public static TheoryData<CompletionRequest, bool, string> Chat => new()
    {
        { new("llama3.1-8b", "Say \"hi\" 你好 😀"), false,
            """{"model":"llama3.1-8b","messages":[{"role":"user","content":"Say \"hi\" 你好 \uD83D\uDE00"}]}""" },
        {
            new(
                "DB.SCH.TUNED",
                [CompletionMessage.System("s"), CompletionMessage.User("a"), CompletionMessage.Assistant("b"), CompletionMessage.User("c")])
            {
                Options = new() { Temperature = 1.5, TopP = 0.25, MaxTokens = 7, Guardrails = false },
            },
            true,
            """{"model":"DB.SCH.TUNED","messages":[{"role":"system","content":"s"},{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}],"temperature":1.5,"top_p":0.25,"max_completion_tokens":7,"stream":true,"stream_options":{"include_usage":true}}"""
        },
        {
            new("claude-sonnet-4-6", "p") { ResponseSchema = Schema }, false,
            """{"model":"claude-sonnet-4-6","messages":[{"role":"user","content":"p"}],"response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object","properties":{"n":{"type":"integer"}}}}}}"""
        },
        {
            new("openai-gpt-4.1", [Picture]), false,
            """{"model":"openai-gpt-4.1","messages":[{"role":"user","content":[{"type":"text","text":"What is <this>?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}]}"""
        },
        {
            new("openai-gpt-5", ToolConversation) { Tools = [Weather], ToolChoice = ToolChoice.Only("weather") }, false,
            """{"model":"openai-gpt-5","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Weather in Åre?"},{"role":"assistant","content":"Looking.","tool_calls":[{"id":"t1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Åre\"}"}},{"id":"t2","type":"function","function":{"name":"weather","arguments":""}}]},{"role":"tool","tool_call_id":"t1","content":"snow"},{"role":"tool","tool_call_id":"t2","content":"unknown city"}],"tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],"tool_choice":{"type":"function","function":{"name":"weather"}}}"""
        },
        {
            new(
                "claude-sonnet-4-6",
                [
                    CompletionMessage.User("a"), CompletionMessage.Assistant(new CompletionResult("") { ToolCalls = [new("t1", "weather", "{}")] }),
                    CompletionMessage.Tool(new ToolResult("t1", "x")),
                ])
            {
                Tools = [Weather],
                ToolChoice = ToolChoice.None,
            },
            false,
            """{"model":"claude-sonnet-4-6","messages":[{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"weather","arguments":"{}"}}]},{"role":"tool","tool_call_id":"t1","content":"x"}],"tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],"tool_choice":"none"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Chat))]
    public async Task ChatCompletions_Request_IsThisText(CompletionRequest request, bool stream, string body) =>
        await SendsAsync(request, stream, "/api/v2/cortex/v1/chat/completions", body);

    public static TheoryData<CompletionRequest, bool, string> Complete => new()
    {
        {
            new("llama3.1-8b", "p") { ResponseSchema = Schema }, false,
            """{"model":"llama3.1-8b","messages":[{"role":"user","content":"p"}],"max_tokens":4096,"response_format":{"type":"json","schema":{"type":"object","properties":{"n":{"type":"integer"}}}},"stream":false}"""
        },
        {
            new("llama3.1-8b", [CompletionMessage.System("s"), CompletionMessage.User("p")])
            {
                Options = new() { Temperature = 0, TopP = 1, MaxTokens = 16384, Guardrails = true },
            }, true,
            """{"model":"llama3.1-8b","messages":[{"role":"system","content":"s"},{"role":"user","content":"p"}],"temperature":0,"top_p":1,"max_tokens":16384,"guardrails":{"enabled":true,"response_when_unsafe":"Response filtered by Cortex Guard"},"stream":true}"""
        },
        {
            new("openai-gpt-4.1", [Picture]) { Options = new() { Guardrails = true } }, false,
            """{"model":"openai-gpt-4.1","messages":[{"role":"user","content_list":[{"type":"text","text":"What is <this>?"},{"type":"image","details":{"type":"base64","content":"AQID","content_type":"image/png"}}]}],"max_tokens":4096,"guardrails":{"enabled":true,"response_when_unsafe":"Response filtered by Cortex Guard"},"stream":false}"""
        },
        {
            new("claude-sonnet-4-6", ToolConversation)
            {
                Options = new() { Guardrails = true },
                Tools = [Weather],
                ToolChoice = ToolChoice.Only("weather"),
            }, false,
            """{"model":"claude-sonnet-4-6","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Weather in Åre?"},{"role":"assistant","content":"Looking.","content_list":[{"type":"tool_use","tool_use":{"tool_use_id":"t1","name":"weather","input":{"city":"Åre"}}},{"type":"tool_use","tool_use":{"tool_use_id":"t2","name":"weather","input":{}}}]},{"role":"user","content_list":[{"type":"tool_results","tool_results":{"tool_use_id":"t1","name":"weather","content":[{"type":"text","text":"snow"}],"status":"success"}},{"type":"tool_results","tool_results":{"tool_use_id":"t2","name":"weather","content":[{"type":"text","text":"unknown city"}],"status":"success"}}]}],"max_tokens":4096,"guardrails":{"enabled":true,"response_when_unsafe":"Response filtered by Cortex Guard"},"tools":[{"tool_spec":{"type":"generic","name":"weather","description":"Tells the weather.","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}}],"tool_choice":{"type":"tool","name":["weather"]},"stream":false}"""
        },
    };

    [Theory]
    [MemberData(nameof(Complete))]
    public async Task InferenceComplete_Request_IsThisText(CompletionRequest request, bool stream, string body) =>
        await SendsAsync(request, stream, "/api/v2/cortex/inference:complete", body);

    [Fact]
    public async Task InferenceComplete_ArgumentsThatAreNoJson_AreRefusedWithoutShowingThem()
    {
        var request = new CompletionRequest(
            "claude-sonnet-4-6",
            [
                CompletionMessage.User("a"), new(CompletionRole.Assistant, [new ToolCall("t1", "weather", "secret")]),
                CompletionMessage.Tool(new ToolResult("t1", "x")),
            ])
        {
            Options = new() { Guardrails = true },
        };
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => new ScriptedServer().Client().CompleteAsync(request));
        Assert.Contains("tool call t1", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    private static async Task SendsAsync(CompletionRequest request, bool stream, string path, string body)
    {
        var server = new ScriptedServer().ThenJson("""{"choices":[{"message":{"content":"{\"n\":1}"}}]}""");
        if (stream)
            await server.Client().StreamAsync(request).ToListAsync();
        else
            await server.Client().CompleteAsync(request);
        var (sentPath, sent, accept, _) = Assert.Single(server.Requests);
        Assert.Equal((path, body), (sentPath, sent));
        Assert.Equal("application/json, text/event-stream", accept);
    }
}
