using System.Text.Json;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Cortex;

public sealed class LegacyCompleteTests : IAsyncLifetime
{
    private const string Complete = "SNOWFLAKE.CORTEX.COMPLETE";
    private const string TryComplete = "SNOWFLAKE.CORTEX.TRY_COMPLETE";
    private const string Prompt = "The weather in the mountains is fine today.";

    private readonly CortexHarness _cortex = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cortex.DisposeAsync().AsTask();

    [Theory]
    [InlineData(Complete)]
    [InlineData(TryComplete)]
    public async Task Complete_WithoutOptions_IsText(string function) =>
        Assert.Equal(new BaseModel().Complete(Prompt), await _cortex.CallAsync(function, [Arg.Text("llama3.1-8b"), Arg.Text(Prompt)]));

    [Fact]
    public async Task Complete_WithEmptyOptions_IsJsonOfDetails()
    {
        var answer = new BaseModel().Complete(Prompt);
        var (prompt, completion) = (TokenCounter.Count(Prompt), TokenCounter.Count(answer));

        var result = await _cortex.CallAsync(Complete, [Arg.Text("mistral-7b"), History(("user", Prompt)), Arg.Json("{}")]);

        Assert.Equal(
            $$$"""{"choices":[{"messages":"{{{answer}}}"}],"created":1795348800,"model":"mistral-7b","usage":{"completion_tokens":{{{completion}}},"prompt_tokens":{{{prompt}}},"total_tokens":{{{prompt + completion}}}}}""",
            result);
    }

    [Fact]
    public async Task Complete_WithResponseFormat_FollowsSchema()
    {
        var result = await _cortex.CallAsync(Complete, [Arg.Text("mistral-7b"), History(("user", Prompt)),
            Arg.Json("""{"response_format":{"type":"json","schema":{"type":"object","properties":{"answer":{"type":"string"}}}}}""")]);

        Assert.True(JsonElement.Parse((string)result!).TryGetProperty("answer", out _));
    }

    [Fact]
    public async Task Complete_HistoryForTunedModel_ShowsLastTurn()
    {
        await _cortex.TuneAsync();

        var result = await _cortex.CallAsync(Complete, [Arg.Text("tuned"),
            History(("system", "Where is the parcel?"), ("user", "delivery"), ("assistant", "delivery"), ("user", "I want my money back")),
            Arg.Json("{}")]);

        Assert.Contains("refund", (string)result!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("assistant")]
    [InlineData("system")]
    [InlineData("user user")]
    [InlineData("user assistant")]
    [InlineData("user system")]
    [InlineData("system system user")]
    [InlineData("robot")]
    public async Task Complete_HistoryOutOfTurn_Raises(string roles)
    {
        var history = History([.. roles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(role => (role, "text"))]);

        var error = await Assert.ThrowsAsync<LocalSqlException>(() => _cortex.CallAsync(Complete, [Arg.Text("mistral-7b"), history, Arg.Json("{}")]));

        Assert.Contains("invalid messages object", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("system user")]
    [InlineData("user assistant user")]
    [InlineData("system user assistant user")]
    public async Task Complete_HistoryInTurn_Answers(string roles) => Assert.NotNull(await _cortex.CallAsync(Complete,
        [Arg.Text("mistral-7b"), History([.. roles.Split(' ').Select(role => (role, "Some text to read."))]), Arg.Json("{}")]));

    [Fact]
    public async Task Complete_UnknownModel_RaisesInSnowflakesWrapping()
    {
        var error = await Assert.ThrowsAsync<LocalSqlException>(() => _cortex.CallAsync(Complete, [Arg.Text("x"), Arg.Text(Prompt)]));

        Assert.Equal("""Request failed for external function COMPLETE$V2 with remote service error: 400 '"unknown model \"x\""'""", error.Message);
        Assert.Equal((100351, "P0000"), (error.Code, error.SqlState));
        Assert.Equal(CortexErrorKind.UnknownModel, error.ToSnowflakeError("q").Kind);
    }

    [Fact]
    public async Task Complete_OneRowOfManyFails_FailsTheStatement()
    {
        var rows = Enumerable.Range(0, 100).Select(i => new object?[] { i == 60 ? "x" : "mistral-7b" }).ToArray();
        var call = _cortex.Functions.Bind(Complete, [Arg.Row, Arg.Text(Prompt)]);

        await Assert.ThrowsAsync<LocalSqlException>(() => call.EvaluateAsync(rows, CortexHarness.Context, CancellationToken.None));
    }

    [Fact]
    public async Task TryComplete_Failure_IsNull()
    {
        Assert.Null(await _cortex.CallAsync(TryComplete, [Arg.Text("x"), Arg.Text(Prompt)]));
        Assert.Null(await _cortex.CallAsync(TryComplete, [Arg.Text("mistral-7b"), History(("user", Prompt)), Arg.Json("""{"max_tokens":8193}""")]));
        Assert.Null(await _cortex.CallAsync(TryComplete, [Arg.Text("mistral-7b"), Arg.Row, Arg.Json("{}")], "no history"));
    }

    [Fact]
    public async Task Complete_NullPrompt_IsNull() => Assert.Null(await _cortex.CallAsync(Complete, [Arg.Text("mistral-7b"), Arg.Null]));

    [Theory]
    [InlineData("\"text\"", "{}")]
    [InlineData("""[{"role":"user","content":"x"}]""", "null")]
    [InlineData("""{"template":"{0}","args":["x"]}""", "null")]
    [InlineData("""{"template":"{0}","args":["x"]}""", "{}")]
    public void Bind_PromptThatDoesNotFitOptions_IsCompilationError(string prompt, string options)
    {
        var error =
            Assert.Throws<LocalSqlException>(() => _cortex.Functions.Bind(Complete, [Arg.Text("mistral-7b"), Arg.Json(prompt), Arg.Json(options)]));

        Assert.Equal(1044, error.Code);
    }

    private static Local.Cortex.CortexArgument History(params (string Role, string Content)[] turns) =>
        Arg.Json(JsonSerializer.Serialize(turns.Select(t => new { role = t.Role, content = t.Content })));
}
