using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using Xunit.Abstractions;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>
/// Redaction on texts of which is known what they hold: <c>personal-data.jsonl</c>, made-up values in the forms of several countries, and look-alikes
/// that are no personal data; <c>personal-data-hard.jsonl</c>, values in forms that an earlier set of patterns let through.
/// </summary>
public sealed class RedactionTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string[] Names =
        ["Ann Miller", "José García", "Priya Nair", "Jean-Luc Picard", "Łukasz Nowak", "Mary O'Neill", "Sven Svensson", "Fatima Al-Sayed"];

    private static readonly List<(string Text, string Redacted)> Labelled = [.. Read("personal-data.jsonl"), .. Read("personal-data-hard.jsonl")];

    private readonly SdkFixture _sdk = new();

    /// <summary>The least recall and precision of each kind. Recall matters more: a false "clean" is worse than a false alarm.</summary>
    [Theory]
    [InlineData("EMAIL", 1.0, 1.0)]
    [InlineData("IBAN", 1.0, 1.0)]
    [InlineData("NATIONAL_ID", 1.0, 0.98)]
    [InlineData("PAYMENT_CARD", 1.0, 1.0)]
    [InlineData("IP_ADDRESS", 1.0, 1.0)]
    [InlineData("PHONE", 1.0, 1.0)]
    [InlineData("NAME", 1.0, 1.0)]
    public async Task Redact_LabelledTexts_FindsWhatIsThere(string kind, double recall, double precision)
    {
        int found = 0, missed = 0, wrong = 0;
        foreach (var (text, expected) in Labelled.Zip(await RedactAsync(), (l, r) => (r, l.Redacted)))
        {
            var (actual, wanted) = (Count(text, kind), Count(expected, kind));
            found += Math.Min(actual, wanted);
            missed += Math.Max(wanted - actual, 0);
            wrong += Math.Max(actual - wanted, 0);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {found} found, {missed} missed, {wrong} wrong"));
        Assert.True(found >= 36, $"{found}");
        Assert.True(
            found >= recall * (found + missed) && found >= precision * (found + wrong),
            string.Create(CultureInfo.InvariantCulture, $"{kind}: {found} found, {missed} missed, {wrong} wrong"));
    }

    /// <summary>Nothing of a value stays, and nothing else goes: but for one order number that looks like a Swedish id.</summary>
    [Fact]
    public async Task Redact_LabelledTexts_ReplacesTheValuesAndNothingElse()
    {
        var wrong = Labelled.Zip(await RedactAsync(), (l, actual) => (l.Redacted, Actual: actual)).Where(p => p.Redacted != p.Actual);
        Assert.Equal(["Order #[NATIONAL_ID] is late"], wrong.Select(p => p.Actual));
    }

    [Fact]
    public async Task Redact_AnyText_LeavesNoTextWithPersonalDataClean()
    {
        var left = Labelled.Zip(await RedactAsync()).Where(p => p.First.Text != p.First.Redacted && p.Second == p.First.Text).Select(p => p.Second);
        Assert.Empty(left);
    }

    [Fact]
    public async Task Redact_ChosenKinds_LeavesTheOthers()
    {
        var redacted = await RedactAsync(new() { Kinds = [PersonalDataKind.Email] });
        Assert.Contains(redacted, t => t.Contains("[EMAIL]", StringComparison.Ordinal));
        Assert.DoesNotContain(redacted, t => Regex.IsMatch(t, @"\[(PHONE|IBAN|NAME|NATIONAL_ID|PAYMENT_CARD|IP_ADDRESS)\]"));
    }

    /// <summary>A first name in the list does not save the second one.</summary>
    [Fact]
    public async Task Redact_NameThatBeginsAnother_LeavesNothingOfTheLongerOne()
    {
        var redacted = await RedactAsync(new() { Kinds = [], Names = ["Priya", "Priya Nair"] });
        Assert.Contains("I spoke to [NAME] yesterday", redacted);
        Assert.DoesNotContain(redacted, t => t.Contains("Nair", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redact_UnknownKind_Throws()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => RedactAsync(new() { Kinds = [new("SHOE_SIZE")] }));
        Assert.Contains("SHOE_SIZE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redact_ByAi_GoesOverTheTextAsWell()
    {
        var redacted = await RedactAsync(new() { Kinds = [PersonalDataKind.Email], UseAiRedact = true });
        Assert.Contains(redacted, t => t.Contains("[IP_ADDRESS]", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Text, string Redacted)> Read(string file) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Sdk", file))
        .Select(line => JsonElement.Parse(line)).Select(row => (row.GetProperty("text").GetString()!, row.GetProperty("redacted").GetString()!));

    public async Task InitializeAsync()
    {
        await _sdk.RunAsync(SqlStatement.Create($"CREATE TABLE raw (id NUMBER, prompt VARCHAR, completion VARCHAR)"));
        var json = JsonSerializer.Serialize(Labelled.Select((l, i) => new object[] { i, l.Text }));
        await _sdk.RunAsync(
            SqlStatement.Create(
                $"INSERT INTO raw SELECT f.value[0]::NUMBER, f.value[1]::VARCHAR, 'c' FROM TABLE(FLATTEN(INPUT => PARSE_JSON({json}))) f"));
    }

    public async Task DisposeAsync() => await _sdk.DisposeAsync();

    private static int Count(string text, string kind) => Regex.Count(text, $@"\[{kind}\]");

    private async Task<List<string>> RedactAsync(RedactionOptions? options = null)
    {
        var request = new TrainingDataRequest(SqlIdentifier.Parse("raw"), "id")
        {
            Redaction = options ?? new() { Names = Names },
            Duplicates = DuplicatePolicy.Keep,
            ValidationShare = 0,
        };
        var snapshot = await _sdk.TrainingData.SnapshotAsync(request, SqlIdentifier.Parse("clean"));
        return await _sdk.Executor.QueryAsync(SqlStatement.Create($"SELECT PROMPT FROM {snapshot.TrainTable} ORDER BY TO_NUMBER(KEY)"))
            .Select(r => r.Get<string>(0)).ToListAsync();
    }
}
