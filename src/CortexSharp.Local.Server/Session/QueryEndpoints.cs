using System.Globalization;
using System.Text.Json;
using CortexSharp.Local.Server.Hosting;
using CortexSharp.Local.Server.SqlApi;
using Microsoft.AspNetCore.Http;

namespace CortexSharp.Local.Server.Session;

/// <summary>Runs statements of sessions, tells of them, and ends them.</summary>
/// <param name="cortex">The engine.</param>
/// <param name="statements">The statements.</param>
/// <param name="sessions">The sessions.</param>
/// <param name="options">How long a caller waits.</param>
internal sealed class QueryEndpoints(LocalCortex cortex, StatementStore statements, SessionStore sessions, LocalCortexServerOptions options)
{
    private readonly ChunkAddress _chunks = new();
    private readonly AbortedRequests _aborted = new();

    /// <summary><c>POST /queries/v1/query-request</c>. The same request id again is the same statement: it gets the first answer.</summary>
    public async Task SubmitAsync(HttpContext context)
    {
        var session = SessionOf(context);
        QueryRequest query;
        using (var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false))
            query = QueryRequest.Read(body.RootElement);
        var requestId = RequestId(context.Request.Query["requestId"]);
        var statement = statements.Submit(requestId, (handle, cancellationToken) =>
            new SessionExecution(cortex, statements, options.PartitionRows, session, query, requestId).RunAsync(handle, cancellationToken));
        if (_aborted.Contains(requestId))
            statement.Cancel();
        await (query.IsAsync
            ? QueryReply.WriteStartedAsync(context.Response, statement)
            : AnswerAsync(context, statement, session)).ConfigureAwait(false);
    }

    /// <summary><c>GET /queries/{queryId}/result</c>: waits a while for what still runs, since drivers ask again at once.</summary>
    public Task ReadAsync(HttpContext context)
    {
        var session = SessionOf(context);
        return AnswerAsync(context, Find(context), session);
    }

    /// <summary><c>POST /queries/v1/abort-request</c>, by the id of the request.</summary>
    public async Task AbortRequestAsync(HttpContext context)
    {
        SessionOf(context);
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false);
        var requestId = RequestId(body.RootElement.Text("requestId"));
        // The abort may overtake its request: whichever comes second sees the other.
        _aborted.Add(requestId);
        statements.FindRequest(requestId)?.Cancel();
        await SessionReply.WriteAsync(context.Response).ConfigureAwait(false);
    }

    /// <summary><c>POST /queries/{queryId}/abort-request</c>.</summary>
    public Task AbortAsync(HttpContext context)
    {
        SessionOf(context);
        Find(context).Cancel();
        return SessionReply.WriteAsync(context.Response);
    }

    /// <summary><c>GET /monitoring/queries/{queryId}</c>.</summary>
    public Task MonitorAsync(HttpContext context)
    {
        SessionOf(context);
        var statement = statements.Find(QueryId(context));
        return SessionReply.WriteAsync(context.Response, writer =>
        {
            writer.WriteStartArray("queries"u8);
            if (statement is not null)
                WriteStatus(writer, statement);
            writer.WriteEndArray();
        });
    }

    /// <summary>A chunk of a result, by its signed address.</summary>
    public async Task ReadChunkAsync(HttpContext context)
    {
        var (handle, number) =
            ((string)context.Request.RouteValues["handle"]!, int.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture));
        if (!_chunks.IsValid(handle, number, context.Request.Query["signature"]))
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else if (statements.Find(handle)?.Outcome is { IsCompletedSuccessfully: true, Result: StatementOutcome.Succeeded { Spool: var spool } }
            && number < spool.Partitions.Count)
        {
            await SendAsync(context, await spool.ReadPartitionAsync(number, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
        }
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> rows)
    {
        // Rows without brackets are no JSON, and the Node driver believes what it is told.
        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.ContentEncoding = "gzip";
        context.Response.ContentLength = rows.Length;
        await context.Response.Body.WriteAsync(rows, context.RequestAborted).ConfigureAwait(false);
    }

    private static void WriteStatus(Utf8JsonWriter writer, Statement statement)
    {
        var outcome = statement.Outcome is { IsCompletedSuccessfully: true, Result: var ended } ? ended : null;
        var error = (outcome as StatementOutcome.Failed)?.Error;
        var (status, state) = outcome switch
        {
            null => ("RUNNING", "RUNNING"),
            StatementOutcome.Succeeded => ("SUCCESS", "SUCCEEDED"),
            StatementOutcome.Failed { Error.Code: 604 } => ("ABORTED", "ABORTED"),
            StatementOutcome.Failed => ("FAILED_WITH_ERROR", "FAILED"),
            _ => ("DISCONNECTED", "DISCONNECTED"),
        };
        writer.WriteStartObject();
        writer.WriteString("id"u8, statement.Handle);
        writer.WriteString("status"u8, status);
        writer.WriteString("state"u8, state);
        writer.WriteString("errorCode"u8, error?.Code?.ToString("000000", CultureInfo.InvariantCulture));
        writer.WriteString("errorMessage"u8, error?.Message);
        writer.WriteEndObject();
    }

    private async Task AnswerAsync(HttpContext context, Statement statement, UserSession session)
    {
        await ((Task)statement.Outcome).WaitAsync(
            options.SynchronousWait, options.Cortex.TimeProvider, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await new QueryReply(statements, _chunks).WriteAsync(context, statement, session).ConfigureAwait(false);
    }

    private UserSession SessionOf(HttpContext context) => sessions.Require(SessionEndpoints.TokenOf(context.Request));

    private Statement Find(HttpContext context) => statements.Find(QueryId(context)) ?? throw SessionException.StatementNotFound(QueryId(context));

    private static string QueryId(HttpContext context) => (string)context.Request.RouteValues["queryId"]!;

    private static Guid RequestId(string? text) =>
        Guid.TryParse(text, out var id) ? id : throw SessionException.BadRequest("the requestId is missing, or no UUID.");
}
