using System.Text.Json;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

public sealed class SchemaAnswerTests
{
    private const string Prompt = "Read the ticket.\nTicket: I was charged 1,250.75 twice and want a refund, it is urgent";

    [Theory]
    [InlineData(
        """{"type":"object","properties":{"topic":{"type":"string","enum":["shipping","refund_request","login"]}}}""",
        """{"topic":"refund_request"}""")]
    [InlineData("""{"type":"object","properties":{"reply":{"type":"string"}}}""", """{"reply":"the answer"}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"integer"},"c":{"type":"null"}}}""",
        """{"a":1250.75,"b":1250,"c":null}""")]
    [InlineData(
        """{"type":"object","properties":{"is_urgent":{"type":"boolean"},"wantsReplacement":{"type":"boolean"}}}""",
        """{"is_urgent":true,"wantsReplacement":false}""")]
    [InlineData(
        """{"type":"object","properties":{"tags":{"type":"array","items":{"enum":["refund","login"]}},"any":{"type":"array"}}}""",
        """{"tags":["refund"],"any":[]}""")]
    [InlineData(
        """{"type":"object","properties":{"level":{"enum":[1,2]},"x-y_z":{"type":["null","string"]}}}""", """{"level":1,"x-y_z":"the answer"}""")]
    [InlineData(
        """{"properties":{"who":{"$ref":"#/$defs/person"}},"$defs":{"person":{"type":"object","properties":{"name":{"type":"string"}}}}}""",
        """{"who":{"name":"the answer"}}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""", "{}")]
    public void Create_Schema_FitsIt(string schema, string expected) => Assert.Equal(expected, Create(schema));

    [Fact]
    public void Create_OptionalRecursion_Ends() =>
        Assert.Equal(
            """{"root":{"name":"the answer","children":[]}}""",
            Create("""
                {"type":"object","properties":{"root":{"$ref":"#/definitions/node"}},"definitions":{"node":{"type":"object","required":["name","children"],
                 "properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/definitions/node"}},"parent":{"$ref":"#/definitions/node"}}}}}
                """));

    [Theory]
    [InlineData(
        """{"$ref":"#/$defs/a","$defs":{"a":{"type":"object","required":["next"],"properties":{"next":{"$ref":"#/$defs/a"}}}}}""", "without end")]
    [InlineData("""{"$ref":"#"}""", "without end")]
    [InlineData("""{"type":"object","properties":{"x":{"$ref":"#/$defs/none"}}}""", "#/$defs/none")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"date"}}}""", "date")]
    [InlineData("""{"type":"object","properties":{"x":{"enum":[]}}}""", "enum without values")]
    [InlineData("[]", "JSON object")]
    public void Create_ImpossibleSchema_SaysWhy(string schema, string part) =>
        Assert.Contains(part, Assert.Throws<ArgumentException>(() => Create(schema)).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_ReferencesThatMultiply_AreRefused()
    {
        var definitions = string.Concat(Enumerable.Range(0, 24).Select(i => """
            "dI":{"type":"object","required":["a","b"],"properties":{"a":{"$ref":"#/$defs/dJ"},"b":{"$ref":"#/$defs/dJ"}}},
            """.Replace("I", $"{i}", StringComparison.Ordinal).Replace("J", $"{i + 1}", StringComparison.Ordinal)));

        var exception = Assert.Throws<ArgumentException>(
            () => Create("""{"$ref":"#/$defs/d0","$defs":{""" + definitions + """ "d24":{"type":"null"}}}"""));
        Assert.Contains("too large", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ModelThatAnswersWithJson_IsFollowedWhereItFits() =>
        Assert.Equal(
            """{"topic":"login","tags":["b","a"],"count":3,"done":true}""",
            Create(
                """{"type":"object","properties":{"topic":{"enum":["refund","login"]},"tags":{"type":"array","items":{"enum":["a","b"]}},"count":{"type":"integer"},"done":{"type":"boolean"}}}""",
                """{"topic":"login","tags":["b","a"],"count":3,"done":true,"more":1}"""));

    [Fact]
    public void Create_ModelThatAnswersWithALabel_DecidesTheEnum() =>
        Assert.Equal("""{"topic":"login"}""", Create("""{"type":"object","properties":{"topic":{"enum":["refund","login"]}}}""", "login"));

    [Fact]
    public void Create_AnswerThatIsNotUnicode_IsStillJson()
    {
        using var json = JsonDocument.Parse(Create("""{"type":"object","properties":{"a":{"type":"string"}}}""", "\"卡\" \ud800 {"));
        Assert.Equal("\"卡\" \ufffd {", json.RootElement.GetProperty("a").GetString());
    }

    private static string Create(string schema, string answer = "the answer")
    {
        using var document = JsonDocument.Parse(schema);
        return SchemaAnswer.Create(document.RootElement, Prompt, new Fixed(answer));
    }

    private sealed class Fixed(string answer) : ILanguageModel
    {
        public string Complete(string prompt) => answer;
    }
}
