using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Tests.Cases;

public sealed class CaseSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cases").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task FromFile_Jsonl_ReadsKeyPromptReferencesAndTags()
    {
        var source = CaseSource.FromFile(
            Write("set.jsonl", """
                {"id": 7, "q": "Hi?", "a": ["Hello", 5], "lang": "en"}
                {"id": "8", "q": "", "a": "", "lang": null}
                {"id": "9", "q": "?", "a": null}
                """),
            new CaseFields { Key = "id", Prompt = "q", Reference = "a", Tags = ["lang"] });

        var cases = await source.ReadAsync().ToListAsync();

        Assert.Equal(["7", "8", "9"], cases.Select(item => item.Key));
        Assert.Equal("Hi?", cases[0].Prompt);
        Assert.Equal(["Hello", "5"], cases[0].References.ToArray());
        Assert.Equal([""], cases[1].References.ToArray());
        Assert.Empty(cases[2].References);
        Assert.Equal("en", cases[0].Tags["lang"]);
        Assert.Empty(cases[1].Tags);
        Assert.Equal(cases.Select(item => item.Key), (await source.ReadAsync().ToListAsync()).Select(item => item.Key));
    }

    [Fact]
    public async Task FromFile_CsvWithoutKeys_NumbersTheRecords()
    {
        var source = CaseSource.FromFile(Write("set.csv", "prompt,reference\nWhat?,That\n\"a, b\",\n"), new CaseFields { Key = null });

        var cases = await source.ReadAsync().ToListAsync();

        Assert.Equal(["1", "2"], cases.Select(item => item.Key));
        Assert.Equal("a, b", cases[1].Prompt);
        Assert.Equal([""], cases[1].References.ToArray());
    }

    [Theory]
    [InlineData("{\"key\":\"a\",\"prompt\":\"p\",\"reference\":\"r\"}\n{\"key\":\"a\",\"prompt\":\"q\",\"reference\":\"r\"}", "have the key 'a'")]
    [InlineData("", "There is no case in")]
    [InlineData("{\"key\":\"a\",\"reference\":\"r\"}", "line 1: the record is no case: it has no field 'prompt'")]
    [InlineData("{\"key\":\"a\",\"prompt\":\"secret\"}", "no field 'reference' for the reference")]
    [InlineData("{\"key\":\"\",\"prompt\":\"secret\",\"reference\":\"r\"}", "the field 'key' is empty")]
    public async Task FromFile_BadSet_SaysWhatAndWhere(string content, string message)
    {
        var source = CaseSource.FromFile(Write("set.jsonl", content));

        var error = await Assert.ThrowsAsync<EvaluationDataException>(async () => await source.ReadAsync().ToListAsync());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "set.jsonl", "{\"key\":\"a\",\"prompt\":\"p\",\"reference\":\"r\",\"lang\":null}\n{\"key\":\"b\",\"prompt\":\"p\",\"reference\":\"r\"}")]
    [InlineData("set.csv", "key,prompt,reference,lang\na,p,r,en\nb,p,r,de")]
    public async Task FromFile_TagThatNoRecordHas_IsRefused(string name, string content)
    {
        var fields = new CaseFields { Tags = ["lang"] };
        var path = Write(name, content);
        Assert.Equal(2, await CaseSource.FromFile(path, fields).ReadAsync().CountAsync());

        var source = CaseSource.FromFile(path, fields with { Tags = ["lang", "language"] });
        var error = await Assert.ThrowsAsync<EvaluationDataException>(async () => await source.ReadAsync().CountAsync());

        Assert.Contains("set", error.Message, StringComparison.Ordinal);
        Assert.Contains("has the field 'language' for a tag", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_DuplicateKey_IsRefused()
    {
        var source = CaseSource.Of([new("a", "1"), new("A", "2"), new("a", "3")]);

        var error = await Assert.ThrowsAsync<EvaluationDataException>(async () => await source.ReadAsync().ToListAsync());

        Assert.Equal("Two cases of the list have the key 'a'; answers are paired by key, so give each case its own.", error.Message);
    }

    [Fact]
    public async Task Of_NoCase_IsRefused() =>
        await Assert.ThrowsAsync<EvaluationDataException>(async () => await CaseSource.Of([]).ReadAsync().ToListAsync());

    [Fact]
    public void ToString_CaseAndAnswer_KeepTheirTextsPrivate()
    {
        Assert.Equal("EvaluationCase k, 1 reference(s)", new EvaluationCase("k", "secret", "secret").ToString());
        Assert.Equal("EvaluationAnswer to k, 6 characters", EvaluationAnswer.Of("k", "secret").ToString());
        Assert.Equal("EvaluationAnswer to k, error throttled", EvaluationAnswer.Failed("k", new(CortexErrorKind.Throttled, "slow")).ToString());
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
