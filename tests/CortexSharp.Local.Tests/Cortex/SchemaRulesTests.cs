using CortexSharp.Local.Cortex.Completion;

namespace CortexSharp.Local.Tests.Cortex;

public sealed class SchemaRulesTests
{
    private const string TypeNames = """["object", "array", "string", "number", "integer", "boolean", "null"]""";

    [Theory]
    [InlineData("""7""", "please provide a type for the response format object")]
    [InlineData("""{}""", "please provide a type for the response format object")]
    [InlineData("""{"schema":{"type":"object"}}""", "please provide a type for the response format object")]
    [InlineData("""{"type":"text"}""", "please provide a type for the response format object")]
    [InlineData("""{"type":"json"}""", "please provide a schema for the response format object")]
    [InlineData("""{"type":"json","schema":"object"}""", "please provide a schema for the response format object")]
    public void Parse_MalformedFormat_SaysWhatIsMissing(string format, string expected) =>
        Assert.Equal(expected, ResponseSchema.Parse(format, strict: false).Error);

    [Theory]
    [InlineData("""{"type":"string"}""", "/type of the root should be \"object\"")]
    [InlineData("""{"properties":{}}""", "/type of the root should be \"object\"")]
    [InlineData("""{"type":"sting"}""", $"/type sting should be one of {TypeNames}")]
    [InlineData("""{"type":"object","properties":{"province":{"type":"sting"}}}""", $"/properties/province/type sting should be one of {TypeNames}")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":["string","null"]}}}""",
        $"/properties/a/type [\"string\",\"null\"] should be one of {TypeNames}")]
    [InlineData(
        """{"type":"object","properties":{"a b":{"type":"string"}}}""",
        "/properties/a b regexp pattern ^[a-zA-Z0-9_-]{1,64}$ mismatch on string: a b")]
    [InlineData(
        """{"type":"object","properties":{"größe":{"type":"string"}}}""",
        "/properties/größe regexp pattern ^[a-zA-Z0-9_-]{1,64}$ mismatch on string: größe")]
    [InlineData(
        """{"type":"object","properties":{"p":{"$ref":"http://example.com/p.json"}}}""",
        "Invalid ref http://example.com/p.json. Please define a valid object in #/$defs/ section")]
    [InlineData(
        """{"type":"object","properties":{"p":{"$ref":"#/$defs/missing"}},"$defs":{}}""",
        "Invalid ref #/$defs/missing. Please define a valid object in #/$defs/ section")]
    [InlineData(
        """{"type":"object","properties":{"p":{"$dynamicRef":"#node"}}}""", "Invalid ref #node. Please define a valid object in #/$defs/ section")]
    [InlineData("""{"type":"object","properties":[]}""", "/properties should be an object")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":"x"}}}""", "/properties/a/enum should be a list")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":[]}}}""", "/properties/a/enum should be a list")]
    [InlineData("""{"type":"object","required":"a"}""", "/required should be a list")]
    [InlineData("""{"type":"object","properties":{"a":true}}""", "/properties/a should be an object")]
    public void Parse_BrokenSchema_NamesThePlace(string schema, string reason) =>
        Assert.Equal($"input schema validation error: {reason}", ErrorOf(schema));

    [Theory]
    [InlineData("integer", "multipleOf")]
    [InlineData("number", "multipleOf minimum maximum exclusiveMinimum exclusiveMaximum")]
    [InlineData("string", "minLength maxLength format")]
    [InlineData("array", "uniqueItems contains minContains maxContains minItems maxItems")]
    [InlineData("object", "patternProperties minProperties maxProperties propertyNames")]
    public void Parse_UnsupportedKeyword_IsRefused(string type, string keywords) => Assert.All(keywords.Split(' '), keyword => Assert.Equal(
        $"input schema validation error: /properties/list/items additional properties are not allowed: {keyword}",
        ErrorOf(WithProperty("list", $$"""{"type":"array","items":{"type":"{{type}}","{{keyword}}":1} }"""))));

    [Fact]
    public void Parse_KeywordOfAnotherType_IsTaken() =>
        Assert.Null(ErrorOf("""{"type":"object","properties":{"n":{"type":"integer","minimum":1,"maximum":5},"format":{"type":"string"}}}"""));

    [Fact]
    public void Parse_SchemaFromTheDocumentation_IsTaken() => Assert.Null(ErrorOf("""
        {"$defs":{"person":{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"number"}},"required":["name","age"]}},
         "type":"object","properties":{"title":{"type":"string","description":"a title","enum":["a","b"]},"people":{"type":"array","items":{"$ref":"#/$defs/person"}}}}
        """));

    [Fact]
    public void Parse_NameOf65Characters_IsRefused()
    {
        Assert.Null(ErrorOf(WithProperty(new string('a', 64), """{"type":"string"}""")));
        Assert.NotNull(ErrorOf(WithProperty(new string('a', 65), """{"type":"string"}""")));
    }

    [Theory]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""",
        " additionalProperties should be false in every object for OpenAI models")]
    [InlineData(
        """{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["a"]}""",
        "/required should hold all properties for OpenAI models: b is missing")]
    [InlineData(
        """{"type":"object","additionalProperties":false,"properties":{"a":{"type":"object"}},"required":["a"]}""",
        "/properties/a additionalProperties should be false in every object for OpenAI models")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"}},"required":["a"]}""", null)]
    public void Parse_ForOpenAi_WantsClosedObjects(string schema, string? reason)
    {
        Assert.Equal(reason is null ? null : $"input schema validation error: {reason}", ResponseSchema.Parse(Format(schema), strict: true).Error);
        Assert.Null(ErrorOf(schema));
    }

    private static string? ErrorOf(string schema) => ResponseSchema.Parse(Format(schema), strict: false).Error;

    private static string WithProperty(string name, string schema) => $$"""{"type":"object","properties":{"{{name}}":{{schema}}} }""";

    private static string Format(string schema) => $$"""{"type":"json","schema":{{schema}}}""";
}
