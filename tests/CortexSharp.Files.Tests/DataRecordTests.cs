using System.Text.Json;

namespace CortexSharp.Files.Tests;

public class DataRecordTests
{
    private static readonly DataRecord Json = DataRecord.FromJson(
        JsonElement.Parse("""{"s":"é\n","n":1.50,"t":true,"z":null,"a":[1, "x"],"o":{"k":2}}"""));

    [Theory]
    [InlineData("s", "é\n")]
    [InlineData("n", "1.50")]
    [InlineData("t", "true")]
    [InlineData("z", null)]
    [InlineData("a", """[1, "x"]""")]
    [InlineData("o", """{"k":2}""")]
    public void Indexer_JsonValue_IsItsText(string name, string? text) => Assert.Equal(text, Json[name]);

    [Fact]
    public void Indexer_UnknownName_Throws() => Assert.Throws<KeyNotFoundException>(() => Json["missing"]);

    [Fact]
    public void Indexer_OtherCase_Throws() => Assert.Throws<KeyNotFoundException>(() => Json["S"]);

    [Fact]
    public void TryGetText_NullOrMissing_IsFalse()
    {
        Assert.False(Json.TryGetText("z", out _));
        Assert.False(Json.TryGetText("missing", out _));
        Assert.True(Records.Of(("empty", "")).TryGetText("empty", out var text));
        Assert.Equal("", text);
    }

    [Fact]
    public void TryGetJson_JsonValue_IsFaithful()
    {
        Assert.True(Json.TryGetJson("n", out var number));
        Assert.Equal("1.50", number.GetRawText());
        Assert.True(Json.TryGetJson("z", out var nothing));
        Assert.Equal(JsonValueKind.Null, nothing.ValueKind);
        Assert.False(Json.TryGetJson("missing", out _));
    }

    [Fact]
    public void TryGetJson_Text_IsJsonString()
    {
        Assert.True(Records.Of(("a", "1\"")).TryGetJson("a", out var json));
        Assert.Equal("1\"", json.GetString());
        Assert.True(Records.Of(("a", null)).TryGetJson("a", out json));
        Assert.Equal(JsonValueKind.Null, json.ValueKind);
    }

    [Fact]
    public void Names_OfJson_KeepOrder() => Assert.Equal(["s", "n", "t", "z", "a", "o"], Json.Names);

    [Fact]
    public void LineNumber_OfMadeRecord_IsZero() => Assert.Equal(0, Json.LineNumber);

    [Fact]
    public void FromJson_DisposedDocument_KeepsValues()
    {
        DataRecord record;
        using (var document = JsonDocument.Parse("""{"a":"x"}""")) record = DataRecord.FromJson(document.RootElement);
        Assert.Equal("x", record["a"]);
    }

    [Fact]
    public void FromJson_DocumentWithComments_IsRead()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var record = DataRecord.FromJson(JsonElement.Parse("""{"a":["\ud83d\ude00", /* why */ 1,],}""", options));
        Assert.True(record.TryGetJson("a", out var json));
        Assert.Equal("😀", json[0].GetString());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"\ud83d"}""")]
    [InlineData("""{"a":["\uDE00"]}""")]
    [InlineData("""{"\uD83Dx":1}""")]
    public void FromJson_NotARecord_Throws(string json) => Assert.Throws<ArgumentException>(() => DataRecord.FromJson(JsonElement.Parse(json)));

    [Fact]
    public void FromJson_Undefined_Throws() => Assert.Throws<ArgumentException>(() => DataRecord.FromJson(default));

    // Not InlineData: attributes are stored as UTF-8, which cannot carry these.
    [Fact]
    public void Constructor_UnpairedSurrogate_Throws()
    {
        foreach (var text in new[] { "\ud83d", "x\ude00", "\ude00\ud83d", "😀\ud83d\ud83d😀" })
        {
            Assert.Throws<ArgumentException>(() => Records.Of(("a", text)));
            Assert.Throws<ArgumentException>(() => Records.Of((text, "a")));
        }
    }

    [Fact]
    public void Constructor_SurrogatePairs_AreText() => Assert.Equal("😀x😀", Records.Of(("a", "😀x😀"))["a"]);

    [Fact]
    public void Constructor_RepeatedName_Throws() => Assert.Throws<ArgumentException>(() => Records.Of(("a", "1"), ("b", "2"), ("a", "3")));

    [Fact]
    public void WriteTo_TextAndNull_IsOneObject()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Records.Of(("a", "x"), ("b", null)).WriteTo(writer);
        Assert.Equal("""{"a":"x","b":null}"""u8, stream.ToArray());
    }
}
