using System.Text.Json;

namespace CortexSharp.Files.Tests.Csv;

public class CsvWritingTests
{
    [Fact]
    public async Task Write_HardText_IsQuotedAndEndsInLf()
    {
        DataRecord[] records = [Records.Of(("a", "1"), ("b c", "x\r\ny")), Records.Of(("b c", "\""), ("a", "é,"))];
        var text = await Records.WriteTextAsync(RecordFormat.Csv, records);
        Assert.Equal("a,b c\n1,\"x\r\ny\"\n\"é,\",\"\"\"\"\n", text);
    }

    [Fact]
    public async Task Write_NullMissingAndEmpty_AreEmptyFields()
    {
        var text = await Records.WriteTextAsync(RecordFormat.Csv, [Records.Of(("a", null), ("b", "")), Records.Of(("b", "x"))]);
        Assert.Equal("a,b\n,\n,x\n", text);
    }

    [Fact]
    public async Task Write_JsonValues_AreTheirText()
    {
        var record = DataRecord.FromJson(JsonElement.Parse("""{"n":1.50,"a":["x"],"z":null,"s":"\u0041"}"""));
        Assert.Equal("n,a,z,s\n1.50,\"[\"\"x\"\"]\",,A\n", await Records.WriteTextAsync(RecordFormat.Csv, [record]));
    }

    [Fact]
    public async Task Write_Formula_IsNotGuarded() =>
        Assert.Equal("a\n=1+1\n", await Records.WriteTextAsync(RecordFormat.Csv, [Records.Of(("a", "=1+1"))]));

    [Fact]
    public async Task Write_Tsv_QuotesTabs() =>
        Assert.Equal("a\tb\n1,\t\"2\t\"\n", await Records.WriteTextAsync(RecordFormat.Tsv, [Records.Of(("a", "1,"), ("b", "2\t"))]));

    [Fact]
    public async Task Write_ColumnsGiven_WritesHeaderWithoutRecords() =>
        Assert.Equal("b,a\n", await Records.WriteTextAsync(RecordFormat.Csv, [], new() { Columns = ["b", "a"] }));

    [Fact]
    public async Task Write_ColumnsGiven_SetsOrder() =>
        Assert.Equal(
            "b,a\n2,1\n", await Records.WriteTextAsync(RecordFormat.Csv, [Records.Of(("a", "1"), ("b", "2"))], new() { Columns = ["b", "a"] }));

    [Fact]
    public async Task Write_NoRecords_WritesNothing() => Assert.Empty(await Records.WriteAsync(RecordFormat.Csv, []));

    [Fact]
    public async Task WriteAsync_FieldWithoutColumn_ThrowsAndWritesNothingOfIt()
    {
        var stream = new MemoryStream();
        await using (var writer = RecordWriter.Create(stream, RecordFormat.Csv))
        {
            await writer.WriteAsync(Records.Of(("a", "1")));
            var error = await Assert.ThrowsAsync<ArgumentException>(() => writer.WriteAsync(Records.Of(("a", "2"), ("b", "3"))).AsTask());
            Assert.Contains("'b'", error.Message, StringComparison.Ordinal);
            await writer.WriteAsync(Records.Of(("a", "4")));
        }

        Assert.Equal("a\n1\n4\n"u8, stream.ToArray());
    }

    [Fact]
    public async Task WriteAsync_FirstRecordWithoutFields_Throws()
    {
        await using var writer = RecordWriter.Create(new MemoryStream(), RecordFormat.Csv);
        await Assert.ThrowsAsync<ArgumentException>(() => writer.WriteAsync(Records.Of()).AsTask());
    }

    [Fact]
    public async Task Write_NameStartsWithByteOrderMark_RoundTrips()
    {
        var content = await Records.WriteAsync(RecordFormat.Csv, [Records.Of(("\uFEFFa", "\uFEFF"))]);
        var record = Assert.Single(await Records.ReadAsync(RecordFormat.Csv, content));
        Assert.Equal("\uFEFF", record["\uFEFFa"]);
    }
}
