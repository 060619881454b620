using System.Text;

namespace CortexSharp.Files.Tests;

public class RecordReaderTests
{
    [Theory]
    [InlineData("a.csv", "a\n1\n")]
    [InlineData("a.CSV", "a\n1\n")]
    [InlineData("a.tsv", "a\n1\n")]
    [InlineData("a.jsonl", """{"a":1}""")]
    [InlineData("a.ndjson", """{"a":1}""")]
    public async Task OpenAsync_KnownExtension_ReadsThatFormat(string name, string content)
    {
        using var file = new TemporaryFile(name, content);
        var record = Assert.Single(await (await RecordReader.OpenAsync(file.Path)).ToListAsync());
        Assert.Equal("1", record["a"]);
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.csv.gz")]
    [InlineData("a")]
    public async Task OpenAsync_UnknownExtension_ListsKnownOnes(string path)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => RecordReader.OpenAsync(path));
        Assert.Contains(".csv, .tsv, .jsonl and .ndjson", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_ExplicitFormat_IgnoresExtension()
    {
        using var file = new TemporaryFile("a.txt", "a\tb\n1\t2\n");
        var record = Assert.Single(await (await RecordReader.OpenAsync(file.Path, RecordFormat.Tsv)).ToListAsync());
        Assert.Equal(["1", "2"], record.Texts());
    }

    [Fact]
    public async Task OpenAsync_MissingFile_ThrowsFileNotFoundWithPath()
    {
        using var directory = new TemporaryFile("unused");
        foreach (var path in new[] { directory.Path + ".csv", Path.Combine(directory.Path, "deeper", "a.jsonl") })
        {
            var error = await Assert.ThrowsAsync<FileNotFoundException>(() => RecordReader.OpenAsync(path));
            Assert.Equal(path, error.FileName);
        }
    }

    [Fact]
    public async Task OpenAsync_UndefinedFormat_Throws() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RecordReader.OpenAsync(Stream.Null, (RecordFormat)9));

    [Fact]
    public async Task OpenAsync_BrokenHeader_ClosesFile()
    {
        using var file = new TemporaryFile("a.csv", "a,a\n");
        var error = await Assert.ThrowsAsync<MalformedRecordException>(() => RecordReader.OpenAsync(file.Path));
        Assert.Equal(file.Path, error.SourceName);
        Assert.False(file.IsOpen);
    }

    [Theory]
    [InlineData("a.csv", "a\n1\n2\n")]
    [InlineData("a.jsonl", "{\"a\":1}\n{\"a\":2}\n")]
    public async Task Enumeration_LeftEarly_ClosesFile(string name, string content)
    {
        using var file = new TemporaryFile(name, content);
        await foreach (var record in await RecordReader.OpenAsync(file.Path))
        {
            Assert.True(file.IsOpen);
            Assert.Equal("1", record["a"]);
            break;
        }

        Assert.False(file.IsOpen);
    }

    [Theory]
    [InlineData("a.csv")]
    [InlineData("a.jsonl")]
    public async Task DisposeAsync_NotEnumerated_ClosesFile(string name)
    {
        using var file = new TemporaryFile(name, "");
        var reader = await RecordReader.OpenAsync(file.Path);
        await reader.DisposeAsync();
        await reader.DisposeAsync();
        Assert.False(file.IsOpen);
        Assert.Throws<InvalidOperationException>(() => reader.GetAsyncEnumerator());
    }

    [Fact]
    public async Task Enumeration_BrokenRecord_ClosesFile()
    {
        using var file = new TemporaryFile("a.jsonl", "{}\nbroken\n{}\n");
        var error = await Assert.ThrowsAsync<MalformedRecordException>(async () => await (await RecordReader.OpenAsync(file.Path)).ToListAsync());
        Assert.Equal($"{file.Path}, line 2: not valid JSON at byte 1.", error.Message);
        Assert.False(file.IsOpen);
    }

    [Fact]
    public async Task Enumeration_Twice_Throws()
    {
        await using var reader = await RecordReader.OpenAsync(new MemoryStream(), RecordFormat.Jsonl);
        await reader.ToListAsync();
        Assert.Throws<InvalidOperationException>(() => reader.GetAsyncEnumerator());
    }

    [Theory]
    [InlineData(RecordFormat.Csv, "a\n1\n2\n")]
    [InlineData(RecordFormat.Jsonl, "{\"a\":1}\n{\"a\":2}\n")]
    public async Task Enumeration_CancelledBetweenRecords_Stops(RecordFormat format, string content)
    {
        using var cancellation = new CancellationTokenSource();
        await using var reader = await RecordReader.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), format);
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var record in reader.WithCancellation(cancellation.Token))
            {
                seen++;
                await cancellation.CancelAsync();
            }
        });
        Assert.Equal(1, seen);
    }

    [Theory]
    [InlineData(RecordFormat.Csv, "a\n")]
    [InlineData(RecordFormat.Jsonl, "{\"a\":1}\n")]
    public async Task Enumeration_CancelledWhileWaiting_Stops(RecordFormat format, string line)
    {
        using var cancellation = new CancellationTokenSource();
        var lines = string.Concat(Enumerable.Repeat(line, 100));
        await using var reader = await RecordReader.OpenAsync(new SilentStream(Encoding.UTF8.GetBytes(lines)), format);
        await using var records = reader.GetAsyncEnumerator(cancellation.Token);
        var (seen, waiting) = (0, records.MoveNextAsync().AsTask());
        for (; waiting.IsCompleted; waiting = records.MoveNextAsync().AsTask(), seen++) Assert.True(await waiting);
        Assert.InRange(seen, 1, 100);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task OnMalformed_Throws_EndsReading()
    {
        var options = new RecordReaderOptions { OnMalformed = _ => throw new TimeoutException() };
        await Assert.ThrowsAsync<TimeoutException>(() => Records.ReadAsync(RecordFormat.Csv, "a\nx\"\ny\n", options));
        await Assert.ThrowsAsync<TimeoutException>(() => Records.ReadAsync(RecordFormat.Jsonl, "[]\n{}\n", options));
    }

    [Fact]
    public async Task SourceName_Given_IsInErrors()
    {
        var options = new RecordReaderOptions { SourceName = "stdin" };
        var error = await Assert.ThrowsAsync<MalformedRecordException>(() => Records.ReadAsync(RecordFormat.Jsonl, "[]", options));
        Assert.Equal("stdin, line 1: a JSON Array where an object was expected.", error.Message);
    }

    [Fact]
    public void MaxRecordBytes_NotPositive_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordReaderOptions { MaxRecordBytes = 0 });
}
