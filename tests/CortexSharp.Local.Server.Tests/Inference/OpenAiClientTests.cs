using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace CortexSharp.Local.Server.Tests.Inference;

/// <summary>OpenAI's own client, which nobody here wrote, talks to the server.</summary>
public class OpenAiClientTests : ServerTest
{
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";

    [Theory]
    [InlineData("openai-gpt-5")]
    [InlineData("mistral-large2")]
    public async Task CompleteChat_Question_GivesTextAndUsage(string model)
    {
        ChatCompletion completion =
            await Client(model).CompleteChatAsync(new SystemChatMessage("Be brief."), new UserChatMessage("What is a warehouse?"));

        Assert.NotEmpty(completion.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal(completion.Usage.InputTokenCount + completion.Usage.OutputTokenCount, completion.Usage.TotalTokenCount);
        Assert.Equal(model, completion.Model);
    }

    [Fact]
    public async Task CompleteChatStreaming_Question_GivesTheSameTextInPieces()
    {
        var client = Client("openai-gpt-5");
        ChatCompletion whole = await client.CompleteChatAsync(new UserChatMessage("Say something of several words about tables."));

        var updates = await client.CompleteChatStreamingAsync(new UserChatMessage("Say something of several words about tables.")).ToListAsync();

        var pieces = updates.SelectMany(u => u.ContentUpdate).Select(p => p.Text).ToList();
        Assert.True(pieces.Count > 1);
        Assert.Equal(whole.Content[0].Text, string.Concat(pieces));
        Assert.Equal(ChatFinishReason.Stop, updates.Single(u => u.FinishReason is not null).FinishReason);
        Assert.Equal(whole.Usage.TotalTokenCount, updates.Single(u => u.Usage is not null).Usage.TotalTokenCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CompleteChat_ToolNamed_CallsItAndTakesItsResult(bool streamed)
    {
        var client = Client("openai-gpt-5");
        var options = new ChatCompletionOptions
        {
            Tools = { ChatTool.CreateFunctionTool("get_weather", "The weather of a city.", BinaryData.FromString(Schema)) },
        };
        var messages = new List<ChatMessage> { new UserChatMessage("How is the weather in Oslo?") };

        var (id, name, arguments) = streamed ? await StreamedCallAsync(client, messages, options) : await CallAsync(client, messages, options);

        Assert.Equal("get_weather", name);
        Assert.Equal(JsonValueKind.String, JsonElement.Parse(arguments).GetProperty("city").ValueKind);
        messages.Add(new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall(id, name, BinaryData.FromString(arguments))]));
        messages.Add(new ToolChatMessage(id, "It rains."));
        ChatCompletion completion = await client.CompleteChatAsync(messages, options);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.NotEmpty(completion.Content[0].Text);
    }

    [Fact]
    public async Task CompleteChat_Schema_GivesJsonThatFollowsIt()
    {
        var options = new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("place", BinaryData.FromString(Schema), jsonSchemaIsStrict: true),
        };

        ChatCompletion completion = await Client("openai-gpt-5").CompleteChatAsync([new UserChatMessage("Where is Oslo?")], options);

        Assert.Equal(JsonValueKind.String, JsonElement.Parse(completion.Content[0].Text).GetProperty("city").ValueKind);
    }

    [Fact]
    public async Task CompleteChat_UnknownModel_IsRefused()
    {
        var error = await Assert.ThrowsAsync<ClientResultException>(() => Client("no-such-model").CompleteChatAsync(new UserChatMessage("Hello?")));

        Assert.Equal(400, error.Status);
    }

    private static async Task<(string Id, string Name, string Arguments)> CallAsync(
        ChatClient client, List<ChatMessage> messages, ChatCompletionOptions options)
    {
        ChatCompletion completion = await client.CompleteChatAsync(messages, options);
        Assert.Equal(ChatFinishReason.ToolCalls, completion.FinishReason);
        var call = Assert.Single(completion.ToolCalls);
        return (call.Id, call.FunctionName, call.FunctionArguments.ToString());
    }

    private static async Task<(string Id, string Name, string Arguments)> StreamedCallAsync(
        ChatClient client, List<ChatMessage> messages, ChatCompletionOptions options)
    {
        var updates = await client.CompleteChatStreamingAsync(messages, options).ToListAsync();
        Assert.Equal(ChatFinishReason.ToolCalls, updates.Single(u => u.FinishReason is not null).FinishReason);
        var calls = updates.SelectMany(u => u.ToolCallUpdates).ToList();
        return (calls[0].ToolCallId, calls[0].FunctionName, string.Concat(calls.Select(c => c.FunctionArgumentsUpdate?.ToString())));
    }

    private ChatClient Client(string model) => new(model, new ApiKeyCredential("any"), new OpenAIClientOptions
    {
        Endpoint = new Uri(Server.Url, "api/v2/cortex/v1"),
        Transport = new HttpClientPipelineTransport(Http),
        RetryPolicy = new ClientRetryPolicy(0),
    });
}
