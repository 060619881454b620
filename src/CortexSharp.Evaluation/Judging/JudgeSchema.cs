using System.Text.Json.Nodes;
using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Judging;

/// <summary>
/// The form of a judge's answer, within what Snowflake takes: it refuses bounds of numbers, so that the scale is in the description.
/// </summary>
internal static class JudgeSchema
{
    /// <summary>The property with the reason. It comes first: a model that has to give its reasons before the rating rates better.</summary>
    public const string Reason = "reason";

    /// <summary>An integer for each dimension.</summary>
    public static ResponseSchema Of(IReadOnlyList<JudgeDimension> dimensions)
    {
        if (dimensions.Count == 0)
            throw new ArgumentException("A judge without dimensions has nothing to rate; give at least one.", nameof(dimensions));
        var properties = new Dictionary<string, JsonObject>();
        foreach (var dimension in dimensions)
        {
            if (dimension.Lowest >= dimension.Highest)
            {
                throw new ArgumentException(
                    $"The scale of '{dimension.Name}', {dimension.Lowest} to {dimension.Highest}, is empty.", nameof(dimensions));
            }

            var property = new JsonObject { ["type"] = "integer", ["description"] = $"from {dimension.Lowest} to {dimension.Highest}" };
            if (dimension.Name is Reason || !properties.TryAdd(dimension.Name, property))
            {
                throw new ArgumentException(
                    $"There are two properties called '{dimension.Name}' in the judge's answer; name one dimension otherwise.", nameof(dimensions));
            }
        }

        return Of(properties);
    }

    /// <summary>The reason and other properties, all required.</summary>
    public static ResponseSchema Of(IReadOnlyDictionary<string, JsonObject> properties)
    {
        var all = new JsonObject { [Reason] = new JsonObject { ["type"] = "string" } };
        foreach (var (name, property) in properties)
            all[name] = property;
        return ResponseSchema.Parse(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = all,
            ["required"] = new JsonArray([.. all.Select(property => (JsonNode)property.Key)]),
            ["additionalProperties"] = false,
        }.ToJsonString());
    }
}
