using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using CortexSharp.Local.Server.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CortexSharp.Local.Server.Inference;

/// <summary>Cortex's REST inference.</summary>
/// <param name="cortex">The engine.</param>
/// <param name="options">How it is set up.</param>
/// <param name="search">Answers queries of Cortex Search.</param>
internal sealed class InferenceEndpoints(LocalCortex cortex, LocalCortexOptions options, SearchEndpoint search)
{
    private const string Base = "/api/v2/cortex";
    private const string SearchServices = "/api/v2/databases/{database}/schemas/{schema}/cortex-search-services/{service}";
    private const string RequestIdHeader = "X-Snowflake-Request-ID";

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Responder _responder = new(cortex, options.TimeProvider);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Base}/v1/chat/completions", context => AnswerAsync(context, (id, body) => CompleteAsync(
            context, id, ChatRequestReader.Read(body), ChatReply.Write, ChatReply.Events, endMarker: true)));
        routes.MapPost($"{Base}/inference:complete", context => AnswerAsync(context, (id, body) => CompleteAsync(
            context, id, CompleteRequestReader.Read(body), CompleteReply.Write, CompleteReply.Events, endMarker: false)));
        routes.MapPost($"{Base}/inference:embed", context => AnswerAsync(context, async (id, body) =>
            await WriteAsync(
                context.Response, HttpStatusCode.OK, await EmbedEndpoint.AnswerAsync(cortex, id, body).ConfigureAwait(false)).ConfigureAwait(false)));
        routes.MapGet($"{Base}/models", ListAsync);
        routes.MapPost($"{Base}/v1/messages", context =>
            RefuseAsync(context, "Anthropic's dialect (v1/messages) is not served by the offline Cortex; use v1/chat/completions"));
        routes.MapPost(SearchServices, context => AnswerAsync(context, async (id, body) =>
        {
            var path = context.Request.RouteValues;
            var write = await search.AnswerAsync(
                (string)path["database"]!, (string)path["schema"]!, (string)path["service"]!, id, body, context.RequestAborted).ConfigureAwait(false);
            await WriteAsync(context.Response, HttpStatusCode.OK, write).ConfigureAwait(false);
        }));
    }

    private static async Task AnswerAsync(HttpContext context, Func<string, JsonElement, Task> answer)
    {
        var id = NewRequest(context.Response);
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false);
            await answer(id, body.RootElement).ConfigureAwait(false);
        }
        catch (InferenceException e)
        {
            await WriteErrorAsync(context.Response, id, e).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            await WriteErrorAsync(context.Response, id, InferenceException.Bad("the body is not JSON")).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.Network)
        {
            context.Abort(); // as the engine's test controls say
        }
    }

    private static Task RefuseAsync(HttpContext context, string message) =>
        WriteErrorAsync(context.Response, NewRequest(context.Response), new(HttpStatusCode.NotImplemented, message));

    private static string NewRequest(HttpResponse response)
    {
        var id = Guid.NewGuid().ToString();
        response.Headers[RequestIdHeader] = id;
        return id;
    }

    private static Task WriteErrorAsync(HttpResponse response, string id, InferenceException error) => WriteAsync(response, error.Status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("message"u8, error.Message);
        if (error.Code is { } code)
        {
            writer.WriteString("code"u8, code);
            writer.WriteString("error_code"u8, code);
        }

        writer.WriteString("request_id"u8, id);
        writer.WriteEndObject();
    });

    private static async Task WriteAsync(HttpResponse response, HttpStatusCode status, Action<Utf8JsonWriter> write)
    {
        response.StatusCode = (int)status;
        response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(response.BodyWriter, Json);
        write(writer);
        await writer.FlushAsync().ConfigureAwait(false);
    }

    private static async Task StreamAsync(
        HttpResponse response, IEnumerable<Action<Utf8JsonWriter>> events, bool endMarker, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        foreach (var write in events)
        {
            await response.BodyWriter.WriteAsync("data: "u8.ToArray(), cancellationToken).ConfigureAwait(false);
            using (var writer = new Utf8JsonWriter(response.BodyWriter, Json))
                write(writer);
            await response.BodyWriter.WriteAsync("\n\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        }

        if (endMarker)
            await response.BodyWriter.WriteAsync("data: [DONE]\n\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private async Task CompleteAsync(
        HttpContext context,
        string id,
        InferenceRequest request,
        Action<Utf8JsonWriter, InferenceRequest, InferenceAnswer> write,
        Func<InferenceRequest, InferenceAnswer, IEnumerable<Action<Utf8JsonWriter>>> events,
        bool endMarker)
    {
        var answer = await _responder.AnswerAsync(id, request, context.RequestAborted).ConfigureAwait(false);
        await (request.IsStreamed
            ? StreamAsync(context.Response, events(request, answer), endMarker, context.RequestAborted)
            : WriteAsync(context.Response, HttpStatusCode.OK, writer => write(writer, request, answer))).ConfigureAwait(false);
    }

    private Task ListAsync(HttpContext context)
    {
        NewRequest(context.Response);
        return WriteAsync(context.Response, HttpStatusCode.OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("models"u8);
            foreach (var name in options.BaseModels.Select(m => m.Name).Union(options.ChatClients.Keys, StringComparer.OrdinalIgnoreCase))
                writer.WriteStringValue(name);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
