namespace CortexSharp.Files.Tests;

/// <summary>The sample of the package's README.md, on a small file.</summary>
public class ReadmeTests
{
    [Fact]
    public async Task Sample_TurnsQuestionsIntoPairs()
    {
        using var questions = new TemporaryFile(
            "questions.csv", "text,category\n\"Where is\nmy card?\",card_arrival\nbroken\n,none\nHello,greeting\n");
        using var pairs = new TemporaryFile("pairs.jsonl");
        var messages = new List<string>();

        await ConvertAsync(questions.Path, pairs.Path, messages.Add);

        Assert.Equal([$"{questions.Path}, line 4: field count 1, but the header has 2.", "line 5: no text"], messages);
        Assert.Equal(
            """
            {"prompt":"Where is\nmy card?","completion":"card_arrival"}
            {"prompt":"Hello","completion":"greeting"}

            """,
            await File.ReadAllTextAsync(pairs.Path));
    }

    private static async Task ConvertAsync(string from, string to, Action<string> print)
    {
        var options = new RecordReaderOptions { OnMalformed = error => print(error.Message) };

        await using var reader = await RecordReader.OpenAsync(from, options);
        await using var writer = RecordWriter.Create(to);

        await foreach (var record in reader)
        {
            if (!record.TryGetText("text", out var text) || text.Length == 0)
            {
                print($"line {record.LineNumber}: no text");
                continue;
            }

            await writer.WriteAsync(new DataRecord([new("prompt", text), new("completion", record["category"])]));
        }
    }
}
