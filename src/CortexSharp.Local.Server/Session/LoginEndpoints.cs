using System.Text.Json;
using CortexSharp.Local.Server.Authentication;
using CortexSharp.Sql;
using Microsoft.AspNetCore.Http;

namespace CortexSharp.Local.Server.Session;

/// <summary>Opens, renews and closes sessions.</summary>
/// <param name="sessions">The sessions.</param>
/// <param name="options">The engine's options, whose database and schema are those of a session that names none.</param>
/// <param name="gate">Says who may log in; null for anybody.</param>
internal sealed class LoginEndpoints(SessionStore sessions, LocalCortexOptions options, CredentialGate? gate)
{
    /// <summary>Where a browser is sent that is to sign somebody on.</summary>
    public const string SignOnPage = "/session/sign-on";

    private long _lastSession;

    /// <summary><c>POST /session/v1/login-request</c>.</summary>
    public async Task LoginAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false);
        var data = body.RootElement.Member("data") ?? throw SessionException.BadRequest("it has no data.");
        if (gate?.Accepts(data.Text("TOKEN") ?? data.Text("PASSWORD")) == false)
            throw SessionException.LoginRefused;
        var user = data.Text("LOGIN_NAME") is { Length: > 0 } name ? name.ToUpperInvariant() : "LOCAL";
        var session = new UserSession(Interlocked.Increment(ref _lastSession), user, NamesOf(context.Request.Query), new(options.TimeZone));
        ApplyParameters(data, session.Parameters);
        var tokens = sessions.Open(session);
        await SessionReply.WriteAsync(context.Response, writer => WriteLogin(writer, session, tokens)).ConfigureAwait(false);
    }

    /// <summary><c>POST /session/token-request</c>, with the master token.</summary>
    public Task RenewAsync(HttpContext context)
    {
        var (session, tokens) = sessions.Renew(SessionEndpoints.TokenOf(context.Request));
        return SessionReply.WriteAsync(context.Response, writer =>
        {
            writer.WriteString("sessionToken"u8, tokens.Session);
            writer.WriteNumber("validityInSecondsST"u8, SessionStore.TokenLifetime.TotalSeconds);
            writer.WriteString("masterToken"u8, tokens.Master);
            writer.WriteNumber("validityInSecondsMT"u8, SessionStore.MasterLifetime.TotalSeconds);
            writer.WriteNumber("sessionId"u8, session.Id);
        });
    }

    /// <summary><c>POST /session/heartbeat</c>.</summary>
    public Task HeartbeatAsync(HttpContext context)
    {
        sessions.Require(SessionEndpoints.TokenOf(context.Request));
        return SessionReply.WriteAsync(context.Response);
    }

    /// <summary><c>POST /session?delete=true</c>.</summary>
    public Task CloseAsync(HttpContext context)
    {
        var session = sessions.Require(SessionEndpoints.TokenOf(context.Request));
        if (context.Request.Query["delete"] == "true")
            session.Close();
        return SessionReply.WriteAsync(context.Response);
    }

    /// <summary>
    /// <c>POST /session/authenticator-request</c>: where a browser signs on. Nobody is asked there; the browser is sent straight back to the driver.
    /// </summary>
    public static async Task AuthenticatorAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false);
        var port = body.RootElement.Member("data")?.Number("BROWSER_MODE_REDIRECT_PORT")
            ?? throw SessionException.BadRequest("it has no BROWSER_MODE_REDIRECT_PORT.");
        var address = $"{context.Request.Scheme}://{context.Request.Host}{SignOnPage}?port={port}";
        await SessionReply.WriteAsync(context.Response, writer =>
        {
            writer.WriteString("ssoUrl"u8, address);
            writer.WriteString("tokenUrl"u8, address);
            writer.WriteString("proofKey"u8, Guid.NewGuid().ToString("N"));
        }).ConfigureAwait(false);
    }

    /// <summary>
    /// The page of <see cref="AuthenticatorAsync"/>: hands the browser a token to bring to the driver, which listens on this machine.
    /// </summary>
    public static Task SignOnAsync(HttpContext context)
    {
        if (ushort.TryParse(context.Request.Query["port"], out var port))
            context.Response.Redirect($"http://localhost:{port}/?token={Guid.NewGuid():N}");
        else
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private SessionNames NamesOf(IQueryCollection query)
    {
        var database = Name("databaseName");
        return new(
            database ?? options.Database, Name("schemaName") ?? (database is null ? options.Schema : "PUBLIC"), Name("warehouse"), Name("roleName"));

        string? Name(string parameter)
        {
            try
            {
                return query[parameter].ToString() is { Length: > 0 } text ? SqlIdentifier.Parse(text).Name : null;
            }
            catch (ArgumentException e)
            {
                throw SessionException.BadRequest(e.Message);
            }
        }
    }

    // A driver sends its own settings along; what this server does not know or cannot do is not one that it depends on.
    private static void ApplyParameters(JsonElement data, SessionParameters parameters)
    {
        if (data.Member("SESSION_PARAMETERS") is not { ValueKind: JsonValueKind.Object } given)
            return;
        foreach (var parameter in given.EnumerateObject())
        {
            if (SessionParameters.IsKnown(parameter.Name)
                && parameter.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            {
                parameters.Set(parameter.Name, parameter.Value.ToString());
            }
        }
    }

    private static void WriteLogin(Utf8JsonWriter writer, UserSession session, SessionTokens tokens)
    {
        writer.WriteString("token"u8, tokens.Session);
        writer.WriteNumber("validityInSeconds"u8, SessionStore.TokenLifetime.TotalSeconds);
        writer.WriteString("masterToken"u8, tokens.Master);
        writer.WriteNumber("masterValidityInSeconds"u8, SessionStore.MasterLifetime.TotalSeconds);
        writer.WriteString("displayUserName"u8, session.User);
        writer.WriteString("serverVersion"u8, typeof(LoginEndpoints).Assembly.GetName().Version!.ToString(3));
        writer.WriteNumber("sessionId"u8, session.Id);
        writer.WriteStartObject("sessionInfo"u8);
        writer.WriteString("databaseName"u8, session.Names.Database);
        writer.WriteString("schemaName"u8, session.Names.Schema);
        writer.WriteString("warehouseName"u8, session.Names.Warehouse);
        writer.WriteString("roleName"u8, session.Names.Role);
        writer.WriteEndObject();
        session.Parameters.Write(writer);
    }
}
