using System.Text.Json;
using CortexSharp.Local.Server.Authentication;
using CortexSharp.Local.Server.Hosting;
using CortexSharp.Local.Server.SqlApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CortexSharp.Local.Server.Session;

/// <summary>
/// The session protocol that Snowflake's own drivers speak, as version 6 of the .NET driver and version 3 of the Node driver use it.
/// Snowflake does not document it; what is here was seen of the drivers or read in their sources.
/// </summary>
/// <param name="cortex">The engine.</param>
/// <param name="statements">The statements, shared with the SQL API.</param>
/// <param name="options">How long a caller waits, and more.</param>
internal sealed class SessionEndpoints(LocalCortex cortex, StatementStore statements, LocalCortexServerOptions options)
{
    private readonly SessionStore _sessions = new(options.Cortex.TimeProvider);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var login = new LoginEndpoints(
            _sessions, options.Cortex, options.Credentials is { } accepted ? new CredentialGate(accepted, options.Cortex.TimeProvider) : null);
        routes.MapPost("/session/v1/login-request", context => AnswerAsync(context, login.LoginAsync));
        routes.MapPost("/session/authenticator-request", context => AnswerAsync(context, LoginEndpoints.AuthenticatorAsync));
        routes.MapGet(LoginEndpoints.SignOnPage, LoginEndpoints.SignOnAsync);
        routes.MapPost("/session/token-request", context => AnswerAsync(context, login.RenewAsync));
        routes.MapPost("/session/heartbeat", context => AnswerAsync(context, login.HeartbeatAsync));
        routes.MapPost("/session", context => AnswerAsync(context, login.CloseAsync));
        routes.MapPost("/telemetry/send", context => AnswerAsync(context, login.HeartbeatAsync)); // taken and forgotten

        var queries = new QueryEndpoints(cortex, statements, _sessions, options);
        routes.MapPost("/queries/v1/query-request", context => AnswerAsync(context, queries.SubmitAsync));
        routes.MapGet("/queries/{queryId}/result", context => AnswerAsync(context, queries.ReadAsync));
        routes.MapPost("/queries/v1/abort-request", context => AnswerAsync(context, queries.AbortRequestAsync));
        routes.MapPost("/queries/{queryId}/abort-request", context => AnswerAsync(context, queries.AbortAsync));
        routes.MapGet("/monitoring/queries/{queryId}", context => AnswerAsync(context, queries.MonitorAsync));
        routes.MapGet(ChunkAddress.Route, queries.ReadChunkAsync);
    }

    /// <summary>The session token of a request: <c>Authorization: Snowflake Token="…"</c>.</summary>
    public static string? TokenOf(HttpRequest request)
    {
        const string Before = "Snowflake Token=\"";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Before, StringComparison.Ordinal) && header.EndsWith('"') ? header[Before.Length..^1] : null;
    }

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        try
        {
            await answer(context).ConfigureAwait(false);
        }
        catch (LocalSqlException e)
        {
            await SessionReply.WriteErrorAsync(context.Response, e.ToSnowflakeError("")).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            await SessionReply.WriteErrorAsync(
                context.Response, SessionException.BadRequest("it is no JSON.").ToSnowflakeError("")).ConfigureAwait(false);
        }
    }
}
