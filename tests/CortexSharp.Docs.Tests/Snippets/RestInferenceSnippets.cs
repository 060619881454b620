using System.Text;
using System.Text.Json.Serialization;
using CortexSharp.Completions;
using CortexSharp.Rest;
using CortexSharp.Rest.Inference;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;

namespace CortexSharp.Docs.Tests.Snippets;

#region rest-tool-type
public sealed record WeatherQuestion(string City);

[JsonSerializable(typeof(WeatherQuestion))]
public sealed partial class WeatherJson : JsonSerializerContext;
#endregion

public sealed class RestInferenceSnippets : IDisposable
{
    private readonly Queue<string> _answers = new();
    private readonly StubHandler _server;
    private readonly ServiceProvider _services;

    public RestInferenceSnippets()
    {
        _server = new StubHandler(_answers);
        var services = new ServiceCollection();
        services.AddSingleton(Mock.Of<ISqlExecutor>());
        services.AddCortexSharp().UseRest(
            options => (options.Account, options.ProgrammaticAccessToken) = ("myorg-myaccount", "secret"),
            http => http.ConfigurePrimaryHttpMessageHandler(() => _server));
        _services = services.BuildServiceProvider();
    }

    private ICortexCompleteClient Cortex => _services.GetRequiredService<ICortexCompleteClient>();

    [Fact]
    public async Task Stream()
    {
        _answers.Enqueue("data: {\"choices\":[{\"delta\":{\"content\":\"Once\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\" upon\"},\"finish_reason\":\"stop\"}]}\n\n");
        var cortex = Cortex;
        CompletionResult? result = null;

        #region rest-stream
        await foreach (var update in cortex.StreamAsync(new CompletionRequest("claude-sonnet-4-6", "Tell me a story.")))
        {
            Console.Write(update.Text);
            result = update.Result; // with the last update only
        }

        Console.WriteLine($"\n{result!.Usage?.TotalTokens} tokens");
        #endregion

        Assert.Equal("Once upon", result.Text);
    }

    [Fact]
    public async Task Tools()
    {
        _answers.Enqueue("data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"City\\\":\\\"Oslo\\\"}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\n");
        _answers.Enqueue("data: {\"choices\":[{\"delta\":{\"content\":\"It snows in Oslo.\"},\"finish_reason\":\"stop\"}]}\n\n");
        var cortex = Cortex;
        Func<string?, string> weatherIn = city => $"Snow in {city}.";

        #region rest-tools
        List<CompletionMessage> messages = [CompletionMessage.User("What is the weather in Oslo?")];
        var weather = ToolDefinition.Of("weather", "Tells the weather of a city.", WeatherJson.Default.WeatherQuestion);
        var result = await cortex.CompleteAsync(new CompletionRequest("claude-sonnet-4-6", messages) { Tools = [weather] });
        while (result.ToolCalls.Count > 0)
        {
            messages.Add(CompletionMessage.Assistant(result));
            messages.Add(CompletionMessage.Tool(
                [.. result.ToolCalls.Select(call => new ToolResult(call.Id, weatherIn(call.ParseArguments().GetProperty("City").GetString())))]));
            result = await cortex.CompleteAsync(new CompletionRequest("claude-sonnet-4-6", messages) { Tools = [weather] });
        }

        Console.WriteLine(result.Text);
        #endregion

        Assert.Equal("It snows in Oslo.", result.Text);
        Assert.Contains("Snow in Oslo.", _server.Sent[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image()
    {
        _answers.Enqueue("data: {\"choices\":[{\"delta\":{\"content\":\"A cat.\"},\"finish_reason\":\"stop\"}]}\n\n");
        var cortex = Cortex;
        byte[] photo = [1, 2, 3];

        #region rest-image
        var question = CompletionMessage.User(new TextPart("What is this?"), new ImagePart(photo, "image/png"));
        var result = await cortex.CompleteAsync(new CompletionRequest("openai-gpt-4.1", [question]));
        #endregion

        Assert.Equal("A cat.", result.Text);
        Assert.Contains("data:image/png;base64,AQID", _server.Sent[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options()
    {
        var services = new ServiceCollection();
        services.AddSingleton(Mock.Of<ISqlExecutor>());

        #region rest-inference-options
        services.AddCortexSharp().UseRest(options =>
        {
            options.Account = "myorg-myaccount";
            options.ProgrammaticAccessToken = Environment.GetEnvironmentVariable("SNOWFLAKE_PAT") ?? "…";
            options.Inference.Fallback = InferenceFallback.Sql; // guardrails, and schemas for open and tuned models
            options.Inference.RetryTimeouts = false;            // rather an error than perhaps a second bill
            options.Inference.Timeout = TimeSpan.FromMinutes(2);
        });
        #endregion

        await using var provider = services.BuildServiceProvider();
        var bound = provider.GetRequiredService<IOptions<CortexRestOptions>>().Value.Inference;
        Assert.Equal((InferenceFallback.Sql, false, TimeSpan.FromMinutes(2)), (bound.Fallback, bound.RetryTimeouts, bound.Timeout));
    }

    public void Dispose()
    {
        _services.Dispose();
        _server.Dispose();
    }

    private sealed class StubHandler(Queue<string> answers) : HttpMessageHandler
    {
        public List<string> Sent { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage { Content = new StringContent(answers.Dequeue(), Encoding.UTF8, "text/event-stream") };
        }
    }
}
