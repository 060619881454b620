using System.Text;

namespace CortexSharp.Files.Tests.Csv;

public class CsvReadingTests
{
    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a,b\r\n1,2\r\n")]
    [InlineData("a,b\r1,2")]
    [InlineData("\uFEFFa,b\n1,2")]
    [InlineData("\uFEFF\"a\",\"b\"\n\n\"1\",\"2\"\n\n")]
    public async Task Read_LineEndsAndByteOrderMark_AreNotContent(string text)
    {
        var record = Assert.Single(await Records.ReadAsync(RecordFormat.Csv, text));
        Assert.Equal(["a", "b"], record.Names);
        Assert.Equal(["1", "2"], record.Texts());
    }

    [Fact]
    public async Task Read_QuotedFields_KeepEverything()
    {
        var record = Assert.Single(await Records.ReadAsync(RecordFormat.Csv, "a,b,c,d\n\"x\r\ny\",\"1,2\",\"say \"\"hi\"\"\", \n"));
        Assert.Equal(["x\r\ny", "1,2", "say \"hi\"", " "], record.Texts());
    }

    [Fact]
    public async Task Read_OneColumn_TellsEmptyFieldFromEmptyLine()
    {
        var records = await Records.ReadAsync(RecordFormat.Csv, "a\n\n\"\"\nx");
        Assert.Equal(["", "x"], records.Select(record => record["a"]));
    }

    [Fact]
    public async Task Read_Tsv_KeepsCommas()
    {
        var record = Assert.Single(await Records.ReadAsync(RecordFormat.Tsv, "a\tb,c\n1\t\"2\t3\"\n"));
        Assert.Equal(["a", "b,c"], record.Names);
        Assert.Equal(["1", "2\t3"], record.Texts());
    }

    [Fact]
    public async Task LineNumber_AfterMultiLineFields_IsPhysical()
    {
        var records = await Records.ReadAsync(RecordFormat.Csv, "a,b\n\"1\n\n\",2\n\n3,\"\r\n\"\r\n5,6");
        Assert.Equal([2L, 6L, 8L], records.Select(record => record.LineNumber));
    }

    [Fact]
    public async Task Columns_BeforeFirstRecord_AreTheHeader()
    {
        await using var reader = await RecordReader.OpenAsync(new MemoryStream("a,\"b\nc\"\n"u8.ToArray()), RecordFormat.Csv);
        Assert.Equal(["a", "b\nc"], reader.Columns);
        Assert.Empty(await reader.ToListAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\r\n")]
    public async Task Read_EmptyFile_HasNoColumnsAndNoRecords(string text)
    {
        await using var reader = await RecordReader.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), RecordFormat.Csv);
        Assert.Empty(reader.Columns);
        Assert.Empty(await reader.ToListAsync());
    }

    [Theory]
    [InlineData("1", "field count 1, but the header has 2")]
    [InlineData("1,2,3", "field count 3, but the header has 2")]
    [InlineData("1,2\"", "a quote inside an unquoted field")]
    [InlineData(" \"1\",2", "a quote inside an unquoted field")]
    [InlineData("\"1\"x,2", "text after the closing quote of a field")]
    public async Task Read_BrokenRecord_ReportsAndGoesOn(string line, string reason)
    {
        var text = $"a,b\n\"x\ny\",1\n{line}\n3,4\n";
        var thrown = await Assert.ThrowsAsync<MalformedRecordException>(() => Records.ReadAsync(RecordFormat.Csv, text));
        var (records, errors) = await Records.ReadOnAsync(RecordFormat.Csv, text);

        var error = Assert.Single(errors);
        Assert.Equal((4, reason), (error.LineNumber, error.Reason));
        Assert.Equal($"stream, line 4: {reason}.", error.Message);
        Assert.Equal(error.Message, thrown.Message);
        Assert.Equal([2L, 5L], records.Select(record => record.LineNumber));
    }

    [Fact]
    public async Task Read_QuoteNeverClosed_ReportsWhereItOpened()
    {
        var (records, errors) = await Records.ReadOnAsync(RecordFormat.Csv, "a,b\n1,2\n\"3,4\n5,6\n");
        Assert.Equal(["1", "2"], Assert.Single(records).Texts());
        Assert.Equal((3, "a quoted field that is never closed"), (Assert.Single(errors).LineNumber, errors[0].Reason));
    }

    [Fact]
    public async Task Read_InvalidUtf8_ReportsAndGoesOn()
    {
        var (records, errors) = await Records.ReadOnAsync(RecordFormat.Csv, Records.Bytes("a\n1\n", 0xC3, (byte)'\n', (byte)'2'));
        Assert.Equal(["1", "2"], records.Select(record => record["a"]));
        Assert.Equal((3, "not valid UTF-8"), (Assert.Single(errors).LineNumber, errors[0].Reason));
    }

    [Theory]
    [InlineData("\na,b,a\n1,2,3\n", 2, "in the header, name 3 repeats name 1")]
    [InlineData("a,,\n1,2,3\n", 1, "in the header, name 3 repeats name 2")]
    [InlineData("a\"\n1\n", 1, "in the header, a quote inside an unquoted field")]
    public async Task OpenAsync_BrokenHeader_ThrowsEvenWhenGoingOn(string text, long line, string reason)
    {
        var error = await Assert.ThrowsAsync<MalformedRecordException>(() => Records.ReadOnAsync(RecordFormat.Csv, text));
        Assert.Equal((line, reason), (error.LineNumber, error.Reason));
    }

    [Fact]
    public async Task OpenAsync_HeaderNotUtf8_Throws()
    {
        var content = Records.Bytes("a", 0xFF, (byte)'\n');
        var error = await Assert.ThrowsAsync<MalformedRecordException>(() => Records.ReadAsync(RecordFormat.Csv, content));
        Assert.Equal("in the header, not valid UTF-8", error.Reason);
    }
}
