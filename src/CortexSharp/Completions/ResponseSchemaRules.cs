using System.Text.Json;
using System.Text.RegularExpressions;

namespace CortexSharp.Completions;

/// <summary>What Snowflake takes of JSON Schema (its page "AI_COMPLETE structured outputs"), checked before anything is sent.</summary>
internal static partial class ResponseSchemaRules
{
    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    private static readonly Dictionary<string, string[]> Unsupported = new()
    {
        ["integer"] = ["multipleOf"],
        ["number"] = ["multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        ["string"] = ["minLength", "maxLength", "format"],
        ["array"] = ["uniqueItems", "contains", "minContains", "maxContains", "minItems", "maxItems"],
        ["object"] = ["patternProperties", "minProperties", "maxProperties", "propertyNames"],
    };

    /// <summary>Throws for the first thing that Snowflake would refuse.</summary>
    public static void Check(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object || !schema.TryGetProperty("type", out var type) || type.ValueKind is not JsonValueKind.String
            || type.GetString() is not "object")
        {
            throw Refused("#", "the root must be of type object; put another value into a property of one");
        }

        CheckNode(schema, "#");
        foreach (var definitions in (string[])["$defs", "definitions"])
        {
            if (schema.TryGetProperty(definitions, out var group) && group.ValueKind is JsonValueKind.Object)
                CheckMembers(group, $"#/{definitions}");
        }
    }

    private static void CheckNode(JsonElement node, string path)
    {
        if (node.ValueKind is not JsonValueKind.Object)
            throw Refused(path, "a schema must be an object");
        if (node.TryGetProperty("$dynamicRef", out _))
            throw Refused(path, "$dynamicRef is not supported");
        if (node.TryGetProperty("$ref", out var reference))
        {
            if (reference.GetString() is not { } target
                || !(target.StartsWith("#/$defs/", StringComparison.Ordinal) || target.StartsWith("#/definitions/", StringComparison.Ordinal)))
            {
                throw Refused(path, "$ref may point to #/$defs/ or #/definitions/ only");
            }
        }

        if (node.TryGetProperty("type", out var type))
            CheckType(node, type, path);
        if (node.TryGetProperty("properties", out var properties))
            CheckProperties(properties, path);
        if (node.TryGetProperty("items", out var items))
            CheckNode(items, $"{path}/items");
    }

    private static void CheckType(JsonElement node, JsonElement type, string path)
    {
        if (type.ValueKind is not JsonValueKind.String || type.GetString() is not { } name || !Types.Contains(name))
            throw Refused(path, $"type must be one of {string.Join(", ", Types)}");
        if (Unsupported.GetValueOrDefault(name)?.FirstOrDefault(keyword => node.TryGetProperty(keyword, out _)) is { } keyword)
            throw Refused(path, $"{keyword} is not supported for type {name}");
    }

    private static void CheckProperties(JsonElement properties, string path)
    {
        if (properties.ValueKind is not JsonValueKind.Object)
            throw Refused(path, "properties must be an object");
        foreach (var property in properties.EnumerateObject())
        {
            if (!PropertyName().IsMatch(property.Name))
                throw Refused(path, $"the property name '{property.Name}' must be 1 to 64 letters, digits, _ or -");
        }

        CheckMembers(properties, $"{path}/properties");
    }

    private static void CheckMembers(JsonElement group, string path)
    {
        foreach (var member in group.EnumerateObject())
            CheckNode(member.Value, $"{path}/{member.Name}");
    }

    private static ArgumentException Refused(string path, string why) => new($"Snowflake does not take this response schema: at {path}, {why}.");

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex PropertyName();
}
