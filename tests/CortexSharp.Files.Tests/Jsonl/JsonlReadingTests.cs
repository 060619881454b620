using System.Text;
using System.Text.Json;

namespace CortexSharp.Files.Tests.Jsonl;

public class JsonlReadingTests
{
    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n")]
    [InlineData("{\"a\":1}\r\n{\"a\":2}")]
    [InlineData("\uFEFF{\"a\":1}\n \t\r\n\n{\"a\":2}\n\n")]
    public async Task Read_LineEndsBlankLinesAndByteOrderMark_AreNotContent(string text)
    {
        var records = await Records.ReadAsync(RecordFormat.Jsonl, text);
        Assert.Equal(["1", "2"], records.Select(record => record["a"]));
    }

    [Fact]
    public async Task Read_Values_KeepTheirKind()
    {
        var record = Assert.Single(await Records.ReadAsync(RecordFormat.Jsonl, """{"s":"1","n":1,"b":false,"z":null,"a":[],"o":{}}"""));
        Assert.Equal(
            [JsonValueKind.String, JsonValueKind.Number, JsonValueKind.False, JsonValueKind.Null, JsonValueKind.Array, JsonValueKind.Object],
            record.Names.Select(name => record.TryGetJson(name, out var json) ? json.ValueKind : default));
    }

    [Fact]
    public async Task Read_NamesChange_FollowsThem()
    {
        var records = await Records.ReadAsync(RecordFormat.Jsonl, """
            {"a":1,"b":2}
            {"b":3,"a":4}
            {"a":5}
            {}
            {"c":6,"a":7}
            """);
        Assert.Equal(["a b", "b a", "a", "", "c a"], records.Select(record => string.Join(' ', record.Names)));
        Assert.Equal(["2", "3"], records.Take(2).Select(record => record["b"]));
    }

    [Fact]
    public async Task Read_Records_OutliveTheReader()
    {
        var records = await Records.ReadAsync(RecordFormat.Jsonl, string.Join('\n', Enumerable.Range(0, 5000).Select(i => $$"""{"a":"{{i}}"}""")));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"{i}"), records.Select(record => record["a"]));
        Assert.Equal(Enumerable.Range(1, 5000).Select(i => (long)i), records.Select(record => record.LineNumber));
    }

    [Theory]
    [InlineData("{\"a\":", "not valid JSON at byte 6")]
    [InlineData("{\"a\":secret}", "not valid JSON at byte 6")]
    [InlineData("{} {}", "not valid JSON at byte 4")]
    [InlineData("[1]", "a JSON Array where an object was expected")]
    [InlineData("null", "a JSON Null where an object was expected")]
    [InlineData("{\"a\":1,\"b\":2,\"a\":3}", "name 3 repeats name 1")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "name 2 repeats name 1")]
    [InlineData("{\"a\":\"\\uD83D\"}", "a JSON string has an unpaired surrogate")]
    public async Task Read_BrokenLine_ReportsAndGoesOn(string line, string reason)
    {
        var text = $"{{\"a\":1}}\n\n{line}\n{{\"a\":2}}\n";
        var thrown = await Assert.ThrowsAsync<MalformedRecordException>(() => Records.ReadAsync(RecordFormat.Jsonl, text));
        var (records, errors) = await Records.ReadOnAsync(RecordFormat.Jsonl, text);

        var error = Assert.Single(errors);
        Assert.Equal((3, reason), (error.LineNumber, error.Reason));
        Assert.Equal(error.Message, thrown.Message);
        Assert.DoesNotContain("secret", thrown.ToString(), StringComparison.Ordinal);
        Assert.Equal([1L, 4L], records.Select(record => record.LineNumber));
    }

    [Fact]
    public async Task Read_EscapedSurrogatePair_IsText()
    {
        var record = Assert.Single(await Records.ReadAsync(RecordFormat.Jsonl, """{"a":"\ud83d\uDE00"}"""));
        Assert.Equal("😀", record["a"]);
    }

    [Fact]
    public async Task Read_InvalidUtf8_ReportsAndGoesOn()
    {
        var content = Records.Bytes("{\"a\":\"", [0xC3, .. "\"}\n{\"a\":\"2\"}"u8]);
        var (records, errors) = await Records.ReadOnAsync(RecordFormat.Jsonl, content);
        Assert.Equal("2", Assert.Single(records)["a"]);
        Assert.Equal((1, "not valid UTF-8"), (Assert.Single(errors).LineNumber, errors[0].Reason));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1_000_000)]
    public async Task Read_LineOverTheLimit_ReportsAndGoesOn(int length)
    {
        var text = $$"""
            {"a":"1"}
            {"a":"{{new string('x', length)}}"}
            {"a":"3"}
            {"a":"{{new string('y', length)}}"}
            """;
        var (records, errors) = await Records.ReadOnAsync(RecordFormat.Jsonl, Encoding.UTF8.GetBytes(text), new() { MaxRecordBytes = 20 });
        Assert.Equal(["1", "3"], records.Select(record => record["a"]));
        Assert.Equal([2L, 4L], errors.Select(error => error.LineNumber));
        Assert.Equal("a line of more than 20 bytes", errors[0].Reason);
    }

    [Fact]
    public async Task Read_LineAtTheLimit_IsRead()
    {
        var line = $$"""{"a":"{{new string('x', 300_000)}}"}""";
        var records = await Records.ReadAsync(RecordFormat.Jsonl, $"{line}\n{line}", new() { MaxRecordBytes = line.Length });
        Assert.Equal(2, records.Count);
    }

    [Fact]
    public async Task Columns_Always_AreEmpty()
    {
        await using var reader = await RecordReader.OpenAsync(new MemoryStream("{\"a\":1}"u8.ToArray()), RecordFormat.Jsonl);
        Assert.Empty(reader.Columns);
        Assert.Single(await reader.ToListAsync());
    }
}
