using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>What <see cref="ICortexCompleteClient"/> sends runs on the offline Cortex and means what it should.</summary>
public sealed class CompletionTests : IAsyncLifetime
{
    private readonly SdkFixture _sdk = new();

    [Fact]
    public async Task CompleteAsync_Prompt_IsAnsweredWithUsage()
    {
        var result = await _sdk.Complete.CompleteAsync("llama3.1-8b", "Answer with one of: cat, dog.\nText: the dog barks; it's \\ a 'dog'");
        Assert.Equal(("dog", "llama3.1-8b"), (result.Text, result.Model));
        Assert.True(result.Usage!.PromptTokens > 5 && result.Usage.CompletionTokens > 0);
        Assert.NotNull(result.QueryId);
        Assert.NotNull(result.CreatedAt);
    }

    [Fact]
    public async Task CompleteAsync_LegacyHistory_Works()
    {
        var request = new CompletionRequest(
            "llama3.1-8b", [CompletionMessage.System("Answer with one of: cat, dog."), CompletionMessage.User("It barks: dog or cat? dog")])
        {
            HistoryMode = HistoryMode.LegacyComplete,
        };
        var result = await _sdk.Complete.CompleteAsync(request);
        Assert.NotEmpty(result.Text);
        Assert.Equal(HistoryMode.LegacyComplete, result.HistoryMode);
    }

    [Fact]
    public async Task CompleteAsync_Schema_GivesJson()
    {
        var request = new CompletionRequest("llama3.1-8b", "Text: the dog barks")
        {
            ResponseSchema = ResponseSchema.Parse(
                """{"type":"object","properties":{"animal":{"type":"string","enum":["cat","dog"]}},"required":["animal"],"additionalProperties":false}"""),
        };
        Assert.Equal("dog", (await _sdk.Complete.CompleteAsync(request)).StructuredValue!.Value.GetProperty("animal").GetString());
        Assert.Equal(
            "dog",
            (await _sdk.Complete.CompleteAsync(request with { HistoryMode = HistoryMode.LegacyComplete })).StructuredValue!.Value.GetProperty(
                "animal")
                .GetString());
    }

    [Fact]
    public async Task CompleteAsync_Failures_HaveTheirKinds()
    {
        var unknown = await Assert.ThrowsAsync<CortexException>(() => _sdk.Complete.CompleteAsync("no-such-model", "p"));
        Assert.Equal((CortexErrorKind.UnknownModel, "no-such-model"), (unknown.Kind, unknown.Model));
        var cut = await Assert.ThrowsAsync<CortexException>(() => _sdk.Complete.CompleteAsync(new CompletionRequest("llama3.1-8b", "p")
        {
            Options = new() { MaxTokens = 1 },
            ResponseSchema = ResponseSchema.Parse("""{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}"""),
        }));
        Assert.Equal(CortexErrorKind.InvalidStructuredOutput, cut.Kind);
    }

    [Fact]
    public async Task CompleteAsync_DetailsRefused_IsServedWithout()
    {
        await using var sdk = new SdkFixture(new() { AllowErrorDetails = false });
        Assert.Equal("dog", (await sdk.Complete.CompleteAsync("llama3.1-8b", "Answer with one of: cat, dog.\nText: the dog barks")).Text);
        Assert.Equal(
            CortexErrorKind.NoAnswer, (await Assert.ThrowsAsync<CortexException>(() => sdk.Complete.CompleteAsync("no-such-model", "p"))).Kind);
    }

