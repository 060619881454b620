using System.Text;
using CortexSharp.Files;
using CortexSharp.Lifecycle.TrainingFiles;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CortexSharp.Lifecycle.Tests.TrainingFiles;

public sealed class TrainingFileTests : IAsyncLifetime
{
    private static readonly SqlIdentifier Table = SqlIdentifier.Parse("pairs");

    private static readonly TrainingPair[] Pairs =
    [
        new("plain", "one"), new("", "empty prompt"), new("empty completion", ""), new("two\nlines", "a\r\nb"),
        new("a \"quoted\" text", "it's, with a comma"),
        new("😀 漢字 Łódź e\u0301", "\u2028"), new("back\\slash\ttab", "{\"json\": [1]}"), new(" blanks ", "=1+1"), new("\u0000", "\uFEFF"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("cortexsharp-pairs-").FullName;
    private readonly ServiceProvider _services;

    public TrainingFileTests()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal();
        _services = services.BuildServiceProvider();
    }

    [Theory]
    [InlineData("pairs.jsonl", false)]
    [InlineData("pairs.jsonl", true)]
    [InlineData("pairs.csv", false)]
    [InlineData("pairs.tsv", true)]
    public async Task LoadAndExport_AnyPairs_AreTheSame(string file, bool isRenamed)
    {
        var fields = isRenamed ? new PairFields { Prompt = "Frage", Completion = "reply, please" } : null;
        Assert.Equal(Pairs.Length, await Client.LoadAsync(Table, Pairs.ToAsyncEnumerable()));
        Assert.Equal(Pairs.Length, await Client.ExportFileAsync(Table, PathOf(file), fields));
        Assert.Equal(Pairs.Length, await Client.LoadFileAsync(SqlIdentifier.Parse("again"), PathOf(file), fields));
        Assert.Equal(
            Pairs.OrderBy(p => p.Prompt, StringComparer.Ordinal),
            (await Client.ReadAsync(SqlIdentifier.Parse("again")).ToListAsync()).OrderBy(p => p.Prompt, StringComparer.Ordinal));
        Assert.Equal([PathOf(file)], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Load_Template_MakesThePrompt()
    {
        await File.WriteAllTextAsync(PathOf("tickets.csv"), "subject,body,queue\nlate,\"where, please\",post\n");
        await Client.LoadFileAsync(Table, PathOf("tickets.csv"), new() { PromptTemplate = "{{Classify}} {subject}: {body}", Completion = "queue" });
        Assert.Equal(new("{Classify} late: where, please", "post"), Assert.Single(await Client.ReadAsync(Table).ToListAsync()));
    }

    [Theory]
    [InlineData("a.jsonl", "{\"prompt\":\"p\",\"completion\":\"c\"}\n{\"prompt\":\"p\"}\n", "a.jsonl, line 2: there is no field 'completion'")]
    [InlineData(
        "b.jsonl", "{\"prompt\":\"p\",\"completion\":\"c\"}\n\n{\"prompt\":null,\"completion\":\"c\"}\n",
        "b.jsonl, line 3: there is no field 'prompt', or null in it")]
    [InlineData("c.jsonl", "{\"prompt\":\"p\",\"completion\":\"c\"}\n{\"prompt\":\n", "c.jsonl, line 2: not valid JSON")]
    [InlineData("d.csv", "prompt,reply\np,c\n", "d.csv, line 1: there is no column 'completion' among prompt, reply; name the columns in PairFields")]
    [InlineData("e.csv", "prompt,completion\n\"two\nlines\",c\np\n", "e.csv, line 4: field count 1")]
    public async Task Load_BrokenRecord_NamesFileAndLine(string file, string content, string expected)
    {
        await File.WriteAllTextAsync(PathOf(file), content);
        var error = await Assert.ThrowsAsync<MalformedRecordException>(() => Client.LoadFileAsync(Table, PathOf(file)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(PathOf(file), error.SourceName);
        File.Delete(PathOf(file)); // it is closed
    }

    [Fact]
    public async Task Load_TableThatIsThere_Fails()
    {
        await Client.LoadAsync(Table, Pairs.ToAsyncEnumerable());
        await File.WriteAllTextAsync(PathOf("a.csv"), "prompt,completion\np,c\n");
        Assert.Equal(
            CortexErrorKind.AlreadyExists, (await Assert.ThrowsAsync<CortexException>(() => Client.LoadFileAsync(Table, PathOf("a.csv")))).Kind);
    }

    [Fact]
    public async Task Export_ThatFails_LeavesTheOldFile()
    {
        await File.WriteAllTextAsync(PathOf("old.jsonl"), "old");
        await Assert.ThrowsAsync<CortexException>(() => Client.ExportFileAsync(SqlIdentifier.Parse("missing"), PathOf("old.jsonl")));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.ExportFileAsync(Table, PathOf("old.jsonl"), new() { PromptTemplate = "{a}" }));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.ExportFileAsync(Table, PathOf("old.parquet")));
        Assert.Equal("old", await File.ReadAllTextAsync(PathOf("old.jsonl")));
        Assert.Equal([PathOf("old.jsonl")], Directory.GetFiles(_folder));
    }

    /// <summary>Some 64 MB each way: of the file no more is read than the pairs taken need, and nothing is kept.</summary>
    [Theory]
    [InlineData(RecordFormat.Jsonl)]
    [InlineData(RecordFormat.Csv)]
    public async Task LoadAndExport_HugeFile_IsStreamed(RecordFormat format)
    {
        const int Count = 64_000;
        var client = new Mock<ITrainingDataClient>();
        var writes = new CountingStream();
        var mostUnwritten = 0L;
        client.Setup(c => c.ReadAsync(Table, It.IsAny<CancellationToken>())).Returns(Made);
        await client.Object.ExportFileAsync(Table, writes, format);
        Assert.InRange(writes.Passed, Count * 980L, Count * 1_100L);
        Assert.InRange(mostUnwritten, 0, 300_000);

        var record = format is RecordFormat.Csv ? $"{new string('x', 980)},c\n" : $"{{\"prompt\":\"{new string('x', 980)}\",\"completion\":\"c\"}}\n";
        var reads = new CountingStream(
            Encoding.UTF8.GetBytes(format is RecordFormat.Csv ? "prompt,completion\n" : ""), Encoding.UTF8.GetBytes(record), Count);
        var read = 0L;
        client.Setup(c => c.LoadAsync(Table, It.IsAny<IAsyncEnumerable<TrainingPair>>(), It.IsAny<CancellationToken>())).Returns(TakeAsync);
        Assert.Equal(Count, await client.Object.LoadFileAsync(Table, reads, format));

        async IAsyncEnumerable<TrainingPair> Made()
        {
            var text = new string('x', 980);
            for (var i = 0; i < Count; i++)
            {
                await Task.CompletedTask;
                mostUnwritten = Math.Max(mostUnwritten, (i * 980L) - writes.Passed);
                yield return new(text, "c");
            }
        }

        async Task<long> TakeAsync(SqlIdentifier table, IAsyncEnumerable<TrainingPair> pairs, CancellationToken cancellationToken)
        {
            await foreach (var pair in pairs.WithCancellation(cancellationToken))
            {
                read++;
                Assert.InRange(reads.Passed, read * 980, (read * 1_100) + 300_000);
            }

            return read;
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ITrainingDataClient Client => _services.GetRequiredService<ITrainingDataClient>();

    private string PathOf(string file) => Path.Combine(_folder, file);
}
