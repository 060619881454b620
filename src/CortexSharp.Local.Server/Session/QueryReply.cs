using System.Globalization;
using System.Text.Json;
using CortexSharp.Local.Server.SqlApi;
using Microsoft.AspNetCore.Http;

namespace CortexSharp.Local.Server.Session;

/// <summary>Answers with what a statement gave, or that it still runs.</summary>
/// <param name="statements">The statements.</param>
/// <param name="chunks">Says where the chunks of a result are.</param>
internal sealed class QueryReply(StatementStore statements, ChunkAddress chunks)
{
    // What Snowflake says; drivers show it as it is.
    private const int AbortsAfterSeconds = 300;

    /// <summary>Writes the answer for a statement, whether it has ended or not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="session">The session that asks.</param>
    public async Task WriteAsync(HttpContext context, Statement statement, UserSession session)
    {
        switch (statement.Outcome is { IsCompleted: true } ended ? await ended.ConfigureAwait(false) : null)
        {
            case null:
                await WritePendingAsync(context.Response, statement, "333333", "Query execution in progress.").ConfigureAwait(false);
                break;
            case StatementOutcome.Failed failed:
                await SessionReply.WriteErrorAsync(context.Response, failed.Error).ConfigureAwait(false);
                break;
            case StatementOutcome.Succeeded succeeded:
                var rows = await succeeded.Spool.ReadPartitionAsync(0, context.RequestAborted).ConfigureAwait(false);
                await SessionReply.WriteAsync(
                    context.Response, writer => WriteResult(writer, context.Request, statement, succeeded, session, rows)).ConfigureAwait(false);
                break;
            default:
                context.Abort();
                break;
        }
    }

    /// <summary>Writes that a statement was started, which its driver asks for later.</summary>
    public static Task WriteStartedAsync(HttpResponse response, Statement statement) =>
        WritePendingAsync(
            response, statement, "333334", "Asynchronous execution in progress. Use provided query id to perform query monitoring and management.");

    private static Task WritePendingAsync(HttpResponse response, Statement statement, string code, string message) =>
        SessionReply.WriteAsync(response, code, message, writer =>
        {
            writer.WriteString("queryId"u8, statement.Handle);
            // A bare path: the .NET driver puts it into an address as one.
            writer.WriteString("getResultUrl"u8, $"/queries/{statement.Handle}/result");
            writer.WriteNumber("queryAbortsAfterSecs"u8, AbortsAfterSeconds);
            writer.WriteNull("progressDesc"u8);
        });

    private void WriteResult(
        Utf8JsonWriter writer, HttpRequest request, Statement statement, StatementOutcome.Succeeded result, UserSession session,
        ReadOnlyMemory<byte> rows)
    {
        session.Parameters.Write(writer);
        writer.WriteStartArray("rowtype"u8);
        foreach (var column in result.Spool.Columns)
            ColumnType.Write(writer, column);
        writer.WriteEndArray();
        writer.WritePropertyName("rowset"u8);
        writer.WriteRawValue(rows.Span, skipInputValidation: true);
        WriteChunks(writer, request, statement, result.Spool.Partitions);
        writer.WriteNumber("total"u8, result.Spool.RowCount);
        writer.WriteNumber("returned"u8, result.Spool.RowCount);
        writer.WriteString("queryId"u8, statement.Handle);
        writer.WriteString("queryResultFormat"u8, "json"u8);
        writer.WriteNumber("statementTypeId"u8, result.TypeId);
        var names = session.Names;
        writer.WriteString("finalDatabaseName"u8, names.Database);
        writer.WriteString("finalSchemaName"u8, names.Schema);
        writer.WriteString("finalWarehouseName"u8, names.Warehouse);
        writer.WriteString("finalRoleName"u8, names.Role);
        writer.WriteNull("databaseProvider"u8);
        writer.WriteNumber("version"u8, 1);
        if (result.Handles is not { } handles)
            return;
        writer.WriteString("resultIds"u8, string.Join(',', handles));
        writer.WriteString("resultTypes"u8, string.Join(',', handles.Select(h => TypeOf(h).ToString(CultureInfo.InvariantCulture))));
    }

    private void WriteChunks(Utf8JsonWriter writer, HttpRequest request, Statement statement, IReadOnlyList<Partition> partitions)
    {
        if (partitions.Count < 2)
            return;
        // With no header of their own the drivers would send those of an object store.
        writer.WriteStartObject("chunkHeaders"u8);
        writer.WriteEndObject();
        writer.WriteStartArray("chunks"u8);
        for (var number = 1; number < partitions.Count; number++)
        {
            writer.WriteStartObject();
            writer.WriteString("url"u8, chunks.Of(request, statement.Handle, number));
            writer.WriteNumber("rowCount"u8, partitions[number].Rows);
            writer.WriteNumber("uncompressedSize"u8, partitions[number].Size);
            writer.WriteNumber("compressedSize"u8, partitions[number].StoredSize);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private int TypeOf(string handle) =>
        statements.Find(handle)?.Outcome is { IsCompletedSuccessfully: true, Result: StatementOutcome.Succeeded succeeded }
            ? succeeded.TypeId
            : StatementType.Select;
}
