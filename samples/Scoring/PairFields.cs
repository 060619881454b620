using System.Text.Json;
using CortexSharp.Files;

namespace CortexSharp.Samples.Scoring;

/// <summary>Where a record keeps candidate and references.</summary>
internal sealed record PairFields(string Candidate, string Reference)
{
    /// <summary>Reads a pair; says what is wrong when there is none.</summary>
    /// <param name="record">The record.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="references">The references: one text, or an array of texts.</param>
    /// <returns>What is wrong, as a phrase that quotes no text; null when nothing is.</returns>
    public string? Read(DataRecord record, out string candidate, out string[] references)
    {
        (candidate, references) = ("", []);
        if (!record.TryGetJson(Candidate, out var json))
            return Missing(record, Candidate, "--candidate");
        if (json.ValueKind is not JsonValueKind.String)
            return $"field '{Candidate}' is {Kind(json)}, not text";
        candidate = json.GetString()!;

        if (!record.TryGetJson(Reference, out json))
            return Missing(record, Reference, "--reference");
        if (json.ValueKind is JsonValueKind.String)
        {
            references = [json.GetString()!];
            return null;
        }

        if (json.ValueKind is not JsonValueKind.Array)
            return $"field '{Reference}' is {Kind(json)}, not text or an array of texts";
        if (json.GetArrayLength() == 0)
            return $"field '{Reference}' is an empty array";
        references = new string[json.GetArrayLength()];
        foreach (var (i, item) in json.EnumerateArray().Index())
        {
            if (item.ValueKind is not JsonValueKind.String)
                return $"field '{Reference}' has {Kind(item)} among its texts";
            references[i] = item.GetString()!;
        }

        return null;
    }

    /// <summary>What is wrong with a CSV header; null when nothing is.</summary>
    public string? Check(IReadOnlyList<string> columns) =>
        columns.Count == 0 ? null
        : !columns.Contains(Candidate) ? Missing(columns, Candidate, "--candidate")
        : !columns.Contains(Reference) ? Missing(columns, Reference, "--reference")
        : null;

    private static string Missing(DataRecord record, string field, string option) => Missing(record.Names, field, option);

    private static string Missing(IReadOnlyList<string> names, string field, string option) =>
        $"there is no field '{field}', only {string.Join(", ", names)}; name the right one with {option}";

    private static string Kind(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        JsonValueKind.Array => "an array",
        _ => "an object",
    };
}
