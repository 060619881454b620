using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Sql;

/// <summary>One statement as the SQL API takes it: made once, sent as often as needed, always under the same id.</summary>
internal sealed class StatementRequest
{
    // STATEMENT_TIMEOUT_IN_SECONDS has no higher value, and 0 would mean this one.
    private const double MaxTimeoutSeconds = 604_800;

    private readonly ReadOnlyMemory<byte> _body;
    private readonly string _path;

    /// <param name="statement">The statement.</param>
    /// <param name="options">How to run it, with a request id.</param>
    /// <param name="isAsync">Whether the server gives the handle at once instead of waiting for the result.</param>
    public StatementRequest(SqlStatement statement, SqlExecutionOptions options, bool isAsync)
    {
        _path = $"{StatementEndpoint.Path}?requestId={options.RequestId}{(isAsync ? "&async=true" : "")}";
        var buffer = new ArrayBufferWriter<byte>(statement.Text.Length + 256);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, statement, options);
        _body = buffer.WrittenMemory;
    }

    /// <summary>The request, for one try.</summary>
    /// <param name="isResubmission">Whether an earlier try may have reached the server, which then looks for the statement before it runs it.</param>
    public HttpRequestMessage ToMessage(bool isResubmission) => new(HttpMethod.Post, isResubmission ? _path + "&retry=true" : _path)
    {
        Content = new ReadOnlyMemoryContent(_body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };

    private static void Write(Utf8JsonWriter json, SqlStatement statement, SqlExecutionOptions options)
    {
        json.WriteStartObject();
        json.WriteString("statement"u8, statement.Text);
        if (options.Timeout is { } timeout)
            json.WriteNumber("timeout"u8, (long)Math.Min(Math.Ceiling(timeout.TotalSeconds), MaxTimeoutSeconds));
        WriteIfSet("role", options.Role);
        WriteIfSet("warehouse", options.Warehouse);
        WriteIfSet("database", options.Database);
        WriteIfSet("schema", options.Schema);
        if (statement.Binds.Count > 0)
            BindWriter.Write(json, statement.Binds);
        if (options.QueryTag is { } tag)
        {
            json.WriteStartObject("parameters"u8);
            json.WriteString("query_tag"u8, tag);
            json.WriteEndObject();
        }

        json.WriteEndObject();

        void WriteIfSet(string name, string? value)
        {
            if (value is not null)
                json.WriteString(name, value);
        }
    }
}
