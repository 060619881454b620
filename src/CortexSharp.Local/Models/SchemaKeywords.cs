using System.Text.Json;

namespace CortexSharp.Local.Models;

/// <summary>Reads the keywords of a response schema that decide what is written.</summary>
internal static class SchemaKeywords
{
    public static string? Reference(this JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object ? throw new ArgumentException("A response schema must be a JSON object.")
        : schema.TryGetProperty("$ref", out var reference) ? reference.GetString() : null;

    /// <summary>What a reference such as <c>#/$defs/address</c> means in the schema that is the root.</summary>
    public static JsonElement Resolve(this JsonElement root, string reference)
    {
        var target = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(step.Replace("~1", "/").Replace("~0", "~"), out target))
                throw new ArgumentException($"The response schema has no '{reference}'.");
        }

        return target;
    }

    /// <summary>The type; a list of types, as schema generators write for nullable values, counts as its first that is not null.</summary>
    public static string? Type(this JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
            return schema.TryGetProperty("properties", out _) ? "object" : schema.TryGetProperty("items", out _) ? "array" : "string";
        return type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Select(item => item.GetString()).FirstOrDefault(item => item != "null") ?? "null"
            : type.GetString();
    }

    public static bool Requires(this JsonElement schema, string name) =>
        schema.TryGetProperty("required", out var required) && required.EnumerateArray().Any(item => item.ValueEquals(name));
}
