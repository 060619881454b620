using System.Text.Json.Nodes;

namespace CortexSharp.Completions;

/// <summary>Turns the schema that System.Text.Json derives from a type into one that Snowflake takes.</summary>
internal static class ResponseSchemaCleaner
{
    // Everything else that the exporter may write (format, pattern, default, bounds) is refused by Snowflake for one type or another.
    private static readonly string[] Kept = ["type", "properties", "items", "enum", "description"];

    /// <summary>Cleans a derived schema.</summary>
    public static JsonObject Clean(JsonNode schema, Type type) => CleanNode(schema, "#", type);

    private static JsonObject CleanNode(JsonNode? node, string path, Type type)
    {
        if (node is not JsonObject source)
            throw NoSchema(type, path, "its type allows any JSON, which a schema for Snowflake cannot say");
        if (source.ContainsKey("$ref"))
            throw NoSchema(type, path, "the type is recursive or refers to itself");
        if (source.ContainsKey("anyOf") || source.ContainsKey("oneOf"))
            throw NoSchema(type, path, "the type is polymorphic");
        if (source["additionalProperties"] is JsonObject)
            throw NoSchema(type, path, "a dictionary has no fixed properties");

        var result = new JsonObject();
        foreach (var keyword in Kept)
        {
            if (source[keyword] is { } value)
                result[keyword] = value.DeepClone();
        }

        result["type"] = TypeOf(source, path, type);
        if (result["enum"] is JsonArray values)
            values.RemoveAll(static value => value is null);
        if (result["items"] is { } items)
            result["items"] = CleanNode(items, $"{path}/items", type);
        if (result["type"]!.GetValue<string>() is "object")
            Close(result, path, type);
        return result;
    }

    /// <summary>Every property required and no other allowed: OpenAI's models need both said, and it harms no other.</summary>
    private static void Close(JsonObject node, string path, Type type)
    {
        var required = new JsonArray();
        var properties = new JsonObject();
        foreach (var (name, property) in node["properties"] as JsonObject ?? [])
        {
            properties[name] = CleanNode(property, $"{path}/properties/{name}", type);
            required.Add((JsonNode)name);
        }

        node["properties"] = properties;
        node["required"] = required;
        node["additionalProperties"] = false;
    }

    /// <summary>The one type besides null; an enum written as text has none in the exporter's schema.</summary>
    private static string TypeOf(JsonObject node, string path, Type type)
    {
        var types = node["type"] switch
        {
            JsonArray several => several.Select(static t => t!.GetValue<string>()).Where(static t => t is not "null").ToList(),
            JsonValue one => [one.GetValue<string>()],
            _ when node["enum"] is JsonArray => ["string"],
            _ => [],
        };
        // A number that may also be read from text comes as ["string", "integer"]; the number is what is meant.
        types.Sort(static (a, b) => (a is "string").CompareTo(b is "string"));
        return types.Count > 0 ? types[0] : throw NoSchema(type, path, "its type allows any JSON, which a schema for Snowflake cannot say");
    }

    private static ArgumentException NoSchema(Type type, string path, string why) =>
        new($"No response schema can be derived from {type}: at {path}, {why}.", nameof(type));
}
