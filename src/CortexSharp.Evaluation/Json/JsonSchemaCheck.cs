using System.Text.Json;
using System.Text.RegularExpressions;

namespace CortexSharp.Evaluation.Json;

/// <summary>
/// Whether a value fits a JSON Schema, by the keywords that Snowflake's structured output does not refuse (its page "AI_COMPLETE structured
/// outputs"): type, properties, required, additionalProperties, items, enum, const, anyOf, allOf, oneOf, pattern, integer bounds, and $ref within the
/// schema. Others say nothing.
/// </summary>
internal static class JsonSchemaCheck
{
    // A schema may refer to itself without reading anything of the value.
    private const int Deepest = 256;

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The first thing that does not fit, as a path and a reason; null when all fits.</summary>
    public static string? FirstMismatch(JsonElement value, JsonElement schema) => Check(value, schema, schema, "$", 0);

    private static string? Check(JsonElement value, JsonElement schema, JsonElement root, string path, int depth)
    {
        if (schema.ValueKind is JsonValueKind.True)
            return null;
        if (schema.ValueKind is not JsonValueKind.Object || depth > Deepest)
            return $"{path}: nothing is allowed here";
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Resolve(root, reference.GetString()) is { } target
                ? Check(value, target, root, path, depth + 1)
                : $"{path}: the schema refers to nothing";
        }

        return CheckValue(value, schema, path) ?? CheckCombined(value, schema, root, path, depth) ?? value.ValueKind switch
        {
            JsonValueKind.Object => CheckObject(value, schema, root, path, depth),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().Select((item, i) => Check(item, items, root, $"{path}[{i}]", depth + 1))
                    .FirstOrDefault(mismatch => mismatch is not null),
            _ => null,
        };
    }

    private static string? CheckValue(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(value, name)))
            return $"{path}: not of type {type}";
        if (schema.TryGetProperty("enum", out var options) && !options.EnumerateArray().Any(option => JsonElement.DeepEquals(option, value)))
            return $"{path}: none of the values allowed";
        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, value))
            return $"{path}: not the value required";
        if (value.ValueKind is JsonValueKind.String && schema.TryGetProperty("pattern", out var pattern)
            && !Matches(value.GetString()!, pattern.GetString()!))
        {
            return $"{path}: does not match the pattern";
        }

        return value.ValueKind is JsonValueKind.Number && !IsWithin(value.GetDouble(), schema) ? $"{path}: out of bounds" : null;
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.None, PatternTimeout);
        }
        catch (RegexMatchTimeoutException)
        {
            // An answer must not be able to stop a run; one that nobody can check does not fit.
            return false;
        }
    }

    private static bool IsWithin(double number, JsonElement schema) =>
        !(schema.TryGetProperty("minimum", out var minimum) && number < minimum.GetDouble())
        && !(schema.TryGetProperty("maximum", out var maximum) && number > maximum.GetDouble())
        && !(schema.TryGetProperty("exclusiveMinimum", out var above) && number <= above.GetDouble())
        && !(schema.TryGetProperty("exclusiveMaximum", out var below) && number >= below.GetDouble());

    private static string? CheckCombined(JsonElement value, JsonElement schema, JsonElement root, string path, int depth)
    {
        if (schema.TryGetProperty("allOf", out var all)
            && all.EnumerateArray().Select(part => Check(value, part, root, path, depth + 1))
                .FirstOrDefault(mismatch => mismatch is not null) is { } first)
        {
            return first;
        }

        if (schema.TryGetProperty("anyOf", out var any) && !any.EnumerateArray().Any(part => Check(value, part, root, path, depth + 1) is null))
            return $"{path}: fits none of the alternatives";
        return schema.TryGetProperty("oneOf", out var one)
            && one.EnumerateArray().Count(part => Check(value, part, root, path, depth + 1) is null) != 1
            ? $"{path}: does not fit exactly one of the alternatives"
            : null;
    }

    private static string? CheckObject(JsonElement value, JsonElement schema, JsonElement root, string path, int depth)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray())
            {
                if (!value.TryGetProperty(name.GetString()!, out _))
                    return $"{path}: '{name.GetString()}' is missing";
            }
        }

        var hasProperties = schema.TryGetProperty("properties", out var properties);
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others);
        foreach (var property in value.EnumerateObject())
        {
            var known = hasProperties && properties.TryGetProperty(property.Name, out var own) ? own : hasOthers ? others : (JsonElement?)null;
            if (known is { } rule && Check(property.Value, rule, root, $"{path}.{property.Name}", depth + 1) is { } mismatch)
                return mismatch;
        }

        return null;
    }

    private static IEnumerable<string?> Types(JsonElement type) =>
        type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Select(item => item.GetString()) : [type.GetString()];

    private static bool Is(JsonElement value, string? type) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind is JsonValueKind.Null,
        "number" => value.ValueKind is JsonValueKind.Number,
        "integer" => value.ValueKind is JsonValueKind.Number && value.GetDouble() is var number && number == Math.Truncate(number),
        _ => false,
    };

    private static JsonElement? Resolve(JsonElement root, string? reference)
    {
        if (reference is null || !reference.StartsWith("#/", StringComparison.Ordinal))
            return null;
        var target = root;
        foreach (var step in reference[2..].Split('/'))
        {
            if (target.ValueKind is not JsonValueKind.Object || !target.TryGetProperty(step.Replace("~1", "/").Replace("~0", "~"), out target))
                return null;
        }

        return target;
    }
}
