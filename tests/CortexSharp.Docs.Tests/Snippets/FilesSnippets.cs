using CortexSharp.Files;

namespace CortexSharp.Docs.Tests.Snippets;

public sealed class FilesSnippets : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortexsharp-docs-");

    [Fact]
    public async Task Convert()
    {
        var questions = Path.Combine(_folder.FullName, "questions.csv");
        var pairs = Path.Combine(_folder.FullName, "pairs.jsonl");
        await File.WriteAllTextAsync(questions, "text,category\n\"Where is\nmy card?\",card_arrival\nbroken\n,none\nHello,greeting\n");

        await ConvertAsync(questions, pairs);

        Assert.Equal(
            """
            {"prompt":"Where is\nmy card?","completion":"card_arrival"}
            {"prompt":"Hello","completion":"greeting"}

            """,
            await File.ReadAllTextAsync(pairs));
    }

    private static async Task ConvertAsync(string questions, string pairs)
    {
        #region files
        var options = new RecordReaderOptions { OnMalformed = error => Console.Error.WriteLine(error.Message) };

        await using var reader = await RecordReader.OpenAsync(questions, options); // questions.csv
        await using var writer = RecordWriter.Create(pairs); // pairs.jsonl

        await foreach (var record in reader)
        {
            if (!record.TryGetText("text", out var text) || text.Length == 0)
            {
                Console.Error.WriteLine($"line {record.LineNumber}: no text");
                continue;
            }

            await writer.WriteAsync(new DataRecord([new("prompt", text), new("completion", record["category"])]));
        }
        #endregion
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
