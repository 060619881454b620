using System.Net;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>A request that is refused before anything is run.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">Snowflake's number.</param>
/// <param name="sqlState">The SQLSTATE; null when Snowflake gives none.</param>
/// <param name="message">Snowflake's words, or ours where it has none.</param>
internal sealed class RequestException(HttpStatusCode status, string code, string? sqlState, string message) : Exception(message)
{
    public static RequestException InvalidPayload =>
        new(HttpStatusCode.BadRequest, "390142", null, "Incoming request does not contain a valid payload.");

    public HttpStatusCode Status { get; } = status;

    public string Code { get; } = code;

    public string? SqlState { get; } = sqlState;

    /// <summary>A bad bind, with the error that Snowflake's page on submitting requests shows.</summary>
    /// <param name="type">The type of the bind.</param>
    /// <param name="value">Its value.</param>
    public static RequestException BadBind(string type, string? value) =>
        new(HttpStatusCode.UnprocessableEntity, "100037", "22018", $"{type} value '{value}' is not recognized");

    /// <summary>Something that Snowflake can do and this server cannot.</summary>
    /// <param name="what">What it is, and what to do instead.</param>
    public static RequestException NotSupported(string what) =>
        new(HttpStatusCode.UnprocessableEntity, "000002", "0A000", $"Unsupported feature: {what}");
}
