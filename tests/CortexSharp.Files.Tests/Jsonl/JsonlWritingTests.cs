using System.Text.Json;

namespace CortexSharp.Files.Tests.Jsonl;

public class JsonlWritingTests
{
    [Fact]
    public async Task Write_Text_IsOneReadableLineEach()
    {
        var text = await Records.WriteTextAsync(RecordFormat.Jsonl, [Records.Of(("a", "é <'\"\n\u2028")), Records.Of(("b", null), ("a", ""))]);
        Assert.Equal("""{"a":"é <'\"\n\u2028"}""" + "\n" + """{"b":null,"a":""}""" + "\n", text);
    }

    [Fact]
    public async Task Write_JsonOverManyLines_BecomesOneLine()
    {
        var record = DataRecord.FromJson(JsonElement.Parse("{\n  \"n\": 1.50e+3,\n  \"o\": {\n \"k\": [ 1 ] }\n}"));
        Assert.Equal("{\"n\":1.50e+3,\"o\":{\"k\":[1]}}\n", await Records.WriteTextAsync(RecordFormat.Jsonl, [record]));
    }

    [Fact]
    public void Create_ColumnsGiven_Throws() => Assert.Throws<ArgumentException>(
        () => RecordWriter.Create(new MemoryStream(), RecordFormat.Jsonl, new() { Columns = ["a"] }));
}
