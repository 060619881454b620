using System.Text.Json;
using System.Text.RegularExpressions;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Testing;

/// <summary>Rules for rows of completions: which they catch, in which order, and what becomes of the row.</summary>
public sealed class CompletionRulesTests : ControlledTest
{
    [Fact]
    public async Task Answer_OfNoRule_IsTheModels()
    {
        var usual = await AskAsync("Pick one: red, green. The grass is green.");
        var rule = Controls.OnCompletion("elephant").Answer("grey");
        Assert.Equal(usual, await AskAsync("Pick one: red, green. The grass is green."));
        Assert.Equal(0, rule.Fired);
        Assert.False(rule.Reached.IsCompleted);
    }

    [Fact]
    public async Task Answer_Several_ComeInTurnAndTheLastStays()
    {
        var rule = Controls.OnCompletion().Answer("one", null, "three");
        Assert.Equal(["one", null, "three", "three"], await AskEachAsync("p", "p", "p", "p"));
        Assert.Equal(4, rule.Fired);
        await rule.Reached;
    }

    [Fact]
    public async Task OnCompletion_Conditions_AreOfPromptAndModel()
    {
        Controls.OnCompletion(model: "MISTRAL-7B").Answer("by model");
        Controls.OnCompletion("money").Answer("by text");
        Controls.OnCompletion(new Regex(@"order \d+$")).Answer("by expression");
        Controls.OnCompletion(call => call.Prompt.Length == 3).Answer(call => $"{call.Model} {call.Prompt}");
        Assert.Equal(["by text", "by expression", "llama3.1-8b abc"], await AskEachAsync("my money back", "about order 12", "abc"));
        Assert.Equal("by model", await AskAsync("anything", "mistral-7b"));
        Assert.NotEqual("by text", await AskAsync("MONEY, that is"));
    }

    [Fact]
    public void OnCompletion_ExpressionThatBacktracks_IsRefused() =>
        Assert.Throws<NotSupportedException>(() => Controls.OnCompletion(new Regex(@"(a)\1")));

    [Fact]
    public async Task Rules_LaterOnes_ComeFirstUntilTheyAreUsedUp()
    {
        var always = Controls.OnCompletion().Answer("always");
        var twice = Controls.OnCompletion().Skip(1).Times(2).Answer("second and third");
        Assert.Equal(["always", "second and third", "second and third", "always"], await AskEachAsync("p", "p", "p", "p"));
        Assert.Equal((2, 2), (always.Fired, twice.Fired));
        always.Remove();
        Assert.NotEqual("always", await AskAsync("p"));
        Controls.OnCompletion().Answer("anew");
        Controls.Reset();
        Assert.NotEqual("anew", await AskAsync("p"));
    }

    [Theory]
    [InlineData(true, null, null)]
    [InlineData(false, "too many requests", 429)]
    public async Task Rows_ThatFail_AreNullOrHaveTheirError(bool isNull, string? words, int? status)
    {
        _ = isNull ? Controls.OnCompletion("bad").AnswerNull() : Controls.OnCompletion("bad").Throttle();
        Assert.Null(await AskAsync("bad"));
        var details =
            JsonElement.Parse((await ValueAsync("SELECT AI_COMPLETE(MODEL => 'llama3.1-8b', PROMPT => 'bad', RETURN_ERROR_DETAILS => TRUE)"))!);
        Assert.Equal((JsonValueKind.Null, words), (details.GetProperty("value").ValueKind, details.GetProperty("error").GetString()));
        Assert.Null(await ValueAsync("SELECT SNOWFLAKE.CORTEX.TRY_COMPLETE('llama3.1-8b', 'bad')"));
        if (status is null)
        {
            Assert.Null(await ValueAsync("SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', 'bad')"));
            return;
        }

        var error = await Assert.ThrowsAsync<CortexException>(() => ValueAsync("SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', 'bad')"));
        Assert.Equal(CortexErrorKind.Throttled, error.Kind);
    }

