using System.Net;
using System.Text.Json;
using CortexSharp.Local.Cortex.Answering;
using CortexSharp.Sql;
using Microsoft.Extensions.AI;

namespace CortexSharp.Local.Tests.Cortex.Answering;

/// <summary>
/// A chat client behind a base model's name: what it is asked, what comes of its answers, usage and failures, and how many calls run at once.
/// </summary>
public sealed class ChatModelTests
{
    private const string Schema = "RESPONSE_FORMAT => {'type': 'json', 'schema': {'type': 'object', 'properties': {'a': {'type': 'string'}}}}";

    [Fact]
    public async Task Complete_Prompt_IsAskedWithItsOptions()
    {
        var chat = new FakeChatClient(prompt => $"re: {prompt}");
        await using var cortex = With(chat);
        Assert.Equal(
            "re: hello",
            await ValueAsync(cortex, "SELECT AI_COMPLETE('Llama3.1-8B', 'hello', {'temperature': 0.25, 'top_p': 0.5, 'max_tokens': 7})"));
        var (messages, options) = Assert.Single(chat.Calls);
        Assert.Equal((ChatRole.User, "hello"), (Assert.Single(messages).Role, messages[0].Text));
        Assert.Equal((0.25f, 0.5f, 7), (options.Temperature, options.TopP, options.MaxOutputTokens));
        Assert.Null(options.ResponseFormat);
    }

    [Fact]
    public async Task Complete_Conversation_KeepsItsRoles()
    {
        var chat = new FakeChatClient(_ => "fine");
        await using var cortex = With(chat);
        await ValueAsync(cortex, """
            SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', [{'role': 'system', 'content': 'be brief'}, {'role': 'user', 'content': 'hi'},
                {'role': 'assistant', 'content': 'hello'}, {'role': 'user', 'content': 'how are you?'}], {})
            """);
        Assert.Equal(
            ["system: be brief", "user: hi", "assistant: hello", "user: how are you?"],
            Assert.Single(chat.Calls).Messages.Select(m => $"{m.Role}: {m.Text}"));
    }

    [Fact]
    public async Task Complete_NameNotAmongTheBaseModels_IsOfferedToo()
    {
        await using var cortex = With(new FakeChatClient(_ => "yes"), "my-own-model");
        Assert.Equal("yes", await ValueAsync(cortex, "SELECT AI_COMPLETE('my-own-model', 'p')"));
        Assert.NotNull(await ValueAsync(cortex, "SELECT AI_COMPLETE('llama3.1-8b', 'p')"));
    }

