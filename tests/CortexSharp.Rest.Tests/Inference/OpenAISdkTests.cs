using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;
using CortexSharp.Completions;
using OpenAI;
using OpenAI.Chat;

namespace CortexSharp.Rest.Tests.Inference;

/// <summary>
/// OpenAI's own SDK, which nobody here wrote, beside our client: the same question gives the same request, and the same bytes the same answer.
/// </summary>
public class OpenAISdkTests
{
    private const string Model = "openai-gpt-4.1";
    private const string Schema = """{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}""";
    private const string Parameters = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

    public static TheoryData<string, CompletionRequest, ChatMessage[], ChatCompletionOptions> Questions => new()
    {
        {
            "conversation",
            new(
                Model,
                [
                    CompletionMessage.System("s"), CompletionMessage.User("a \"quoted\" 你好 😀"), CompletionMessage.Assistant("b"),
                    CompletionMessage.User("c"),
                ])
            {
                Options = new() { Temperature = 0.5, TopP = 0.25, MaxTokens = 7 },
            },
            [new SystemChatMessage("s"), new UserChatMessage("a \"quoted\" 你好 😀"), new AssistantChatMessage("b"), new UserChatMessage("c")],
            new() { Temperature = 0.5f, TopP = 0.25f, MaxOutputTokenCount = 7 }
        },
        {
            "schema", new(Model, "p") { ResponseSchema = ResponseSchema.Parse(Schema) },
            [new UserChatMessage("p")],
            new() { ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("answer", BinaryData.FromString(Schema)) }
        },
        {
            "image", new(Model, [CompletionMessage.User(new TextPart("What?"), new ImagePart(new byte[] { 1, 2, 3, 4 }, "image/png"))]),
            [new UserChatMessage(
                ChatMessageContentPart.CreateTextPart("What?"),
                ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(new byte[] { 1, 2, 3, 4 }), "image/png"))],
            new()
        },
        {
            "tools",
            new(
                Model,
                [
                    CompletionMessage.User("a"),
                    CompletionMessage.Assistant(new CompletionResult("") { ToolCalls = [new("t1", "weather", """{"city":"Oslo"}""")] }),
                    CompletionMessage.Tool(new ToolResult("t1", "snow")),
                ])
            {
                Tools = [new("weather", "Tells it.", JsonElement.Parse(Parameters))],
                ToolChoice = ToolChoice.Required,
            },
            [
                new UserChatMessage("a"),
                new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall("t1", "weather", BinaryData.FromString("""{"city":"Oslo"}"""))]),
                new ToolChatMessage("t1", "snow"),
            ],
            new()
            {
                Tools = { ChatTool.CreateFunctionTool("weather", "Tells it.", BinaryData.FromString(Parameters)) },
                ToolChoice = ChatToolChoice.CreateRequiredChoice(),
            }
        },
        {
            "one tool",
            new(Model, "a") { Tools = [new("weather", "Tells it.", JsonElement.Parse(Parameters))], ToolChoice = ToolChoice.Only("weather") },
            [new UserChatMessage("a")],
            new()
            {
                Tools = { ChatTool.CreateFunctionTool("weather", "Tells it.", BinaryData.FromString(Parameters)) },
                ToolChoice = ChatToolChoice.CreateFunctionChoice("weather"),
            }
        },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Request_OfTheSameQuestion_IsTheSdksRequest(
        string name, CompletionRequest request, ChatMessage[] messages, ChatCompletionOptions options)
    {
        const string answer = """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\"n\":1}","refusal":null}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";
        var (ours, theirs) = (new ScriptedServer().ThenJson(answer), new ScriptedServer().ThenJson(answer));
        await ours.Client().CompleteAsync(request);
        await Sdk(theirs).CompleteChatAsync(messages, options);
        AssertSame(name, theirs, ours);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Request_OfAStream_IsTheSdksRequest(
        string name, CompletionRequest request, ChatMessage[] messages, ChatCompletionOptions options)
    {
        const string events = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{\\\"n\\\":1}\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        var (ours, theirs) = (new ScriptedServer().ThenEvents(events), new ScriptedServer().ThenEvents(events));
        await ours.Client().StreamAsync(request).ToListAsync();
        await Sdk(theirs).CompleteChatStreamingAsync(messages, options).ToListAsync();
        AssertSame(name, theirs, ours);
    }

    [Fact]
    public async Task Stream_OfTheSameBytes_GivesTheSdksAnswer()
    {
        const string head = "\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1758755328,\"model\":\"m\"";
        var events = string.Concat(new[]
        {
            """{HEAD,"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
            """{HEAD,"choices":[{"index":0,"delta":{"content":"Grüße "},"finish_reason":null}]}""",
            """{HEAD,"choices":[{"index":0,"delta":{"content":"世界 😀"},"finish_reason":null}]}""",
            """{HEAD,"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t1","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}]}""",
            """{HEAD,"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\""}}]},"finish_reason":null}]}""",
            """{HEAD,"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"t2","type":"function","function":{"name":"g","arguments":"{}"}}]},"finish_reason":null}]}""",
            """{HEAD,"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]},"finish_reason":null}]}""",
            """{HEAD,"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            """{HEAD,"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""",
            "[DONE]",
        }.Select(data => $"data: {data.Replace("HEAD", head, StringComparison.Ordinal)}\n\n"));
        var updates = await Sdk(new ScriptedServer().ThenEvents(events)).CompleteChatStreamingAsync([new UserChatMessage("p")]).ToListAsync();
        var ours = (await new ScriptedServer().ThenEvents(events).Client().StreamAsync(new(Model, "p")).ToListAsync())[^1].Result!;

        Assert.Equal(string.Concat(updates.SelectMany(u => u.ContentUpdate).Select(part => part.Text)), ours.Text);
        var calls = updates.SelectMany(u => u.ToolCallUpdates).GroupBy(call => call.Index).OrderBy(group => group.Key)
            .Select(group => new ToolCall(
                group.First().ToolCallId, group.First().FunctionName, string.Concat(group.Select(call => call.FunctionArgumentsUpdate.ToString()))));
        Assert.Equal(calls, ours.ToolCalls);
        var usage = updates.Single(u => u.Usage is not null).Usage;
        Assert.Equal(new TokenUsage(usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount), ours.Usage);
        Assert.Equal(
            (ChatFinishReason.ToolCalls, FinishReason.ToolCalls), (updates.Single(u => u.FinishReason is not null).FinishReason, ours.FinishReason));
        Assert.Equal((updates[0].Model, updates[0].CreatedAt), (ours.Model, ours.CreatedAt!.Value));
    }

    private static ChatClient Sdk(ScriptedServer server) => new(
        Model, new ApiKeyCredential("t"),
        new OpenAIClientOptions
        {
            Endpoint = new("https://org-account.snowflakecomputing.com/api/v2/cortex/v1"),
            Transport = new HttpClientPipelineTransport(new HttpClient(server)),
            RetryPolicy = new ClientRetryPolicy(0),
        });

    private static void AssertSame(string name, ScriptedServer theirs, ScriptedServer ours)
    {
        var (expected, actual) =
            (Normal(JsonNode.Parse(theirs.Requests[0].Body)!.AsObject()), Normal(JsonNode.Parse(ours.Requests[0].Body)!.AsObject()));
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{name}\nSDK:  {expected.ToJsonString()}\nours: {actual.ToJsonString()}");
        Assert.Equal(theirs.Requests[0].Path, ours.Requests[0].Path);
    }

    /// <summary>A text may be written as one part, and nothing as no member: both say the same.</summary>
    private static JsonObject Normal(JsonObject request)
    {
        foreach (var message in request["messages"]!.AsArray().Select(node => node!.AsObject()))
        {
            if (message["content"] is JsonArray { Count: 1 } parts && parts[0]!["type"]!.GetValue<string>() == "text")
                message["content"] = parts[0]!["text"]!.DeepClone();
            if (message["content"] is null)
                message.Remove("content");
        }

        return request;
    }
}
