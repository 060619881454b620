using System.Text.Json;
using System.Text.Json.Serialization;
using CortexSharp.Completions;
using Moq;

namespace CortexSharp.Tests.Completions;

public partial class TypedCompletionTests
{
    [Fact]
    public async Task CompleteAsync_Typed_DerivesTheSchemaAndReadsTheAnswer()
    {
        var client = new Mock<ICortexCompleteClient>();
        CompletionRequest? sent = null;
        client.Setup(c => c.CompleteAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>()))
            .Callback((CompletionRequest r, CancellationToken _) => sent = r)
            .ReturnsAsync(
                new CompletionResult("""{"label":"refund","confidence":0.9,"urgency":"High","notes":["a"]}""")
                {
                    StructuredValue = JsonElement.Parse("""{"label":"refund","confidence":0.9,"urgency":"High","notes":["a"]}"""),
                });
        var verdict = await client.Object.CompleteAsync(new CompletionRequest("m", "p"), TestJson.Default.Verdict);
        Assert.Equal(("refund", 0.9, Urgency.High, "a"), (verdict.Label, verdict.Confidence, verdict.Urgency, verdict.Notes.Single()));
        Assert.Equal(
            """{"type":"object","properties":{"label":{"type":"string"},"confidence":{"type":"number"},"urgency":{"enum":["Low","High"],"type":"string"},"notes":{"type":"array","items":{"type":"string"}},"due":{"type":"string"},"count":{"type":"integer"}},"required":["label","confidence","urgency","notes","due","count"],"additionalProperties":false}""",
            sent!.ResponseSchema!.ToString());
    }

    [Theory]
    [InlineData("{\"label\": \"re")]
    [InlineData("I cannot answer that, secret.")]
    [InlineData("null")]
    public async Task CompleteAsync_AnswerOfAnotherForm_ThrowsWithTheRawText(string text)
    {
        var client = new Mock<ICortexCompleteClient>();
        client.Setup(c => c.CompleteAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CompletionResult(text));
        var exception = await Assert.ThrowsAsync<StructuredOutputException>(() =>
            client.Object.CompleteAsync(new CompletionRequest("m", "p"), TestJson.Default.Verdict));
        Assert.Equal(text, exception.RawText);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TypeWithoutSchema_ThrowsNamingTypeAndPlace()
    {
        Assert.Contains(
            "dictionary", Assert.Throws<ArgumentException>(() => ResponseSchema.Of(TestJson.Default.WithDictionary)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "recursive", Assert.Throws<ArgumentException>(() => ResponseSchema.Of(TestJson.Default.Node)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "any JSON", Assert.Throws<ArgumentException>(() => ResponseSchema.Of(TestJson.Default.WithAny)).Message, StringComparison.Ordinal);
        Assert.Contains("root", Assert.Throws<ArgumentException>(() => ResponseSchema.Of(TestJson.Default.Int32)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[1]""", "root")]
    [InlineData("""{"type": "string"}""", "root")]
    [InlineData("""{"type": ["object", "null"]}""", "root")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "string", "format": "date"}}}""", "#/properties/a, format")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "number", "minimum": 1}}}""", "minimum")]
    [InlineData(
        """{"type": "object", "properties": {"a": {"type": "array", "items": {"type": "integer", "multipleOf": 2}}}}""",
        "#/properties/a/items, multipleOf")]
    [InlineData("""{"type": "object", "properties": {"a b": {"type": "string"}}}""", "'a b'")]
    [InlineData("""{"type": "object", "properties": {"a": {"$ref": "other.json"}}}""", "$ref")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "text"}}}""", "type must be one of")]
    [InlineData("""{"type": "object", "$defs": {"d": {"type": "object", "maxProperties": 1}}}""", "#/$defs/d, maxProperties")]
    [InlineData("""{"type": "object", "properties": {"a": true}}""", "must be an object")]
    [InlineData("""{""", "not JSON")]
    public void Parse_WhatSnowflakeRefuses_ThrowsNamingIt(string schema, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => ResponseSchema.Parse(schema)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_WhatSnowflakeTakes_IsKept()
    {
        const string Schema = """{"type":"object","properties":{"a":{"$ref":"#/$defs/d"},"b":{"type":"integer","minimum":1}},"$defs":{"d":{"type":"string","enum":["x","y"]}}}""";
        Assert.Equal(Schema, ResponseSchema.Parse(Schema).ToString());
    }

    internal enum Urgency
    {
        Low,
        High,
    }

    internal sealed record Verdict(string Label, double Confidence, Urgency Urgency, IReadOnlyList<string> Notes, DateTime? Due, int? Count);

    internal sealed record WithDictionary(Dictionary<string, int> Counts);

    internal sealed record Node(string Name, Node? Next);

    internal sealed record WithAny(JsonElement Any);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(Verdict))]
    [JsonSerializable(typeof(WithDictionary))]
    [JsonSerializable(typeof(Node))]
    [JsonSerializable(typeof(WithAny))]
    [JsonSerializable(typeof(int))]
    internal sealed partial class TestJson : JsonSerializerContext;
}
