using System.Text.Json;
using CortexSharp.Local.Server.Inference;

namespace CortexSharp.Local.Server.Search;

/// <summary>What a query asks for.</summary>
/// <param name="Query">The text.</param>
/// <param name="Columns">The columns to give; null: the searched one.</param>
/// <param name="Filter">Which rows count; null: all.</param>
/// <param name="Limit">How many rows to give.</param>
internal sealed record SearchRequest(string Query, IReadOnlyList<string>? Columns, JsonElement? Filter, int Limit)
{
    private const int UsualLimit = 10;
    private const int MostRows = 1000;

    // The offline Cortex has one ranking, so what would change the ranking cannot be honoured.
    private static readonly string[] Refused = ["multi_index_query", "scoring_config", "scoring_profile"];

    /// <summary>Reads a request's body (Snowflake's page on querying a Cortex Search service).</summary>
    /// <exception cref="InferenceException">The request is wrong, or asks for what is not here.</exception>
    public static SearchRequest Read(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            throw InferenceException.Bad("the body must be an object");
        if (Refused.FirstOrDefault(field => body.Property(field) is not null) is { } refused)
            throw new InferenceException(System.Net.HttpStatusCode.NotImplemented, $"{refused} is not supported by the offline Cortex");
        if (body.Text("query") is not { Length: > 0 } query)
            throw InferenceException.Bad("query is required");
        var limit = body.Property("limit") switch
        {
            null => UsualLimit,
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) && value is >= 1 and <= MostRows => value,
            _ => throw InferenceException.Bad($"limit must be a whole number from 1 to {MostRows}"),
        };
        return new(query, ColumnsOf(body.Property("columns")), body.Property("filter"), limit);
    }

    private static List<string>? ColumnsOf(JsonElement? columns) => columns switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } array when array.EnumerateArray().All(c => c.ValueKind is JsonValueKind.String) =>
            [.. array.EnumerateArray().Select(c => c.GetString()!)],
        _ => throw InferenceException.Bad("columns must be an array of strings"),
    };
}
