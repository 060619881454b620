using System.Globalization;
using System.Net;
using System.Text.Json;
using CortexSharp.Local.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>Snowflake's SQL API, version 2.</summary>
/// <param name="statements">The statements.</param>
/// <param name="options">How long a caller waits.</param>
internal sealed class SqlApiEndpoints(StatementStore statements, LocalCortexServerOptions options)
{
    private const string Statements = "/api/v2/statements";

    private readonly TimeProvider _time = options.Cortex.TimeProvider;

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Statements, context => AnswerAsync(context, SubmitAsync));
        routes.MapGet($"{Statements}/{{handle}}", context => AnswerAsync(context, ReadAsync));
        routes.MapPost($"{Statements}/{{handle}}/cancel", context => AnswerAsync(context, CancelAsync));
    }

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        try
        {
            RequestHeaders.Check(context.Request);
            await answer(context).ConfigureAwait(false);
        }
        catch (RequestException e)
        {
            await StatementReply.WriteErrorAsync(context.Response, e).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            await StatementReply.WriteErrorAsync(context.Response, RequestException.InvalidPayload).ConfigureAwait(false);
        }
    }

    private async Task SubmitAsync(HttpContext context)
    {
        RequestHeaders.CheckContent(context.Request);
        var query = context.Request.Query;
        StatementRequest request;
        using (var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false))
            request = StatementRequest.Read(body.RootElement) with { Nullable = Flag(query, "nullable") ?? true };
        var requestId = RequestId(query);
        var statement = statements.Submit(request, requestId ?? Guid.NewGuid(), requestId is not null && Flag(query, "retry") == true);
        if (Flag(query, "async") != true)
        {
            await ((Task)statement.Outcome).WaitAsync(
                options.SynchronousWait, _time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await new StatementReply(statement).WriteAsync(context, 0).ConfigureAwait(false);
    }

    private async Task ReadAsync(HttpContext context)
    {
        var partition = context.Request.Query["partition"].ToString();
        if (!int.TryParse(partition.Length == 0 ? "0" : partition, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw RequestException.InvalidPayload;
        await new StatementReply(Find(context)).WriteAsync(context, number).ConfigureAwait(false);
    }

    private Task CancelAsync(HttpContext context)
    {
        var statement = Find(context);
        statement.Cancel();
        return new StatementReply(statement).WriteCancelledAsync(context);
    }

    private Statement Find(HttpContext context)
    {
        var handle = (string)context.Request.RouteValues["handle"]!;
        return statements.Find(handle)
            ?? throw new RequestException(HttpStatusCode.UnprocessableEntity, "000709", "02000", $"Statement {handle} not found");
    }

    private static Guid? RequestId(IQueryCollection query) => query["requestId"].ToString() switch
    {
        "" => null,
        var text => Guid.TryParse(text, out var id) ? id : throw RequestException.InvalidPayload,
    };

    private static bool? Flag(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" => null,
        var text => bool.TryParse(text, out var flag) ? flag : throw RequestException.InvalidPayload,
    };
}
