using System.Text.Json;
using CortexSharp.Evaluation.Json;

namespace CortexSharp.Evaluation.Tests.Json;

public sealed class JsonSchemaCheckTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"a\"", "1")]
    [InlineData("""{"type":["string","null"]}""", "null", "1")]
    [InlineData("""{"type":"integer"}""", "2.0", "2.5")]
    [InlineData("""{"type":"number"}""", "2.5", "\"2.5\"")]
    [InlineData("""{"type":"boolean"}""", "false", "0")]
    [InlineData("""{"enum":["a",1,null]}""", "1.0", "\"b\"")]
    [InlineData("""{"const":{"a":[1]}}""", """{"a":[1]}""", """{"a":[2]}""")]
    [InlineData("""{"type":"string","pattern":"^a+$"}""", "\"aa\"", "\"ab\"")]
    [InlineData("""{"type":"integer","minimum":1,"exclusiveMaximum":5}""", "1", "5")]
    [InlineData("""{"type":"integer","exclusiveMinimum":1,"maximum":5}""", "5", "1")]
    [InlineData("""{"type":"object","required":["a"]}""", """{"a":null}""", "{}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", """{"a":""}""", """{"b":""}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", """{"x":""}""", """{"x":1}""")]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", "[1,2]", "[1,\"2\"]")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "1", "1.5")]
    [InlineData("""{"oneOf":[{"type":"number"},{"type":"integer"}]}""", "1.5", "1")]
    [InlineData("""{"allOf":[{"type":"number"},{"type":"integer"}]}""", "1", "1.5")]
    [InlineData(
        """{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"}},"required":["v"]}}}""",
        """{"v":1,"next":{"v":2}}""", """{"v":1,"next":{}}""")]
    public void FirstMismatch_Keyword_TellsFitFromMisfit(string schema, string fits, string misfits)
    {
        Assert.Null(JsonSchemaCheck.FirstMismatch(JsonElement.Parse(fits), JsonElement.Parse(schema)));
        Assert.NotNull(JsonSchemaCheck.FirstMismatch(JsonElement.Parse(misfits), JsonElement.Parse(schema)));
    }

    [Fact]
    public void FirstMismatch_Nested_NamesThePlace() => Assert.Equal(
        "$.a[1]: not of type integer",
        JsonSchemaCheck.FirstMismatch(
            JsonElement.Parse("""{"a":[1,"x"]}"""), JsonElement.Parse("""{"properties":{"a":{"items":{"type":"integer"}}}}""")));

    [Theory]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/a"}}}""")]
    [InlineData("""{"$ref":"#/$defs/missing"}""")]
    public void FirstMismatch_ReferenceToNothing_FitsNothing(string schema) =>
        Assert.NotNull(JsonSchemaCheck.FirstMismatch(JsonElement.Parse("1"), JsonElement.Parse(schema)));
}
