using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Classification;

/// <summary>Reads the categories of a classification, with what is told about them.</summary>
internal static class CategoryList
{
    /// <summary>Makes a matcher of categories.</summary>
    /// <param name="json">An array of labels, or of objects of label and description.</param>
    /// <param name="config">The configuration; its examples help as further description of their labels.</param>
    /// <param name="most">The most categories.</param>
    public static Parsed<OptionMatcher> Parse(string json, string? config, int most)
    {
        if (JsonText.TryParse(json) is not { ValueKind: JsonValueKind.Array } array)
            return Parsed<OptionMatcher>.Failed("invalid categories: an array is expected");
        var descriptions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var category in array.EnumerateArray())
        {
            var label = category.ValueKind is JsonValueKind.Object && category.TryGetProperty("label", out var named) ? named : category;
            if (label.ValueKind is not JsonValueKind.String)
                return Parsed<OptionMatcher>.Failed("invalid categories: labels, or objects with a label, are expected");
            descriptions[label.GetString()!] = category.ValueKind is JsonValueKind.Object
                ? string.Join(' ', Texts(category, "description").Concat(Texts(category, "examples")))
                : "";
        }

        if (descriptions.Count < 2 || descriptions.Count > most)
        {
            return Parsed<OptionMatcher>.Failed(
                $"invalid categories: at least 2 and at most {most} unique ones are expected, got {descriptions.Count}");
        }

        if (config is not null && JsonText.TryParse(config) is { ValueKind: JsonValueKind.Object } options
            && options.TryGetProperty("examples", out var examples)
            && examples.ValueKind is JsonValueKind.Array)
        {
            foreach (var example in examples.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.Object))
            {
                foreach (var label in Texts(example, "labels").Where(descriptions.ContainsKey))
                    descriptions[label] += " " + string.Join(' ', Texts(example, "input"));
            }
        }

        return new OptionMatcher([.. descriptions.Select(d => new AnswerOption(d.Key, d.Value))]);
    }

    private static IEnumerable<string> Texts(JsonElement json, string key)
    {
        if (!json.TryGetProperty(key, out var value))
            return [];
        return value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().Select(v => v.ToString()) : [value.ToString()];
    }
}
