using System.Text.Json;

namespace CortexSharp.Local.Server.Session;

/// <summary>What a driver asks to be run.</summary>
/// <param name="Text">The SQL text.</param>
internal sealed record QueryRequest(string Text)
{
    /// <summary>The values for its placeholders; null for none.</summary>
    public JsonElement? Bindings { get; init; }

    /// <summary>Whether only the columns are asked for.</summary>
    public bool DescribeOnly { get; init; }

    /// <summary>Whether the driver does not wait, but asks again later.</summary>
    public bool IsAsync { get; init; }

    /// <summary>How many statements the text holds; null for the session's number.</summary>
    public int? StatementCount { get; init; }

    /// <summary>The statement's own tag.</summary>
    public string? QueryTag { get; init; }

    /// <summary>Reads the body of <c>POST /queries/v1/query-request</c>.</summary>
    /// <param name="body">The body; what is kept of it is copied.</param>
    /// <exception cref="SessionException">It has no text.</exception>
    public static QueryRequest Read(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object || body.Text("sqlText") is not { } text)
            throw SessionException.BadRequest("it has no sqlText.");
        if (body.Text("bindStage") is not null)
        {
            throw SessionException.NotSupported(
                "'bindStage': there are no stages offline; the session parameter CLIENT_STAGE_ARRAY_BINDING_THRESHOLD says so.");
        }

        var parameters = body.Member("parameters");
        return new(text)
        {
            Bindings = body.Member("bindings")?.Clone(),
            DescribeOnly = body.Flag("describeOnly"),
            IsAsync = body.Flag("asyncExec"),
            StatementCount = parameters?.Number("MULTI_STATEMENT_COUNT"),
            QueryTag = parameters?.Text("QUERY_TAG"),
        };
    }
}
