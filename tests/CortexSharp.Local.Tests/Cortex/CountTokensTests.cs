using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Cortex;

public sealed class CountTokensTests : IAsyncLifetime
{
    private const string Legacy = "SNOWFLAKE.CORTEX.COUNT_TOKENS";
    private const string Text = "The weather in the mountains is fine today.";

    private readonly CortexHarness _cortex = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cortex.DisposeAsync().AsTask();

    [Fact]
    public async Task Count_KnownModel_IsNumber()
    {
        var expected = (long)TokenCounter.Count(Text);

        Assert.Equal(expected, await CountAsync("llama3.1-8b"));
        Assert.Equal(expected, await _cortex.CallAsync(Legacy, [Arg.Text("llama3.1-8b"), Arg.Text(Text)]));
        Assert.Equal($$"""{"value":{{expected}},"error":null}""", await DetailsAsync("llama3.1-8b"));
    }

    [Theory]
    [InlineData("claude-sonnet-4-6", "model \"claude-sonnet-4-6\" is not supported for counting tokens")]
    [InlineData("openai-gpt-5", "model \"openai-gpt-5\" is not supported for counting tokens")]
    [InlineData("tuned", "model \"tuned\" is not supported for counting tokens")]
    [InlineData("LLAMA3.1-8B", "unknown model \"LLAMA3.1-8B\"")]
    [InlineData("none", "unknown model \"none\"")]
    public async Task Count_ModelThatCannotBeCounted_Fails(string model, string expected)
    {
        if (model == "tuned")
            await _cortex.TuneAsync();

        Assert.Null(await CountAsync(model));
        var escaped = expected.Replace("\"", "\\\"", StringComparison.Ordinal);
        Assert.Equal($$"""{"value":null,"error":"{{escaped}}"}""", await DetailsAsync(model));
        var error = await Assert.ThrowsAsync<LocalSqlException>(() => _cortex.CallAsync(Legacy, [Arg.Text(model), Arg.Text(Text)]));
        Assert.Equal($"Request failed for external function COUNT_TOKENS$V1 with remote service error: 400 '\"{escaped}\"'", error.Message);
    }

    [Fact]
    public async Task Count_NullText_IsNull() =>
        Assert.Null(await _cortex.CallAsync("AI_COUNT_TOKENS", [Arg.Text("ai_complete"), Arg.Text("mistral-7b"), Arg.Null]));

    [Fact]
    public async Task Count_PositionalErrorDetails_IsNull() =>
        Assert.Null(await _cortex.CallAsync("AI_COUNT_TOKENS", [Arg.Text("ai_complete"), Arg.Text("mistral-7b"), Arg.Text(Text), Arg.True]));

    [Theory]
    [InlineData("ai_transcribe")]
    [InlineData("AI_SENTIMENT")]
    public void Bind_AnotherFunction_IsRefusedByName(string function) => Assert.Contains($"'{function}'",
        Assert.Throws<UnsupportedFeatureException>(() => _cortex.Functions.Bind("AI_COUNT_TOKENS", [Arg.Text(function), Arg.Text(Text)])).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Count_FunctionWithoutModel_CountsAllThatItIsGiven()
    {
        var text = (long)TokenCounter.Count(Text);
        const string labels = """["fine","bad"]""";

        Assert.Equal(text, await _cortex.CallAsync("AI_COUNT_TOKENS", [Arg.Text("ai_sentiment"), Arg.Text(Text)]));
        Assert.Equal(
            text + TokenCounter.Count(labels),
            await _cortex.CallAsync("AI_COUNT_TOKENS", [Arg.Text("ai_classify"), Arg.Text(Text), Arg.Json(labels)]));
        Assert.Equal($$"""{"value":{{text}},"error":null}""",
            await _cortex.CallAsync("AI_COUNT_TOKENS", [Arg.Text("ai_redact"), Arg.Text(Text), Arg.True.As("RETURN_ERROR_DETAILS")]));
    }

    [Fact]
    public async Task Count_Embedding_NeedsAModelThatEmbeds()
    {
        Assert.Equal(
            (long)TokenCounter.Count(Text),
            await _cortex.CallAsync("AI_COUNT_TOKENS", [Arg.Text("ai_embed"), Arg.Text("e5-base-v2"), Arg.Text(Text)]));
        Assert.Null(await _cortex.CallAsync("AI_COUNT_TOKENS", [Arg.Text("ai_embed"), Arg.Text("llama3.1-8b"), Arg.Text(Text)]));
    }

    private Task<object?> CountAsync(string model) =>
        _cortex.CallAsync("AI_COUNT_TOKENS", [Arg.Text("ai_complete"), Arg.Text(model), Arg.Text(Text)]);

    private Task<object?> DetailsAsync(string model) =>
        _cortex.CallAsync("AI_COUNT_TOKENS", [Arg.Text("ai_complete"), Arg.Text(model), Arg.Text(Text), Arg.True.As("RETURN_ERROR_DETAILS")]);
}
