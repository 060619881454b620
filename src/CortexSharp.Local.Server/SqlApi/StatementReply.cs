using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using CortexSharp.Local.Server.Faults;
using Microsoft.AspNetCore.Http;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>Answers for a statement in the bodies of Snowflake's page on handling responses.</summary>
/// <param name="statement">The statement.</param>
internal sealed class StatementReply(Statement statement)
{
    private const int TimedOut = 630;

    private static readonly ReadOnlyMemory<byte> Head = ResultSpool.Compress("{\"data\":["u8);
    private static readonly ReadOnlyMemory<byte> Tail = ResultSpool.Compress("]}"u8);
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a refusal.</summary>
    public static Task WriteErrorAsync(HttpResponse response, RequestException error) => WriteAsync(response, error.Status, writer =>
    {
        writer.WriteString("code"u8, error.Code);
        writer.WriteString("message"u8, error.Message);
        if (error.SqlState is { } sqlState)
            writer.WriteString("sqlState"u8, sqlState);
    });

    /// <summary>Writes what has become of the statement, and a partition of its result.</summary>
    /// <param name="context">The request.</param>
    /// <param name="partition">The partition's number.</param>
    public async Task WriteAsync(HttpContext context, int partition)
    {
        var response = context.Response;
        switch (statement.Outcome is { IsCompleted: true } outcome && !FaultInjection.IsPending(context) ? await outcome.ConfigureAwait(false) : null)
        {
            case null:
                await WriteStatusAsync(response, HttpStatusCode.Accepted, "333334", null,
                    "Asynchronous execution in progress. Use provided query id to perform query monitoring and management.").ConfigureAwait(false);
                break;
            case StatementOutcome.Failed { Error: var error }:
                await WriteStatusAsync(response, error.Code == TimedOut ? HttpStatusCode.RequestTimeout : HttpStatusCode.UnprocessableEntity,
                    (error.Code ?? 0).ToString("000000", CultureInfo.InvariantCulture), error.SqlState, error.Message).ConfigureAwait(false);
                break;
            case StatementOutcome.Succeeded succeeded when partition >= succeeded.Spool.Partitions.Count:
                throw new RequestException(HttpStatusCode.BadRequest, "390142", null, string.Create(CultureInfo.InvariantCulture,
                    $"There is no partition {partition}; the result has {succeeded.Spool.Partitions.Count}, counted from 0."));
            case StatementOutcome.Succeeded succeeded:
                WriteLinks(response, partition, succeeded.Spool.Partitions.Count);
                var rows = await succeeded.Spool.ReadPartitionAsync(partition, context.RequestAborted).ConfigureAwait(false);
                await (partition == 0
                    ? WriteResultAsync(response, succeeded, rows)
                    : WriteRowsAsync(response, rows, context.RequestAborted)).ConfigureAwait(false);
                break;
            default:
                context.Abort();
                break;
        }
    }

    /// <summary>Writes that the statement was cancelled.</summary>
    public Task WriteCancelledAsync(HttpContext context) =>
        WriteStatusAsync(context.Response, HttpStatusCode.OK, "000604", "57014", "SQL execution canceled");

    private static async Task WriteRowsAsync(HttpResponse response, ReadOnlyMemory<byte> compressed, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json";
        response.Headers.ContentEncoding = "gzip";
        response.ContentLength = Head.Length + compressed.Length + Tail.Length;
        await response.Body.WriteAsync(Head, cancellationToken).ConfigureAwait(false);
        await response.Body.WriteAsync(compressed, cancellationToken).ConfigureAwait(false);
        await response.Body.WriteAsync(Tail, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(HttpResponse response, HttpStatusCode status, Action<Utf8JsonWriter> write)
    {
        response.StatusCode = (int)status;
        response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(response.BodyWriter, Json);
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        await writer.FlushAsync().ConfigureAwait(false);
    }

    private Task WriteStatusAsync(
        HttpResponse response, HttpStatusCode status, string code, string? sqlState, string message) => WriteAsync(response, status, writer =>
    {
        writer.WriteString("code"u8, code);
        writer.WriteString("message"u8, message);
        if (sqlState is not null)
            writer.WriteString("sqlState"u8, sqlState);
        WriteHandle(writer);
    });

    private Task WriteResultAsync(HttpResponse response, StatementOutcome.Succeeded result, ReadOnlyMemory<byte> rows) =>
        WriteAsync(response, HttpStatusCode.OK, writer =>
        {
            writer.WriteStartObject("resultSetMetaData"u8);
            writer.WriteNumber("numRows"u8, result.Spool.RowCount);
            writer.WriteString("format"u8, "jsonv2"u8);
            writer.WriteStartArray("partitionInfo"u8);
            foreach (var (partition, number) in result.Spool.Partitions.Select((p, i) => (p, i)))
            {
                writer.WriteStartObject();
                writer.WriteNumber("rowCount"u8, partition.Rows);
                writer.WriteNumber("uncompressedSize"u8, partition.Size);
                if (number > 0)
                    writer.WriteNumber("compressedSize"u8, partition.StoredSize);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("rowType"u8);
            foreach (var column in result.Spool.Columns)
                ColumnType.Write(writer, column);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WritePropertyName("data"u8);
            writer.WriteRawValue(rows.Span, skipInputValidation: true);
            writer.WriteString("code"u8, "090001"u8);
            writer.WriteString("sqlState"u8, "00000"u8);
            writer.WriteString("message"u8, "Statement executed successfully."u8);
            WriteHandle(writer);
            if (result.Handles is { } handles)
            {
                writer.WriteStartArray("statementHandles"u8);
                foreach (var handle in handles)
                    writer.WriteStringValue(handle);
                writer.WriteEndArray();
            }

            if (result.Stats is { } stats)
            {
                writer.WriteStartObject("stats"u8);
                foreach (var (name, count) in stats)
                    writer.WriteNumber(name, count);
                writer.WriteEndObject();
            }
        });

    private void WriteHandle(Utf8JsonWriter writer)
    {
        writer.WriteString("statementHandle"u8, statement.Handle);
        writer.WriteNumber("createdOn"u8, statement.Created.ToUnixTimeMilliseconds());
        writer.WriteString("statementStatusUrl"u8, statement.StatusUrl);
    }

    private void WriteLinks(HttpResponse response, int partition, int count)
    {
        var links = new List<string> { Link("first", 0) };
        if (partition > 0)
            links.Add(Link("prev", partition - 1));
        if (partition + 1 < count)
            links.Add(Link("next", partition + 1));
        links.Add(Link("last", count - 1));
        response.Headers.Link = string.Join(",", links);

        string Link(string relation, int number) =>
            string.Create(CultureInfo.InvariantCulture, $"<{statement.StatusUrl}&partition={number}>;rel=\"{relation}\"");
    }
}
