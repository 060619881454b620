using System.Text.Json;
using CortexSharp.BaseModels;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using CortexSharp.Usage;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>What <see cref="ITrainingDataClient.InspectAsync"/> finds in tables that have one fault after the other.</summary>
public sealed class InspectionTests : IAsyncLifetime
{
    private readonly SdkFixture _sdk = new();

    [Fact]
    public async Task Inspect_SoundPairs_FindsNothing()
    {
        await FillAsync(Enumerable.Range(0, 120).Select(i => ((object?)$"question {i}", (object?)(i % 2 == 0 ? "yes" : "no"))));
        var report = await InspectAsync();
        Assert.Empty(report.Findings);
        Assert.True(report.IsTrainable);
        Assert.Equal([new("no", 60, 0.5), new("yes", 60, 0.5)], report.Labels);
        Assert.Equal(120, report.Rows);
    }

    [Fact]
    public async Task Inspect_EveryFault_IsCountedWithExamples()
    {
        var longPrompt = new string('a', 101);
        await FillAsync(
        [
            ("one", "x"), ("one", "x"), ("One ", " X"), (null, "x"), ("two", null), ("  \t", "x"), ("three", "a"), ("three", "b"),
            (longPrompt, "x"), ("four", new string('b', 41)), ("write to ann@example.org", "x"), ("call +49 30 1234567", "x"),
        ]);
        var report = await InspectAsync(r =>
            r with
            {
                BaseModel = new("small", MaxPromptTokens: 25, MaxCompletionTokens: 10, MaxRowsForOneEpoch: 30),
                Overlong = OverlongPolicy.Keep,
            });

        Assert.Equal(
            [
                "blank 1: 6", "conflicts 1: 7", "exact_duplicates 1: 1", "long_completions 1: 10", "long_prompts 1: 9", "near_duplicates 1: 1",
                "null 2: 4, 5", "personal_data 1: 11", "personal_data 1: 12", "too_many_rows 12: ",
            ],
            report.Findings.Select(f => $"{f.Kind} {f.Count}: {string.Join(", ", f.Examples)}").Order(StringComparer.Ordinal));
        Assert.False(report.IsTrainable);
        Assert.Equal(FindingSeverity.Error, report.Findings[0].Severity);
        Assert.Equal(
            ["EMAIL", "PHONE"],
            report.Findings.Where(f => f.Kind == TrainingDataFindingKind.PersonalData).Select(f => f.Message.Split(' ')[^1].TrimEnd('.')));
    }

