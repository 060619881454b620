using System.Text.Json;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using TokenCounter = CortexSharp.Local.Models.TokenCounter;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>Redaction by <c>AI_REDACT</c>: long texts refused or in pieces, and failures that never pass for clean texts.</summary>
public sealed class AiRedactionTests : IAsyncLifetime
{
    private const string Filler = "the parcel has not come yet and nobody writes back ";

    private SdkFixture _sdk = new(new() { UsageLatency = TimeSpan.Zero });

    [Fact]
    public async Task Refuse_LongTexts_FailBeforeAnythingIsPaid()
    {
        await FillAsync(("short", "x"), (Text(6_000), "x"), ("short too", Text(5_000)));
        var error = await Assert.ThrowsAsync<CortexException>(() => RedactAsync(new() { UseAiRedact = true }));
        Assert.Equal(CortexErrorKind.InvalidValue, error.Kind);
        Assert.Contains(
            "2 rows have a text of more than 1024 tokens (counted by AI_COUNT_TOKENS for llama3.1-8b)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Keys: 2, 3.", error.Message, StringComparison.Ordinal);
        Assert.Contains("OverLimit to Split", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await TokensAsync());
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Refuse_TextsWithinTheLimit_AreRedactedOnceEach()
    {
        (string Prompt, string Completion)[] rows = [.. Enumerable.Range(0, 30)
            .Select(i => ($"My name is John, order {i}", i % 2 == 0 ? "late" : "lost"))];
        await FillAsync(rows);
        var pairs = await RedactAsync(new() { UseAiRedact = true });
        Assert.All(pairs, p => Assert.StartsWith("My name is [NAME], order", p.Prompt, StringComparison.Ordinal));
        var paid = rows.Select(r => r.Prompt).Concat(["late", "lost"])
            .Sum(t => TokenCounter.Count(t) + TokenCounter.Count(t.Replace("John", "[NAME]", StringComparison.Ordinal)));
        Assert.Equal(paid, await TokensAsync());
    }

    [Fact]
    public async Task Split_LongTexts_AreRedactedAndComplete()
    {
        var texts = Enumerable.Range(0, 4).Select(i => $"{Text(3_000 * i)}My name is John {i}. {Text(5_000)}write to ann@example.org{i}").ToList();
        await FillAsync([.. texts.Select(t => (t, "x"))]);
        var pairs = await RedactAsync(new() { Kinds = [], UseAiRedact = true, OverLimit = OverLimitPolicy.Split });
        Assert.Equal(
            texts.Select(t => t.Replace("John", "[NAME]", StringComparison.Ordinal)[..^"ann@example.org0".Length] + "[EMAIL]")
                .Order(StringComparer.Ordinal),
            pairs.Select(p => p.Prompt).Order(StringComparer.Ordinal));
        await AssertNothingIsLeftAsync();
    }

    /// <summary>The phrase that tells a name lies before the cut, the name behind it, wherever the cut comes to lie.</summary>
    [Fact]
    public async Task Split_ValueOnACut_IsFound()
    {
        await FillAsync(
            [.. Enumerable.Range(0, 120)
                .Select(i => ($"{new string('a', 740)} {new string('b', i)} my name is Zorkander Quux and {Text(4_000)}", "x"))]);
        var pairs = await RedactAsync(new() { Kinds = [], UseAiRedact = true, OverLimit = OverLimitPolicy.Split });
        Assert.All(pairs, p => Assert.Contains(" my name is [NAME] and the parcel", p.Prompt, StringComparison.Ordinal));
        Assert.Equal(120, pairs.Count);
    }

    [Theory]
    [InlineData(OverLimitPolicy.Refuse)]
    [InlineData(OverLimitPolicy.Split)]
    public async Task Redact_TextWithoutPersonalData_StaysAsItIs(OverLimitPolicy policy)
    {
        string[] texts =
        [
            "a", "line\nafter\r\nline", "it's \\ \"quoted\" 😀", new('漢', 700), Text(2_500),
            .. policy == OverLimitPolicy.Refuse ? [] : new[] { new('字', 5_000), Text(20_000), new string('x', 9_000) },
        ];
        await FillAsync([.. texts.Select(t => (t, "y"))]);
        var pairs = await RedactAsync(new() { Kinds = [], UseAiRedact = true, OverLimit = policy });
        Assert.Equal(texts.Order(StringComparer.Ordinal), pairs.Select(p => p.Prompt).Order(StringComparer.Ordinal));
    }

    /// <summary>Reckoned at four characters a token, the text is not too long; AI_REDACT finds that it is.</summary>
    [Theory]
    [InlineData(OverLimitPolicy.Refuse, null)]
    [InlineData(OverLimitPolicy.Split, null)]
    [InlineData(OverLimitPolicy.Refuse, "FALSE")]
    [InlineData(OverLimitPolicy.Split, "FALSE")]
    public async Task Redact_TextThatFails_FailsTheStep(OverLimitPolicy policy, string? failOnError)
    {
        await UseAsync(
            new()
            {
                Parameters = failOnError is null
                    ? new Dictionary<string, string>()
                    : new() { ["AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR"] = failOnError },
            });
        await FillAsync(("My name is John", "x"), (new('漢', 1_500), "x"));
        var error =
            await Assert.ThrowsAsync<CortexException>(() => RedactAsync(new() { UseAiRedact = true, OverLimit = policy }, TokenCounting.Estimate));
        Assert.Contains(failOnError is null ? "1024 exceeded" : "AI_REDACT could not redact 1 texts", error.Message, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData(OverLimitPolicy.Refuse)]
    [InlineData(OverLimitPolicy.Split)]
    public async Task Redact_SameTextsAgain_ArePaidForOnce(OverLimitPolicy policy)
    {
        await FillAsync(("My name is John", "x"), (policy is OverLimitPolicy.Split ? $"John wrote: {Text(6_000)}" : "y", "x"));
        var pairs = await RedactAsync(new() { UseAiRedact = true, OverLimit = policy });
        var tokens = await TokensAsync();
        Assert.NotEqual(0, tokens);

        Assert.Equal(pairs, await RedactAsync(new() { UseAiRedact = true, OverLimit = policy }));
        Assert.Equal(tokens, await TokensAsync());

        Assert.Empty(await KeptAsync("John"));

        // Another text makes another question.
        await _sdk.RunAsync(SqlStatement.Create($"INSERT INTO raw VALUES (3, 'His name is John', 'x')"));
        Assert.Contains("His name is [NAME]", (await RedactAsync(new() { UseAiRedact = true, OverLimit = policy })).Select(pair => pair.Prompt));
        Assert.InRange(await TokensAsync(), tokens + 1, long.MaxValue);
        await AssertNothingIsLeftAsync();
    }

    /// <summary>Both may find that nothing is kept, and pay; but neither fails of the other's table.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Redact_TwoAtOnce_BothHaveTheSnapshot(int seed)
    {
        await FillAsync(("My name is John", "x"), ($"John wrote: {Text(6_000)}", "x"));
        var pairs = new List<TrainingPair>[2];
        await Interleaving.RunAsync(seed, [.. pairs.Select((_, i) => (Func<Task>)(async () =>
            pairs[i] = await RedactAsync(new() { UseAiRedact = true, OverLimit = OverLimitPolicy.Split })))]);

        Assert.Equal(pairs[0], pairs[1]);
        Assert.Contains("My name is [NAME]", pairs[0].Select(pair => pair.Prompt));
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Redact_BrokenOffBehindTheAnswers_IsNotPaidForAgain()
    {
        var controls = new TestControls();
        await UseAsync(new() { Controls = controls });
        await FillAsync(("My name is John", "x"));
        var asked = controls.OnStatement("AI_REDACT(t.T)").Proceed();
        controls.OnStatement("HASH_AGG").Times(1).LoseConnectionBefore();
        var error = await Assert.ThrowsAsync<CortexException>(() => RedactAsync(new() { UseAiRedact = true }));
        Assert.Equal((CortexErrorKind.Network, 1), (error.Kind, asked.Fired));

        Assert.Equal("My name is [NAME]", Assert.Single(await RedactAsync(new() { UseAiRedact = true })).Prompt);
        Assert.Equal(1, asked.Fired);
    }

    [Fact]
    public async Task Redact_ValidationSource_IsRedactedToo()
    {
        await FillAsync(("My name is John 1", "x"), ("My name is John 2", "x"));
        var snapshot = await _sdk.TrainingData.SnapshotAsync(
            new(SqlStatement.Create($"SELECT * FROM raw WHERE id = {1}"), "id")
            {
                ValidationSource = SqlStatement.Create($"SELECT * FROM raw WHERE id = {2}"),
                Redaction = new() { UseAiRedact = true },
            },
            SqlIdentifier.Parse("clean"));
        Assert.Equal("My name is [NAME] 1", Assert.Single(await _sdk.TrainingData.ReadAsync(snapshot.TrainTable).ToListAsync()).Prompt);
        Assert.Equal("My name is [NAME] 2", Assert.Single(await _sdk.TrainingData.ReadAsync(snapshot.ValidationTable!).ToListAsync()).Prompt);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _sdk.DisposeAsync();

    private static string Text(int length) => string.Concat(Enumerable.Repeat(Filler, (length / Filler.Length) + 1))[..length];

    private async Task UseAsync(LocalCortexOptions options)
    {
        await _sdk.DisposeAsync();
        _sdk = new(options);
    }

    private async Task<List<TrainingPair>> RedactAsync(RedactionOptions options, TokenCounting counting = TokenCounting.Auto)
    {
        var request = new TrainingDataRequest(SqlIdentifier.Parse("raw"), "id")
        {
            Redaction = options,
            Duplicates = DuplicatePolicy.Keep,
            ValidationShare = 0,
            TokenCounting = counting,
        };
        var snapshot = await _sdk.TrainingData.SnapshotAsync(request, SqlIdentifier.Parse("clean"));
        return await _sdk.TrainingData.ReadAsync(snapshot.TrainTable).ToListAsync();
    }

    private Task<long> TokensAsync() => _sdk.Executor.QueryScalarAsync<long>(SqlStatement.Create(
        $"SELECT COALESCE(SUM(tokens), 0) FROM snowflake.account_usage.cortex_aisql_usage_history WHERE function_name = 'AI_REDACT'"));

    /// <summary>The rows of all tables beside the source that have a word in them, whatever the column.</summary>
    private async Task<List<string>> KeptAsync(string word)
    {
        var texts = new List<string>();
        foreach (var table in await _sdk.Executor.QueryAsync(SqlStatement.Create($"SHOW TABLES LIKE 'CLEAN%'")).ToListAsync())
        {
            var rows = SqlStatement.Create($"SELECT OBJECT_CONSTRUCT(*)::VARCHAR AS T FROM {new SqlIdentifier(table.Get<string>("name"))}");
            texts.AddRange(await _sdk.Executor.QueryAsync(rows).Select(row => row.Get<string>("T")).ToListAsync());
        }

        Assert.NotEmpty(texts);
        texts.RemoveAll(text => !text.Contains(word, StringComparison.Ordinal));
        return texts;
    }

    private async Task AssertNothingIsLeftAsync() =>
        Assert.Empty(await _sdk.Executor.QueryAsync(SqlStatement.Create($"SHOW TABLES LIKE 'CLEAN_STAGE%'")).ToListAsync());

    private async Task FillAsync(params (string Prompt, string Completion)[] pairs)
    {
        await _sdk.RunAsync(SqlStatement.Create($"CREATE TABLE raw (id NUMBER, prompt VARCHAR, completion VARCHAR)"));
        var rows = JsonSerializer.Serialize(pairs.Select((p, i) => new object[] { i + 1, p.Prompt, p.Completion }));
        await _sdk.RunAsync(SqlStatement.Create(
            $"INSERT INTO raw SELECT f.value[0]::NUMBER, f.value[1]::VARCHAR, f.value[2]::VARCHAR FROM TABLE(FLATTEN(INPUT => PARSE_JSON({rows}))) f"));
    }
}
