using System.Text.Json;

namespace CortexSharp.Samples.Scoring.Tests;

public sealed class ScoringTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortexsharp-scoring-");

    [Fact]
    public async Task Run_JsonLines_WritesALineForEachInOrder()
    {
        var input = await WriteAsync("in.jsonl",
            """{"id": 7, "candidate": "the cat sat on the mat", "reference": "the cat sat on the mat"}""",
            """{"id": "x", "candidate": "A dog!", "reference": ["A cat", "a dog"]}""",
            """{"candidate": "", "reference": "nothing"}""");
        var (exitCode, output, errors) = await RunAsync("--metrics", "bleu,chrf,rouge1,rougeL,exact,f1", input);

        Assert.Equal(0, exitCode);
        var lines = Lines(output);
        Assert.Equal(3, lines.Count);
        Assert.Equal(["id", "bleu", "chrf", "rouge1", "rougeL", "exact", "f1"], lines[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            (7, 100.00000000000004, 1),
            (lines[0].GetProperty("id").GetInt32(), lines[0].GetProperty("bleu").GetDouble(), lines[0].GetProperty("exact").GetInt32()));
        Assert.Equal(("x", 1), (lines[1].GetProperty("id").GetString(), lines[1].GetProperty("rouge1").GetProperty("f1").GetDouble()));
        Assert.False(lines[2].TryGetProperty("id", out _));
        Assert.Equal(0, lines[2].GetProperty("chrf").GetDouble());
        Assert.Contains("nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp|version:CortexSharp", errors, StringComparison.Ordinal);
        Assert.Contains("3 pairs, 0 broken lines.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BrokenLines_ReportsThemGoesOnAndExitsWithOne()
    {
        var input = await WriteAsync("broken.jsonl",
            """{"candidate": "a", "reference": "a"}""",
            """{"candidate": "a", "reference": """,
            """{"candidate": "a"}""",
            """{"candidate": 1, "reference": "a"}""",
            """{"candidate": "a", "reference": []}""",
            """{"candidate": "a", "reference": ["a", null]}""",
            """{"candidate": "secret", "reference": {"a": 1}}""",
            """{"candidate": "b", "reference": "b"}""");
        var (exitCode, output, errors) = await RunAsync("--metrics", "exact", input);

        Assert.Equal(1, exitCode);
        Assert.Equal(["""{"exact":1}""", """{"exact":1}"""], output.TrimEnd().Split('\n'));
        foreach (var expected in (string[])
            [
                "line 2: not valid JSON", "line 3: there is no field 'reference', only candidate", "line 4: field 'candidate' is a number, not text",
                "line 5: field 'reference' is an empty array", "line 6: field 'reference' has null among its texts",
                "line 7: field 'reference' is an object, not text or an array of texts", "2 pairs, 6 broken lines.",
            ])
        {
            Assert.Contains(expected, errors, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secret", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CsvOtherFieldsAndOptions_FollowsThem()
    {
        var input = await WriteAsync("in.csv", "answer,gold", "The CATS sat,the cat sat");
        var output = Path.Combine(_folder.FullName, "out.jsonl");
        var (exitCode, printed, errors) = await RunAsync(
            "--candidate", "answer", "--reference", "gold", "--metrics", "rouge1,bleu", "--stemmer", "--lowercase", "--smooth", "floor",
            "--smooth-value", "0.5", "--tokenize", "intl", "--no-effective-order", "--output", output, input);

        Assert.Equal((0, ""), (exitCode, printed));
        var line = Lines(await File.ReadAllTextAsync(output))[0];
        Assert.Equal(1, line.GetProperty("rouge1").GetProperty("f1").GetDouble());
        Assert.Equal(0, line.GetProperty("bleu").GetDouble()); // three words have no 4-gram
        Assert.Contains("nrefs:1|case:lc|eff:no|tok:intl|smooth:floor[0.50]", errors, StringComparison.Ordinal);
        Assert.Contains("mean F1, stemmed", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StandardInput_IsRead()
    {
        var (exitCode, output, _) =
            await SampleProcess.RunWithInputAsync("Scoring", """{"candidate":"x b","reference":"x c"}""", "--metrics", "f1", "-");

        Assert.Equal((0, """{"f1":0.5}"""), (exitCode, output.TrimEnd()));
    }

    [Fact]
    public async Task Run_WrongInput_OneLineAndExitCode2()
    {
        var input = await WriteAsync("fine.csv", "candidate,reference", "a,b");
        var other = await WriteAsync("other.csv", "question,answer", "a,b");
        var kept = await WriteAsync("kept.jsonl", "kept");
        foreach (var (arguments, expected) in new (string[], string)[]
        {
            ([Path.Combine(_folder.FullName, "missing.jsonl"), "--output", kept], "missing.jsonl"),
            ([other], "there is no field 'candidate', only question, answer; name the right one with --candidate"),
            ([Path.Combine(_folder.FullName, "data.xlsx")], ".csv"),
            ([input, "--output", input], "is the input, and would be lost"),
            ([input, "--metrics", "bleu,bleurt"], "there is no 'bleurt'"),
            ([input, "--tokenize", "ja"], "there is no 'ja'"),
            ([input, "--smooth", "jm"], "there is no 'jm'"),
            ([input, "--smooth-value", "0.1"], "goes with --smooth floor"),
        })
        {
            var (exitCode, output, errors) = await RunAsync(arguments);
            Assert.Equal((2, ""), (exitCode, output));
            Assert.Contains(expected, errors, StringComparison.Ordinal);
            Assert.Single(errors.Trim().Split('\n'));
        }

        Assert.Equal("kept", (await File.ReadAllTextAsync(kept)).TrimEnd());
    }

    [Fact]
    public async Task Run_NothingToScore_ShowsNoScores()
    {
        var (exitCode, output, errors) = await RunAsync(await WriteAsync("empty.jsonl"));
        Assert.Equal((0, "", "0 pairs, 0 broken lines."), (exitCode, output, errors.Trim()));

        (exitCode, output, errors) = await RunAsync(await WriteAsync("array.jsonl", """[{"candidate": "a", "reference": "a"}]"""));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.EndsWith("0 pairs, 1 broken line.", errors.Trim(), StringComparison.Ordinal);
        Assert.Contains("line 1: ", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(params IEnumerable<string> arguments) =>
        SampleProcess.RunAsync("Scoring", arguments);

    private static List<JsonElement> Lines(string output) => [.. output.TrimEnd().Split('\n').Select(line => JsonElement.Parse(line))];

    private async Task<string> WriteAsync(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllLinesAsync(path, lines);
        return path;
    }
}