    [Fact]
    public async Task Inspect_MissingColumn_NamesItAndThoseThatAreThere()
    {
        await FillAsync([("p", "c")]);
        var finding = Assert.Single((await InspectAsync(r => r with { CompletionColumn = "answer" })).Findings);
        Assert.Equal((TrainingDataFindingKind.MissingColumn, FindingSeverity.Error), (finding.Kind, finding.Severity));
        Assert.Contains("answer", finding.Message, StringComparison.Ordinal);
        Assert.Contains("ID, PROMPT, COMPLETION", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_MissingColumnOfATemplate_IsFound()
    {
        await FillAsync([("p", "c")]);
        var report = await InspectAsync(r => r with { PromptTemplate = "{prompt} by {author}", GroupColumn = "customer" });
        Assert.Equal(
            ["There is no column author in the source.", "There is no column customer in the source."],
            report.Findings.Select(f => f.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Inspect_NoRows_SaysSo()
    {
        await FillAsync([]);
        Assert.Equal(TrainingDataFindingKind.NoRows, Assert.Single((await InspectAsync()).Findings).Kind);
    }

    [Fact]
    public async Task Inspect_KeysThatRepeat_AreAnError()
    {
        await FillAsync([("a", "x"), ("b", "x")]);
        var report = await InspectAsync(r => r with { KeyColumn = "completion" });
        var keys = Assert.Single(report.Findings, f => f.Kind == TrainingDataFindingKind.Keys);
        Assert.Equal((1L, FindingSeverity.Error, "x"), (keys.Count, keys.Severity, Assert.Single(keys.Examples)));
    }

    [Fact]
    public async Task Inspect_RareLabel_IsImbalance()
    {
        await FillAsync(Enumerable.Range(0, 110).Select(i => ((object?)$"question {i}", (object?)(i < 10 ? "rare" : "common"))));
        var finding = Assert.Single((await InspectAsync()).Findings);
        Assert.Equal((TrainingDataFindingKind.Imbalance, 10L), (finding.Kind, finding.Count));
        Assert.Contains("common has 100 rows, rare has 10", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_ValidationSource_IsHeldAgainstTheTrainingRows()
    {
        await FillAsync(Enumerable.Range(0, 120).Select(i => ((object?)$"question {i}", (object?)"a")));
        var report = await InspectAsync(r =>
            r with { ValidationSource = SqlStatement.Create($"SELECT id, UPPER(prompt) AS prompt, completion FROM raw WHERE id <= {7}") });
        var overlap = Assert.Single(report.Findings, f => f.Kind == TrainingDataFindingKind.Overlap);
        Assert.Equal((7L, FindingSeverity.Error, 7L), (overlap.Count, overlap.Severity, report.ValidationRows!.Value));
        Assert.Equal(["1", "2", "3", "4", "5"], overlap.Examples);
    }

    [Fact]
    public async Task Inspect_ValidationSource_IsLookedThroughAsWell()
    {
        await FillAsync(Enumerable.Range(0, 120).Select(i => ((object?)$"question {i}", (object?)"a")));
        await _sdk.RunAsync(SqlStatement.Create(
            $"CREATE TABLE other AS SELECT * FROM VALUES (1, 'one', NULL), (1, ' ', 'a'), (3, 'mail ann@example.org', 'a'), (4, REPEAT('long ', "
            + $"{30}), 'a') AS t (id, prompt, completion)"));
        var report = await InspectAsync(r => r with { BaseModel = SmallLimits, ValidationSource = SqlStatement.Create($"SELECT * FROM other") });
        Assert.Equal(
            [
                "blank 1 validation rows have a prompt or completion of nothing but white space. 1",
                "keys 1 keys of validation rows are unfit: 0 are NULL and 1 are repeated. 1",
                "long_prompts 1 validation rows have a prompt of more than 25 tokens, counted by AI_COUNT_TOKENS for llama3.1-8b. 4",
                "null 1 validation rows have no prompt or no completion (NULL). 1",
                "personal_data 1 validation rows seem to hold personal data of the kind EMAIL. 3",
            ],
            report.Findings.Select(f => $"{f.Kind} {f.Message} {string.Join(", ", f.Examples)}").Order(StringComparer.Ordinal));
        Assert.False(report.IsTrainable);
    }

    /// <summary>Prompts with several completions go by their keys, some to either side.</summary>
    [Fact]
    public async Task Inspect_Split_ThatWouldOverlap_IsFound()
    {
        await FillAsync(Enumerable.Range(0, 400).Select(i => ((object?)$"question {i / 2}", (object?)$"{i % 2}")));
        var report = await InspectAsync(r => r with { ValidationShare = 0.3 });
        var overlap = Assert.Single(report.Findings, f => f.Kind == TrainingDataFindingKind.Overlap);
        Assert.Equal((FindingSeverity.Warning, true), (overlap.Severity, report.IsTrainable));

        var request = new TrainingDataRequest(SqlIdentifier.Parse("raw"), "id") { ValidationShare = 0.3 };
        var snapshot = await _sdk.TrainingData.SnapshotAsync(request, SqlIdentifier.Parse("split"));
        var trained = (await _sdk.TrainingData.ReadAsync(snapshot.TrainTable).ToListAsync()).Select(p => p.Prompt).ToHashSet();
        Assert.Equal(
            (await _sdk.TrainingData.ReadAsync(snapshot.ValidationTable!).ToListAsync()).Count(p => trained.Contains(p.Prompt)), overlap.Count);

        foreach (var mended in new[]
        {
            await InspectAsync(r => r with { GroupColumn = "prompt" }), await InspectAsync(r => r with { Conflicts = ConflictPolicy.Drop }),
            await InspectAsync(r => r with { ValidationShare = 0 }),
        })
        {
            Assert.DoesNotContain(mended.Findings, f => f.Kind == TrainingDataFindingKind.Overlap);
        }
    }

    [Fact]
    public async Task Inspect_Prices_GiveARangeOfCost()
    {
        await FillAsync(Enumerable.Range(0, 120).Select(i => ((object?)"12345678", (object?)$"{i:0000}")));
        Assert.Null((await InspectAsync()).LeastCost);
        var report =
            await InspectAsync(r => r with { Epochs = 2, Prices = new([new("llama3.1-8b") { Training = Amount.OfPlatformCredits(1_000_000) }]) });
        Assert.Equal((120 * 12 * 2 / 6, 120 * 12 * 2 / 3), (report.LeastTrainedTokens, report.MostTrainedTokens));
        Assert.Equal((Amount.OfPlatformCredits(480), Amount.OfPlatformCredits(960)), (report.LeastCost!.Value, report.MostCost!.Value));
    }

    /// <summary>Thirty characters of Chinese are some thirty tokens, not eight.</summary>
    [Fact]
    public async Task Inspect_Auto_LetsTheServerCountWhatMayBeTooLong()
    {
        await FillAsync(
            [
                (new string('漢', 30), "x"), ("ab cd ef gh ij kl mn", "x"), ("abcd efgh ijkl mnop qrst uvwx", "x"), ("short", new string('字', 12)),
                (null, "x"),
            ]);
        var report = await InspectAsync(r => r with { BaseModel = SmallLimits });
        Assert.Equal(["long_completions 1: 4", "long_prompts 1: 1"], Lengths(report));
        Assert.Equal((3, 0), (report.CountedRows, report.EstimatedRows));
        Assert.Contains("more than 25 tokens, counted by AI_COUNT_TOKENS for llama3.1-8b.", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("AI_COUNT_TOKENS counted 3 rows, 0 are estimated", report.ToMarkdown(), StringComparison.Ordinal);
        Assert.Equal(3, JsonElement.Parse(report.ToJson()).GetProperty("counted_rows").GetInt64());
    }

    [Fact]
    public async Task Inspect_Estimate_TellsWhichRowsItEstimated()
    {
        await FillAsync([(new string('漢', 30), "x"), (new string('a', 101), "x"), ("short", "x")]);
        var report = await InspectAsync(r => r with { BaseModel = SmallLimits, TokenCounting = TokenCounting.Estimate });
        Assert.Equal(["long_prompts 1: 2"], Lengths(report));
        Assert.Equal((0, 2), (report.CountedRows, report.EstimatedRows));
        Assert.Contains("more than 25 tokens, at 4 characters a token.", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_AutoWhereTheServerCannotCount_Estimates()
    {
        await FillAsync([(new string('漢', 30), "x"), (new string('a', 101), "x")]);
        var report = await InspectAsync(r => r with { BaseModel = SmallLimits with { Name = "claude-sonnet-4-5" } });
        Assert.Equal((0, 2), (report.CountedRows, report.EstimatedRows));
        Assert.Equal(["long_prompts 1: 2"], Lengths(report));
    }

    [Fact]
    public async Task Inspect_Server_CountsEveryRow()
    {
        await FillAsync([(new string('漢', 30), "x"), ("one two", "three"), (null, "x"), ("{braces} and more", "x")]);
        var report = await InspectAsync(r => r with { BaseModel = SmallLimits, TokenCounting = TokenCounting.Server, Epochs = 2 });
        // Words go by pieces of four letters here, Chinese by characters, signs one by one; the row without a prompt has its completion.
        var tokens = (30 + 1) + (2 + 2) + 1 + (1 + 2 + 1 + 1 + 1 + 1);
        Assert.Equal(
            (4, 0, 2L * tokens, 2L * tokens), (report.CountedRows, report.EstimatedRows, report.LeastTrainedTokens, report.MostTrainedTokens));
        Assert.Contains($"4 rows, {2 * tokens} trained tokens", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(["long_prompts 1: 1"], Lengths(report));

        var error = await Assert.ThrowsAsync<CortexException>(() =>
            InspectAsync(r => r with { BaseModel = SmallLimits with { Name = "claude-sonnet-4-5" }, TokenCounting = TokenCounting.Server }));
        Assert.Equal(CortexErrorKind.NotSupported, error.Kind);
    }

    [Fact]
    public async Task Report_EveryForm_TellsTheSame()
    {
        await FillAsync([("one | two", "x"), ("one | two", "x"), ("ann@example.org", "y")]);
        var report = await InspectAsync(r => r with { KeyColumn = "prompt" });
        Assert.Contains("3 rows, some", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("Keys: one | two.", report.ToString(), StringComparison.Ordinal);
        Assert.Contains(@"| one \| two |", report.ToMarkdown(), StringComparison.Ordinal);
        var json = JsonElement.Parse(report.ToJson());
        Assert.Equal(
            report.Findings.Select(f => f.Kind.Value), json.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()));
        Assert.False(json.GetProperty("trainable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("least_cost").ValueKind);
    }

    private static TunableBaseModel SmallLimits => new("llama3.1-8b", MaxPromptTokens: 25, MaxCompletionTokens: 10, MaxRowsForOneEpoch: 1_000);

    private static IEnumerable<string> Lengths(TrainingDataReport report) => report.Findings
        .Where(f => f.Kind == TrainingDataFindingKind.LongPrompts || f.Kind == TrainingDataFindingKind.LongCompletions)
        .Select(f => $"{f.Kind} {f.Count}: {string.Join(", ", f.Examples)}").Order(StringComparer.Ordinal);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _sdk.DisposeAsync();

    private Task<TrainingDataReport> InspectAsync(Func<TrainingDataRequest, TrainingDataRequest>? change = null)
    {
        var request = new TrainingDataRequest(SqlIdentifier.Parse("raw"), "id");
        return _sdk.TrainingData.InspectAsync(change is null ? request : change(request));
    }

    private async Task FillAsync(IEnumerable<(object? Prompt, object? Completion)> pairs)
    {
        await _sdk.RunAsync(SqlStatement.Create($"CREATE TABLE raw (id NUMBER, prompt VARCHAR, completion VARCHAR)"));
        var rows = JsonSerializer.Serialize(pairs.Select((p, i) => new[] { i + 1, p.Prompt, p.Completion }));
        await _sdk.RunAsync(SqlStatement.Create(
            $"INSERT INTO raw SELECT f.value[0]::NUMBER, f.value[1]::VARCHAR, f.value[2]::VARCHAR FROM TABLE(FLATTEN(INPUT => PARSE_JSON({rows}))) f"));
    }
}