    [Fact]
    public async Task Complete_Usage_IsTheClients()
    {
        await using var cortex = With(new((_, _) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok"))
        {
            Usage = new() { InputTokenCount = 123, OutputTokenCount = 45 },
        })));
        var usage = (await JsonAsync(cortex, "SELECT AI_COMPLETE(MODEL => 'llama3.1-8b', PROMPT => 'p', SHOW_DETAILS => TRUE)")).GetProperty("usage");
        Assert.Equal(
            (123, 45, 168),
            (usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("completion_tokens").GetInt32(),
                usage.GetProperty("total_tokens").GetInt32()));
    }

    [Fact]
    public async Task Complete_Schema_IsGivenToTheClient()
    {
        var chat = new FakeChatClient(_ => """{"a":"b"}""");
        await using var cortex = With(chat);
        Assert.Equal("b", (await JsonAsync(cortex, $"SELECT AI_COMPLETE('llama3.1-8b', 'p', {Schema})")).GetProperty("a").GetString());
        var format = Assert.IsType<ChatResponseFormatJson>(Assert.Single(chat.Calls).Options.ResponseFormat);
        Assert.Equal("object", format.Schema!.Value.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("no JSON at all", null, "invalid JSON object")]
    [InlineData("[1]", null, "invalid JSON object")]
    [InlineData("{\"a\":", "length", "unexpected end of JSON input")]
    public async Task Complete_SchemaNotFollowed_IsAnErrorOfTheRow(string text, string? finish, string reason)
    {
        await using var cortex = With(new((_, _) => Task.FromResult(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = finish is null ? null : new ChatFinishReason(finish) })));
        var result = await JsonAsync(cortex, $"SELECT AI_COMPLETE('llama3.1-8b', 'p', {Schema}, RETURN_ERROR_DETAILS => TRUE)");
        Assert.Equal(JsonValueKind.Null, result.GetProperty("value").ValueKind);
        Assert.EndsWith(reason, result.GetProperty("error").GetString());
        Assert.StartsWith("json mode output validation error", result.GetProperty("error").GetString());
    }

    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new HttpRequestException("slow down", null, HttpStatusCode.TooManyRequests), 429, "too many requests" },
        { new HttpRequestException("pay", null, HttpStatusCode.PaymentRequired), 402, "budget exceeded" },
        { new HttpRequestException("later", null, HttpStatusCode.GatewayTimeout), 503, "inference timed out" },
        { new HttpRequestException("odd", null, HttpStatusCode.BadGateway), 502, "internal error: HttpRequestException: odd" },
        { new TaskCanceledException("100 seconds are over"), 503, "inference timed out" },
        { new CortexException(CortexErrorKind.Throttled, "again"), 429, "too many requests" },
        { new InvalidOperationException("odd"), 500, "internal error: InvalidOperationException: odd" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Complete_ClientThrows_FailsInSnowflakesWords(Exception thrown, int status, string words)
    {
        await using var cortex = With(new((_, _) => Task.FromException<ChatResponse>(thrown)));
        Assert.Null(await ValueAsync(cortex, "SELECT AI_COMPLETE('llama3.1-8b', 'p')"));
        Assert.Equal(
            words,
            (await JsonAsync(cortex, "SELECT AI_COMPLETE(MODEL => 'llama3.1-8b', PROMPT => 'p', RETURN_ERROR_DETAILS => TRUE)")).GetProperty("error")
                .GetString());
        var error = await Assert.ThrowsAsync<CortexException>(() => ValueAsync(cortex, "SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', 'p')"));
        Assert.Contains(words, error.Message);
        Assert.Equal(100351, error.ErrorCode);
        Assert.Equal(status, ModelFailure.Of(thrown).Status);
    }

    [Fact]
    public async Task Complete_ManyRows_AreAskedSomeAtOnce()
    {
        var gate = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        var begun = 0;
        var chat = new FakeChatClient(async (messages, cancellationToken) =>
        {
            if (Interlocked.Increment(ref begun) == 3)
                reached.SetResult();
            await gate.Task.WaitAsync(cancellationToken);
            return new(new ChatMessage(ChatRole.Assistant, messages[0].Text + "!"));
        });
        await using var cortex = With(chat, concurrency: 3);
        var rows = cortex.QueryAsync(
            Statement(
                "SELECT a, AI_COMPLETE('llama3.1-8b', a::VARCHAR) FROM (SELECT SEQ AS a FROM TABLE(FLATTEN(INPUT => PARSE_JSON('["
                + string.Join(',', Enumerable.Repeat("1", 200)) + "]'))))")).ToListAsync();
        await reached.Task;
        Assert.Equal(3, chat.Calls.Count);
        gate.SetResult();
        Assert.All(await rows, row => Assert.Equal(row.Get<string>(0) + "!", row.Get<string>(1)));
        Assert.Equal((200, 3), (chat.Calls.Count, chat.MostAtOnce));
    }

    [Fact]
    public async Task Complete_Cancelled_EndsTheCallsToo()
    {
        using var cancel = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource();
        var chat = new FakeChatClient(async (_, cancellationToken) =>
        {
            await using var registration = cancellationToken.Register(() => cancelled.TrySetResult());
            await cancel.CancelAsync();
            await cancelled.Task;
            throw new HttpRequestException("the connection was closed");
        });
        await using var cortex = With(chat);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            cortex.QueryScalarAsync<string>(Statement("SELECT AI_COMPLETE('llama3.1-8b', 'p')"), null, cancel.Token));
    }

    [Fact]
    public void Options_NoConcurrency_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalCortex(new() { ChatConcurrency = 0 }));

    private static LocalCortex With(FakeChatClient chat, string model = "llama3.1-8b", int concurrency = 8) =>
        new(new() { ChatClients = new Dictionary<string, IChatClient> { [model] = chat }, ChatConcurrency = concurrency });

    private static SqlStatement Statement(string text) => SqlStatement.Create($"{SqlText.Trusted(text)}");

    private static Task<string?> ValueAsync(LocalCortex cortex, string text) => cortex.QueryScalarAsync<string>(Statement(text));

    private static async Task<JsonElement> JsonAsync(LocalCortex cortex, string text) => JsonElement.Parse((await ValueAsync(cortex, text))!);
}
