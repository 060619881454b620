using System.Text;

namespace CortexSharp.Files.Tests;

[CollectionDefinition(nameof(StreamingTests), DisableParallelization = true)]
[Collection(nameof(StreamingTests))]
public class StreamingTests
{
    private const int RecordBytes = 1000;
    private const int RecordCount = 32_000;

    [Theory]
    [InlineData(RecordFormat.Csv, "a,b\n")]
    [InlineData(RecordFormat.Jsonl, "{\"a\":0}\n")]
    public async Task Enumeration_HugeFile_KeepsMemoryFlat(RecordFormat format, string first)
    {
        var record = format is RecordFormat.Csv ? "\"\n\",\"" : "{\"a\":\"\\n\",\"b\":\"";
        var end = format is RecordFormat.Csv ? "\"\n" : "\"}\n";
        record += new string('x', RecordBytes - record.Length - end.Length) + end;
        var stream = new RepeatingStream(Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(record), RecordCount);

        await using var reader = await RecordReader.OpenAsync(stream, format);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (count, kept) = (0L, 0L);
        await foreach (var _ in reader)
        {
            Assert.InRange(stream.Served, count * RecordBytes, (count * RecordBytes) + 300_000);
            if (++count % (RecordCount / 4) == 0) kept = Math.Max(kept, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.InRange(count, RecordCount, RecordCount + 1);
        Assert.InRange(kept, long.MinValue, 1_000_000);
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task Enumeration_QuoteNeverClosed_StopsAtMaxRecordBytes()
    {
        var stream = new RepeatingStream("a\n1\n\""u8.ToArray(), "x\n"u8.ToArray(), 50_000_000);
        var errors = 0;
        var options = new RecordReaderOptions { MaxRecordBytes = 100_000, OnMalformed = _ => errors++ };
        await using var reader = await RecordReader.OpenAsync(stream, RecordFormat.Csv, options);
        var error = await Assert.ThrowsAsync<MalformedRecordException>(async () => await reader.ToListAsync());
        Assert.Equal(3, error.LineNumber);
        Assert.Equal(0, errors);
        Assert.InRange(stream.Served, 100_000, 1_000_000);
    }
}
