using System.Net;
using System.Text;
using System.Text.Json;
using CortexSharp.Local.Server.Hosting;
using CortexSharp.Local.Testing;

namespace CortexSharp.Local.Server.Tests.Inference;

public class InferenceTests : ServerTest
{
    private readonly TestControls _controls = new();

    private protected override LocalCortexServerOptions Options => new() { Cortex = new() { Controls = _controls, UsageLatency = TimeSpan.Zero } };

    [Fact]
    public async Task Complete_NotStreamed_GivesTheDocumentedBody()
    {
        _controls.OnCompletion().Answer("two words");

        var answer = await CompleteAsync("""{"model":"mistral-7b","messages":[{"content":"hi"}],"stream":false}""");

        Assert.Equal("two words", answer.Body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal(
            "two words", answer.Body.GetProperty("choices")[0].GetProperty("message").GetProperty("content_list")[0].GetProperty("text").GetString());
        Assert.Equal("stop", answer.Body.GetProperty("finish_reason").GetString());
        Assert.True(Guid.TryParse(answer.Headers["X-Snowflake-Request-ID"], out _));
    }

    [Theory]
    [InlineData("mistral-7b", false)]
    [InlineData("claude-sonnet-4-6", true)]
    public async Task Complete_Streamed_TellsTextTwiceAndUsageByTheModel(string model, bool usageOnlyAtTheEnd)
    {
        _controls.OnCompletion().Answer("two words");

        var events = await EventsAsync("inference:complete", $$"""{"model":"{{model}}","messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal(3, events.Count);
        var deltas = events.Select(e => JsonElement.Parse(e).GetProperty("choices")[0].GetProperty("delta")).ToList();
        Assert.Equal("two words", string.Concat(deltas.Take(2).Select(d => d.GetProperty("content").GetString())));
        Assert.Equal("two words", string.Concat(deltas.Take(2).Select(d => d.GetProperty("content_list")[0].GetProperty("text").GetString())));
        Assert.Empty(deltas[2].EnumerateObject());
        Assert.Equal(usageOnlyAtTheEnd, !JsonElement.Parse(events[0]).GetProperty("usage").EnumerateObject().Any());
        Assert.True(JsonElement.Parse(events[2]).GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task Chat_Streamed_EndsWithItsMarker()
    {
        var events = await EventsAsync("v1/chat/completions", """{"model":"mistral-7b","messages":[{"role":"user","content":"hi"}],"stream":true}""");

        Assert.Equal("[DONE]", events[^1]);
        Assert.False(JsonElement.Parse(events[0]).GetProperty("choices")[0].GetProperty("delta").TryGetProperty("role", out _));
    }

    [Fact]
    public async Task Chat_UnknownModel_GivesSnowflakesError()
    {
        var answer = await ChatAsync("""{"model":"fake_model","messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("300014", answer.Code);
        Assert.Equal("unknown model: \"fake_model\"", answer.Body.GetProperty("message").GetString());
        Assert.Equal(answer.Headers["X-Snowflake-Request-ID"], answer.Body.GetProperty("request_id").GetString());
    }

    [Theory]
    [InlineData("""{"model":"openai-gpt-5","messages":[{"role":"user","content":"hi"}],"max_tokens":10}""", 400)]
    [InlineData("""{"model":"openai-gpt-5","messages":[{"role":"user","content":"hi"}],"store":true}""", 400)]
    [InlineData("""{"model":"mistral-7b","messages":[{"role":"user","content":"hi"}],"tools":[]}""", 400)]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}]}""", 422)]
    [InlineData("""{"model":"mistral-7b"}""", 400)]
    [InlineData("nonsense", 400)]
    public async Task Chat_WrongRequest_IsRefused(string body, int status) => Assert.Equal(status, (int)(await ChatAsync(body)).Status);

    [Fact]
    public async Task Chat_SchemaForAnOpenModel_IsIgnoredSilently()
    {
        _controls.OnCompletion().Answer("plain text");

        var answer = await ChatAsync("""
            {"model":"mistral-7b","messages":[{"role":"user","content":"hi"}],"stop":["x"],"logprobs":true,
             "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}}}
            """);

        Assert.Equal("plain text", answer.Body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task Usage_OfRequests_ShowsInItsViewAlone()
    {
        var answer = await ChatAsync("""{"model":"mistral-7b","messages":[{"role":"user","content":"hi"}]}""");

        var total = answer.Body.GetProperty("usage").GetProperty("total_tokens").GetInt32();
        var rest = await RunAsync("SELECT request_id, model_name, tokens FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_REST_API_USAGE_HISTORY");
        Assert.Equal($"""[["{answer.Headers["X-Snowflake-Request-ID"]}","mistral-7b","{total}"]]""", rest.Data);
        Assert.Equal("""[["0"]]""", (await RunAsync("SELECT COUNT(*) FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AI_FUNCTIONS_USAGE_HISTORY")).Data);
    }

    [Fact]
    public async Task Embed_Texts_GivesNestedVectors()
    {
        var answer = await PostAsync("/api/v2/cortex/inference:embed", """{"model":"e5-base-v2","text":["foo","bar"]}""");

        Assert.Equal(2, answer.Body.GetProperty("data").GetArrayLength());
        Assert.Equal(768, answer.Body.GetProperty("data")[1].GetProperty("embedding")[0].GetArrayLength());
        Assert.Equal("300014", (await PostAsync("/api/v2/cortex/inference:embed", """{"model":"x","text":["foo"]}""")).Code);
    }

    [Fact]
    public async Task Models_Listed_AreTheEngines() =>
        Assert.Contains(
            "llama3.1-8b", (await GetAsync("/api/v2/cortex/models")).Body.GetProperty("models").EnumerateArray().Select(m => m.GetString()));

    private Task<Answer> CompleteAsync(string body) => PostAsync("/api/v2/cortex/inference:complete", body);

    private Task<Answer> ChatAsync(string body) => PostAsync("/api/v2/cortex/v1/chat/completions", body);

    private async Task<List<string>> EventsAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri($"/api/v2/cortex/{path}", UriKind.Relative), content);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => e["data: ".Length..])];
    }
}
