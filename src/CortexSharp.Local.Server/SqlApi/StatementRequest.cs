using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>What a caller asks to be run.</summary>
/// <param name="Text">The SQL text, as it came.</param>
/// <param name="Binds">The values for its placeholders.</param>
/// <param name="Options">How to run it.</param>
internal sealed record StatementRequest(string Text, IReadOnlyList<SqlBind> Binds, SqlExecutionOptions Options)
{
    /// <summary>How many statements the text may hold; 0 for any number.</summary>
    public int StatementCount { get; init; } = 1;

    /// <summary>How many rows the result has at most; null for all.</summary>
    public long? MaxRows { get; init; }

    /// <summary>Whether NULL is sent as null; otherwise as the text <c>null</c>.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>Reads the body of <c>POST /api/v2/statements</c> (Snowflake's page on the SQL API's reference).</summary>
    /// <param name="body">The body.</param>
    /// <exception cref="RequestException">It is not such a body, or asks for what this server cannot do.</exception>
    public static StatementRequest Read(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object || TextOf(body, "statement") is not { Length: > 0 } text)
            throw RequestException.InvalidPayload;
        var request = new StatementRequest(text, Bindings.Read(Property(body, "bindings")), new()
        {
            Database = TextOf(body, "database"),
            Schema = TextOf(body, "schema"),
            Warehouse = TextOf(body, "warehouse"),
            Role = TextOf(body, "role"),
            Timeout = Timeout(Property(body, "timeout")),
        });
        return Property(body, "parameters") is { } parameters ? RequestParameters.Apply(parameters, request) : request;
    }

    // 0 is the longest that Snowflake knows, a week; without it the account's limit holds, which is two days.
    private static TimeSpan? Timeout(JsonElement? seconds) => seconds switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) && value is >= 0 and <= 604_800 =>
            value == 0 ? null : TimeSpan.FromSeconds(value),
        _ => throw RequestException.InvalidPayload,
    };

    private static JsonElement? Property(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private static string? TextOf(JsonElement body, string name) => Property(body, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw RequestException.InvalidPayload,
    };
}
