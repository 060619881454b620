using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>The part of JSON Schema that Snowflake takes in a response format (page AI_COMPLETE structured outputs).</summary>
/// <param name="root">The schema.</param>
/// <param name="strict">
/// Whether every object must close itself by <c>additionalProperties: false</c> and require all its properties, as OpenAI's models demand.
/// </param>
internal sealed class SchemaRules(JsonElement root, bool strict)
{
    private const int LongestName = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    // The table of unsupported constraint keywords on that page.
    private static readonly FrozenDictionary<string, string[]> Unsupported = new Dictionary<string, string[]>
    {
        ["integer"] = ["multipleOf"],
        ["number"] = ["multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        ["string"] = ["minLength", "maxLength", "format"],
        ["array"] = ["uniqueItems", "contains", "minContains", "maxContains", "minItems", "maxItems"],
        ["object"] = ["patternProperties", "minProperties", "maxProperties", "propertyNames"],
    }.ToFrozenDictionary();

    /// <summary>The first rule that the schema breaks, in Snowflake's words where they are known; null when it breaks none.</summary>
    public string? FindViolation() =>
        TypeOf(root) is "object" ? Check(root, "") : TypeViolation(root, "") ?? "/type of the root should be \"object\"";

    private string? Check(JsonElement node, string path)
    {
        if (node.ValueKind is not JsonValueKind.Object)
            return $"{path} should be an object";
        if (node.TryGetProperty("$dynamicRef", out var reference) || node.TryGetProperty("$ref", out reference))
            return ReferenceViolation(reference);
        return TypeViolation(node, path) ?? KeywordViolation(node, path) ?? ListViolation(node, path)
            ?? (strict ? StrictViolation(node, path) : null) ?? ChildViolation(node, path);
    }

    private static string? TypeViolation(JsonElement node, string path) =>
        node.TryGetProperty("type", out var type) && !Types.Contains(TypeOf(node))
            ? $"{path}/type {(type.ValueKind is JsonValueKind.String ? type.GetString() : type.GetRawText())} should be one of "
                + $"[\"{string.Join("\", \"", Types)}\"]"
            : null;

    private static string? ListViolation(JsonElement node, string path)
    {
        foreach (var keyword in (ReadOnlySpan<string>)["enum", "required"])
        {
            if (node.TryGetProperty(keyword, out var list)
                && (list.ValueKind is not JsonValueKind.Array || (keyword is "enum" && list.GetArrayLength() == 0)))
            {
                return $"{path}/{keyword} should be a list";
            }
        }

        return null;
    }

    // The words are Snowflake's, though they do not say which keyword is meant; the name behind them is ours.
    private static string? KeywordViolation(JsonElement node, string path)
    {
        var keyword = TypeOf(node) is { } type && Unsupported.TryGetValue(type, out var keywords)
            ? keywords.FirstOrDefault(k => node.TryGetProperty(k, out _))
            : null;
        return keyword is null ? null : $"{path} additional properties are not allowed: {keyword}";
    }

    private static string? StrictViolation(JsonElement node, string path)
    {
        if (TypeOf(node) is not "object")
            return null;
        if (!node.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind is not JsonValueKind.False)
            return $"{path} additionalProperties should be false in every object for OpenAI models";
        if (!node.TryGetProperty("properties", out var properties) || properties.ValueKind is not JsonValueKind.Object)
            return null;
        var required = node.TryGetProperty("required", out var names) && names.ValueKind is JsonValueKind.Array
            ? names.EnumerateArray().Where(n => n.ValueKind is JsonValueKind.String).Select(n => n.GetString()).ToHashSet()
            : [];
        return properties.EnumerateObject()
            .FirstOrDefault(p => !required.Contains(p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } missing
            ? $"{path}/required should hold all properties for OpenAI models: {missing.Name} is missing"
            : null;
    }

    private string? ChildViolation(JsonElement node, string path)
    {
        if (node.TryGetProperty("items", out var items) && Check(items, $"{path}/items") is { } violation)
            return violation;
        foreach (var keyword in (ReadOnlySpan<string>)["properties", "$defs", "definitions"])
        {
            if (!node.TryGetProperty(keyword, out var children))
                continue;
            if (children.ValueKind is not JsonValueKind.Object)
                return $"{path}/{keyword} should be an object";
            foreach (var child in children.EnumerateObject())
            {
                if (keyword is "properties" && !IsName(child.Name))
                    return $"{path}/properties/{child.Name} regexp pattern ^[a-zA-Z0-9_-]{{1,64}}$ mismatch on string: {child.Name}";
                if (Check(child.Value, $"{path}/{keyword}/{child.Name}") is { } below)
                    return below;
            }
        }

        return null;
    }

    private string? ReferenceViolation(JsonElement reference)
    {
        var target = reference.ValueKind is JsonValueKind.String ? reference.GetString()! : reference.GetRawText();
        foreach (var section in (ReadOnlySpan<string>)["$defs", "definitions"])
        {
            var prefix = $"#/{section}/";
            if (target.StartsWith(prefix, StringComparison.Ordinal)
                && root.TryGetProperty(section, out var definitions) && definitions.ValueKind is JsonValueKind.Object
                && definitions.TryGetProperty(target.AsSpan(prefix.Length), out _))
            {
                return null;
            }
        }

        return $"Invalid ref {target}. Please define a valid object in #/$defs/ section";
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    private static string? TypeOf(JsonElement node) =>
        node.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String ? type.GetString() : null;
}