    [Fact]
    public async Task CountTokensAsync_BaseAndTuned_CountOrSayWhyNot()
    {
        var count = await _sdk.Complete.CountTokensAsync("llama3.1-8b", "one two three");
        Assert.InRange(count.Tokens, 3, 6);
        Assert.Equal(
            count.Tokens,
            (await _sdk.Complete.CountTokensAsync(new TokenCountRequest("A.B.C", "one two three") { BaseModel = "llama3.1-8b" })).Tokens);
        await Assert.ThrowsAsync<CortexException>(() => _sdk.Complete.CountTokensAsync("a.b.c", "x"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteTableAsync_WithDestination_AnswersEachRowOnce(bool errorDetails)
    {
        await using var sdk = new SdkFixture(new() { AllowErrorDetails = errorDetails });
        await FillAsync(sdk);
        var answers = await sdk.Complete.CompleteTableAsync(Request() with { SliceSize = 2 }).OrderBy(a => a.Key).ToListAsync();
        Assert.Equal(["cat", "dog", "cat", "", "dog"], answers.Select(a => a.Result?.Text ?? ""));
        Assert.NotNull(answers[3].Error); // a NULL prompt
        Assert.All(answers.Where(a => a.Result is not null), a => Assert.True(a.Result!.Usage!.TotalTokens > 0));
        Assert.Equal(5, await sdk.CountAsync("answers"));

        // Nothing is asked again; a changed prompt and a new row are.
        await sdk.RunAsync(SqlStatement.Create($"UPDATE rows_in SET q = 'Answer with one of: cat, dog.\nText: a dog' WHERE id = 1"));
        await sdk.RunAsync(SqlStatement.Create($"INSERT INTO rows_in VALUES (6, 'Answer with one of: cat, dog.\nText: one more cat')"));
        var again = await sdk.Complete.CompleteTableAsync(Request() with { SliceSize = 2 }).OrderBy(a => a.Key).ToListAsync();
        Assert.Equal(["dog", "dog", "cat", "", "dog", "cat"], again.Select(a => a.Result?.Text ?? ""));
        Assert.Equal(7, await sdk.CountAsync("answers"));
    }

    [Fact]
    public async Task CompleteTableAsync_OtherOptions_AreOtherAnswers()
    {
        await FillAsync(_sdk);
        await _sdk.Complete.CompleteTableAsync(Request()).ToListAsync();
        await _sdk.Complete.CompleteTableAsync(Request() with { Options = new() { MaxTokens = 3 } }).ToListAsync();
        Assert.Equal(10, await _sdk.CountAsync("answers"));
    }

    [Fact]
    public async Task CompleteTableAsync_AnswerColumn_IsThereForSql()
    {
        await FillAsync(_sdk);
        await _sdk.Complete.CompleteTableAsync(Request()).ToListAsync();
        Assert.Equal("dog", await _sdk.Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT answer FROM answers WHERE key = '2'")));
        Assert.True(await _sdk.Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT SUM(prompt_tokens) FROM answers")) > 0);
    }

    [Fact]
    public async Task CompleteTableAsync_UnknownModel_IsAnErrorPerRowAndCanBeRetried()
    {
        await FillAsync(_sdk);
        var answers = await _sdk.Complete.CompleteTableAsync(Request() with { Model = "no-such-model" }).ToListAsync();
        Assert.Equal(4, answers.Count(a => a.Error?.Kind == CortexErrorKind.UnknownModel));
        Assert.Equal(5, await _sdk.Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(error) FROM answers")));

        // The failed rows of another source in the same table are left alone.
        await _sdk.RunAsync(SqlStatement.Create($"UPDATE answers SET error = 'kept' WHERE key = '1'"));
        await _sdk.RunAsync(SqlStatement.Create($"UPDATE answers SET key = 'elsewhere' WHERE key = '2'"));
        await _sdk.Complete.CompleteTableAsync(Request() with { Model = "no-such-model", RetryFailed = true }).ToListAsync();
        Assert.Equal(6, await _sdk.CountAsync("answers"));
        Assert.Equal(0, await _sdk.Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM answers WHERE error = 'kept'")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteTableAsync_PureQuery_StoresNothing(bool errorDetails)
    {
        await using var sdk = new SdkFixture(new() { AllowErrorDetails = errorDetails });
        await FillAsync(sdk);
        var answers = await sdk.Complete.CompleteTableAsync(Request() with { Destination = null, SliceSize = 2 }).OrderBy(a => a.Key).ToListAsync();
        Assert.Equal(["cat", "dog", "cat", "", "dog"], answers.Select(a => a.Result?.Text ?? ""));
        await Assert.ThrowsAsync<CortexException>(() => sdk.CountAsync("answers"));
    }

    [Fact]
    public async Task CompleteTableAsync_Schema_GivesStructuredValues()
    {
        await FillAsync(_sdk);
        await _sdk.RunAsync(SqlStatement.Create($"DELETE FROM rows_in WHERE id = 4"));
        var request = Request() with
        {
            ResponseSchema = ResponseSchema.Parse(
                """{"type":"object","properties":{"animal":{"type":"string","enum":["cat","dog"]}},"required":["animal"],"additionalProperties":false}"""),
        };
        var answers = await _sdk.Complete.CompleteTableAsync(request).Where(a => a.Error is null).OrderBy(a => a.Key).ToListAsync();
        Assert.Equal(["cat", "dog", "cat", "dog"], answers.Select(a => a.Result!.StructuredValue!.Value.GetProperty("animal").GetString()));
        Assert.Equal(JsonValueKind.Object, answers[0].Result!.Raw!.Value.ValueKind);
        Assert.Equal(
            "cat",
            await _sdk.Executor.QueryScalarAsync<string>(
                SqlStatement.Create($"SELECT PARSE_JSON(answer):animal::VARCHAR FROM answers WHERE key = '1'")));
    }

    [Fact]
    public async Task CompleteTableAsync_DetailsRefusedAndSchema_AnswerColumnIsFilledToo()
    {
        await using var sdk = new SdkFixture(new() { AllowErrorDetails = false });
        await FillAsync(sdk);
        await sdk.Complete.CompleteTableAsync(
            Request() with
            {
                ResponseSchema = ResponseSchema.Parse(
                    """{"type":"object","properties":{"animal":{"type":"string","enum":["cat","dog"]}},"required":["animal"],"additionalProperties":false}"""),
            }).ToListAsync();
        Assert.Equal(4, await sdk.Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(answer) FROM answers")));
        Assert.Equal(1, await sdk.Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(error) FROM answers")));
    }

    [Fact]
    public void Dispose_Synchronously_Works()
    {
        using var cortex = new LocalCortex(new());
        Assert.NotNull(cortex);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _sdk.DisposeAsync().AsTask();

    private static TableCompletionRequest Request() =>
        new("llama3.1-8b", SqlStatement.Create($"SELECT id, q FROM rows_in -- every row"), SqlIdentifier.Parse("answers"))
        {
            KeyColumn = "id",
            PromptColumn = "q",
        };

    private static async Task FillAsync(SdkFixture sdk)
    {
        await sdk.RunAsync(SqlStatement.Create($"CREATE TABLE rows_in (id NUMBER, q VARCHAR)"));
        foreach (var (id, animal) in new[] { (1, "cat"), (2, "dog"), (3, "cat"), (5, "dog") })
        {
            await sdk.RunAsync(
                SqlStatement.Create($"INSERT INTO rows_in VALUES ({id}, {$"Answer with one of: cat, dog.\nText: here is a {animal}"})"));
        }

        await sdk.RunAsync(SqlStatement.Create($"INSERT INTO rows_in VALUES (4, NULL)"));
    }
}
