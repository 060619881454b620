using System.Text;

namespace CortexSharp.Files.Tests;

public class RecordWriterTests
{
    [Theory]
    [InlineData("a.csv", "a\n1\n")]
    [InlineData("a.jsonl", "{\"a\":\"1\"}\n")]
    public async Task Create_ExistingFile_ReplacesIt(string name, string content)
    {
        using var file = new TemporaryFile(name, new string('x', 100));
        await using (var writer = RecordWriter.Create(file.Path)) await writer.WriteAsync(Records.Of(("a", "1")));
        Assert.False(file.IsOpen);
        Assert.Equal(Encoding.UTF8.GetBytes(content), await File.ReadAllBytesAsync(file.Path));
    }

    [Fact]
    public void Create_UnknownExtension_Throws() => Assert.Throws<ArgumentException>(() => RecordWriter.Create("a.txt"));

    [Theory]
    [InlineData(RecordFormat.Csv)]
    [InlineData(RecordFormat.Csv, "a", "a")]
    [InlineData(RecordFormat.Jsonl, "a")]
    public async Task Create_UnfitColumns_ThrowsAndKeepsFile(RecordFormat format, params string[] columns)
    {
        using var file = new TemporaryFile("a", "kept");
        Assert.Throws<ArgumentException>(() => RecordWriter.Create(file.Path, format, new() { Columns = columns }));
        Assert.Equal("kept", await File.ReadAllTextAsync(file.Path));
    }

    [Theory]
    [InlineData("a.csv")]
    [InlineData("a.jsonl")]
    public async Task FlushAsync_OpenFile_MakesRecordsReadable(string name)
    {
        using var file = new TemporaryFile(name);
        await using var writer = RecordWriter.Create(file.Path);
        await writer.WriteAsync(Records.Of(("a", "1")));
        await writer.FlushAsync();
        using var beside = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Assert.NotEqual(0, beside.Length);
    }

    [Theory]
    [InlineData(RecordFormat.Csv)]
    [InlineData(RecordFormat.Jsonl)]
    public async Task WriteAsync_ManyRecords_StreamsThem(RecordFormat format)
    {
        var stream = new MemoryStream();
        await using var writer = RecordWriter.Create(stream, format);
        for (var i = 0; i < 1000; i++) await writer.WriteAsync(Records.Of(("a", new string('x', 1000))));
        Assert.InRange(stream.Length, 900_000, 1_100_000);
    }

    [Theory]
    [InlineData(RecordFormat.Csv)]
    [InlineData(RecordFormat.Jsonl)]
    public async Task WriteAsync_Disposed_Throws(RecordFormat format)
    {
        var writer = RecordWriter.Create(new MemoryStream(), format);
        await writer.DisposeAsync();
        await writer.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.WriteAsync(Records.Of(("a", "1"))));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.FlushAsync());
    }

    [Theory]
    [InlineData(RecordFormat.Csv)]
    [InlineData(RecordFormat.Jsonl)]
    public async Task WriteAsync_Cancelled_WritesNothing(RecordFormat format)
    {
        var stream = new MemoryStream();
        await using (var writer = RecordWriter.Create(stream, format))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.WriteAsync(Records.Of(("a", "1")), new(canceled: true)));
        Assert.Empty(stream.ToArray());
    }
}
