using System.Globalization;
using System.Net;
using System.Text.Json;
using CortexSharp.Rest.Http;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Sql;

/// <summary>Turns what the SQL API answers when it does not give a result into exceptions.</summary>
internal static class StatementErrors
{
    // The code of a cancel or a question for a statement that the server does not know.
    private const int UnknownStatement = 709;

    public static CortexException OfReply(StatementReply reply, string? handle)
    {
        var queryId = reply.Envelope?.StatementHandle ?? handle;
        if (reply.Error is not { } refusal || reply.Status == HttpStatusCode.UnprocessableEntity)
        {
            return new SnowflakeError(
                CodeOf(reply), reply.Envelope?.SqlState, reply.Envelope?.Message ?? "The server gave no reason", queryId).ToException();
        }

        var exception = refusal.ToException(advice: AdviceOn(reply.Status));
        return new(exception.Kind, exception.Message)
        {
            ErrorCode = exception.ErrorCode,
            SqlState = reply.Envelope?.SqlState,
            QueryId = queryId,
            IsTransient = exception.IsTransient || reply.IsTransient,
        };
    }

    public static CortexException OfTransport(Exception exception) => exception switch
    {
        JsonException or InvalidDataException => new(
            CortexErrorKind.UnexpectedResponse,
            "The server's response is no valid JSON, or broken. Check that the address is Snowflake's and that no proxy changes what passes; the "
            + "statement may have run.",
            exception),
        HttpRequestException or IOException or OperationCanceledException => ConnectionErrors.ToException(exception),
        _ => new(CortexErrorKind.Unknown, $"The request failed with {exception.GetType().Name}; see the inner exception.", exception),
    };

    public static CortexException Unreadable(string what, string handle) =>
        new(CortexErrorKind.UnexpectedResponse, $"The result cannot be used: {what}.") { QueryId = handle };

    public static CortexException NoStatement(string queryId, StatementReply reply) => new(
        CortexErrorKind.NotFound,
        $"No statement with the id {queryId} is known to this account, or its result was dropped; Snowflake keeps results for a day.")
    {
        QueryId = queryId,
        SqlState = reply.Envelope?.SqlState,
    };

    public static bool IsUnknownStatement(StatementReply reply) => reply.Status == HttpStatusCode.NotFound || CodeOf(reply) == UnknownStatement;

    private static int? CodeOf(StatementReply reply) =>
        int.TryParse(reply.Envelope?.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    private static string? AdviceOn(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestTimeout => "The statement was cancelled by its time limit; raise the timeout if it needs longer.",
        HttpStatusCode.TooManyRequests => "Try again later, with fewer statements at once.",
        >= HttpStatusCode.InternalServerError => "The statement may have run. If it stays, give Snowflake's support the query id.",
        _ => null,
    };
}
