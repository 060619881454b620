using System.ClientModel;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Local.Server.Hosting;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;

namespace CortexSharp.Local.Server.Tests.Inference;

/// <summary>
/// Our own client over HTTP: both endpoints, streamed and not, and what goes by SQL, against a server that was written apart from it.
/// </summary>
public sealed class RestClientTests : IAsyncLifetime
{
    private const string Prompt =
        "Summarize: Snowflake Cortex serves models next to the data. Nothing leaves the account, and there is no machine to look after.";
    private static readonly ResponseSchema Animal = ResponseSchema.Parse(
        """{"type":"object","properties":{"animal":{"type":"string","enum":["cat","dog"]}},"required":["animal"],"additionalProperties":false}""");

    private static readonly ToolDefinition Weather = new(
        "weather", "Tells the weather of a city.",
        JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""));

    private LocalCortexServer _server = null!;
    private ServiceProvider _services = null!;

    private ICortexCompleteClient Cortex => _services.GetRequiredService<ICortexCompleteClient>();

    public async Task InitializeAsync()
    {
        _server = await LocalCortexServer.StartAsync();
        var services = new ServiceCollection();
        services.AddCortexSharp().UseRest(options => (options.Host, options.ProgrammaticAccessToken) = (_server.Url.ToString(), "secret"));
        _services = services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("llama3.1-8b", false)]
    [InlineData("llama3.1-8b", true)]
    [InlineData("claude-sonnet-4-6", false)]
    [InlineData("claude-sonnet-4-6", true)]
    [InlineData("openai-gpt-5", false)]
    [InlineData("openai-gpt-5", true)]
    public async Task StreamAsync_AnyModel_GivesTheAnswerInPieces(string model, bool guardrails)
    {
        var request = new CompletionRequest(model, Prompt) { Options = new() { MaxTokens = 200, Guardrails = guardrails } };
        var whole = await Cortex.CompleteAsync(request);
        var updates = await Cortex.StreamAsync(request).ToListAsync();
        var streamed = updates[^1].Result!;
        Assert.NotEmpty(whole.Text);
        Assert.Equal((whole.Text, whole.Text), (streamed.Text, string.Concat(updates.Select(u => u.Text))));
        Assert.True(updates.Count > 2);
        Assert.Equal((whole.Usage, whole.Model), (streamed.Usage, model));
        Assert.True(whole.Usage!.CompletionTokens > 0);
        Assert.Equal((HistoryMode.Messages, false), (streamed.HistoryMode, streamed.BlockedByGuard));
        Assert.NotNull(streamed.QueryId);
    }

    [Theory]
    [InlineData("llama3.1-8b")]
    [InlineData("claude-sonnet-4-6")]
    [InlineData("openai-gpt-5")]
    public async Task CompleteAsync_Schema_IsFollowedByEveryModel(string model)
    {
        var request = new CompletionRequest(model, "Is it a cat or a dog? It is a dog.") { ResponseSchema = Animal };
        var whole = await Cortex.CompleteAsync(request);
        var streamed = (await Cortex.StreamAsync(request).ToListAsync())[^1].Result!;
        Assert.All([whole, streamed], result => Assert.Equal("dog", result.StructuredValue!.Value.GetProperty("animal").GetString()));
    }

    [Theory]
    [InlineData("claude-sonnet-4-6", false)]
    [InlineData("claude-sonnet-4-6", true)]
    [InlineData("openai-gpt-5", false)]
    public async Task CompleteAsync_Tools_AreCalledAndAnswered(string model, bool guardrails)
    {
        var request = new CompletionRequest(model, "What is the weather in Oslo?")
        {
            Tools = [Weather],
            ToolChoice = ToolChoice.Required,
            Options = new() { Guardrails = guardrails },
        };
        var whole = await Cortex.CompleteAsync(request);
        var updates = await Cortex.StreamAsync(request).ToListAsync();
        var streamed = Assert.Single(updates[^1].Result!.ToolCalls);
        var call = Assert.Single(whole.ToolCalls);
        Assert.Equal(("weather", JsonValueKind.String), (call.Name, call.ParseArguments().GetProperty("city").ValueKind));
        Assert.Equal((call.Name, call.Arguments), (streamed.Name, streamed.Arguments));
        Assert.Equal(call.Arguments, string.Concat(updates.Select(u => u.ToolCall?.Arguments)));

        var answer = await Cortex.CompleteAsync(request with
        {
            Messages = [.. request.Messages, CompletionMessage.Assistant(whole), CompletionMessage.Tool(new ToolResult(call.Id, "snow"))],
            ToolChoice = null,
        });
        Assert.NotEmpty(answer.Text);
    }

    [Fact]
    public async Task CompleteAsync_SameQuestionByOpenAIsSdk_GivesTheSameAnswer()
    {
        var sdk = new ChatClient(
            "openai-gpt-5", new ApiKeyCredential("secret"), new OpenAIClientOptions { Endpoint = new(_server.Url, "api/v2/cortex/v1") });
        ChatMessage[] messages =
        [
            new SystemChatMessage("Be brief."), new UserChatMessage("Hello"), new AssistantChatMessage("Hello!"), new UserChatMessage(Prompt),
        ];
        ChatCompletion theirs = await sdk.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 200 });
        var ours = await Cortex.CompleteAsync(
            new(
                "openai-gpt-5",
                [
                    CompletionMessage.System("Be brief."), CompletionMessage.User("Hello"), CompletionMessage.Assistant("Hello!"),
                    CompletionMessage.User(Prompt),
                ])
            {
                Options = new() { MaxTokens = 200 },
            });
        Assert.Equal(
            (theirs.Content[0].Text, theirs.Usage.InputTokenCount, theirs.Usage.OutputTokenCount),
            (ours.Text, (int)ours.Usage!.PromptTokens, (int)ours.Usage.CompletionTokens));
        Assert.Equal(theirs.FinishReason is ChatFinishReason.Stop, ours.FinishReason == FinishReason.Stop);
    }

    [Fact]
    public async Task CompleteAsync_UnknownModel_SaysSo()
    {
        var exception = await Assert.ThrowsAsync<CortexException>(() => Cortex.CompleteAsync("llama-17", "p"));
        Assert.Equal((CortexErrorKind.UnknownModel, "llama-17"), (exception.Kind, exception.Model));
        Assert.NotNull(exception.QueryId);
    }

    [Fact]
    public async Task Client_WhatOnlySqlCanDo_GoesOverTheSqlApi()
    {
        Assert.True((await Cortex.CountTokensAsync("llama3.1-8b", "How many tokens is this?")).Tokens > 3);
        var table = new TableCompletionRequest("llama3.1-8b", SqlStatement.Create($"SELECT '1' AS key, {Prompt} AS prompt"), null);
        var row = Assert.Single(await Cortex.CompleteTableAsync(table).ToListAsync());
        Assert.NotEmpty(row.Result!.Text);
    }
}