    [Fact]
    public async Task Fail_ReasonAndStatus_AreTheErrors()
    {
        Controls.OnCompletion().Fail("budget exceeded", 402);
        var error = await Assert.ThrowsAsync<CortexException>(() => ValueAsync("SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', 'p')"));
        Assert.Equal(CortexErrorKind.BudgetExceeded, error.Kind);
        Assert.Throws<ArgumentOutOfRangeException>(() => Controls.OnCompletion().Fail("fine", 200));
    }

    [Fact]
    public async Task Answer_ThatThrows_IsTheRowsError()
    {
        Controls.OnCompletion().Answer(call => throw new InvalidOperationException("a mistake in the test"));
        var details =
            JsonElement.Parse((await ValueAsync("SELECT AI_COMPLETE(MODEL => 'llama3.1-8b', PROMPT => 'p', RETURN_ERROR_DETAILS => TRUE)"))!);
        Assert.Equal("internal error: InvalidOperationException: a mistake in the test", details.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("""{"label":"x"}""", null)]
    [InlineData("no JSON", "json mode output validation error")]
    public async Task Answer_WithSchema_MustBeJson(string answer, string? error)
    {
        Controls.OnCompletion().Answer(answer);
        var details = JsonElement.Parse((await ValueAsync("""
            SELECT AI_COMPLETE(MODEL => 'llama3.1-8b', PROMPT => 'p', RETURN_ERROR_DETAILS => TRUE,
                RESPONSE_FORMAT => {'type': 'json', 'schema': {'type': 'object', 'properties': {'label': {'type': 'string'}}}})
            """))!);
        if (error is null)
            Assert.Equal("x", details.GetProperty("value").GetProperty("label").GetString());
        else
            Assert.StartsWith(error, details.GetProperty("error").GetString());
    }

    [Fact]
    public async Task After_Delay_WaitsByTheClock()
    {
        var rule = Controls.OnCompletion("slow").After(TimeSpan.FromSeconds(10)).Answer("late");
        var asked = AskAsync("slow");
        await rule.Reached;
        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(asked.IsCompleted);
        await WhenDoneAsync(asked);
        Assert.Equal("late", await asked);
    }

    [Fact]
    public async Task Answer_Async_IsCancelledWithTheStatement()
    {
        using var cancel = new CancellationTokenSource();
        var rule = Controls.OnCompletion().Answer(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return "never";
        });
        var asked = Local.QueryScalarAsync<string>(Sql("SELECT AI_COMPLETE('llama3.1-8b', 'p')"), null, cancel.Token);
        await rule.Reached;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Times_RowsInParallel_CatchesExactlySoMany()
    {
        var rule = Controls.OnCompletion("row").Times(17).Throttle();
        var proceed = Controls.OnCompletion("row 1").Proceed();
        await DoAsync(
            "CREATE TABLE t AS SELECT 'row ' || VALUE::VARCHAR AS p FROM TABLE(FLATTEN(INPUT => "
            + $"PARSE_JSON('{JsonSerializer.Serialize(Enumerable.Range(2000, 500))}')))");
        Assert.Equal("483", await ValueAsync("SELECT COUNT(AI_COMPLETE('llama3.1-8b', p)) FROM (SELECT p FROM t)"));
        Assert.Equal((17, 0), (rule.Fired, proceed.Fired));
    }

    [Fact]
    public async Task OnCompletion_QueryTag_IsKnown()
    {
        Controls.OnCompletion(call => call.QueryTag == "nightly").Answer("by tag");
        Assert.Equal("by tag", await ValueAsync("SELECT AI_COMPLETE('llama3.1-8b', 'p')", new SqlExecutionOptions { QueryTag = "nightly" }));
        Assert.DoesNotContain("secret", new CompletionCall("m", "secret", "id", null).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new StatementCall("secret", new()).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Moves the clock until a task has noticed.</summary>
    private async Task WhenDoneAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
