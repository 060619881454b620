using System.Net;
using System.Text.Json;
using CortexSharp.Rest.Http;

namespace CortexSharp.Rest.Sql;

/// <summary>One response of the SQL API, wholly received.</summary>
internal sealed class StatementReply : IDisposable
{
    private const string SessionExpired = "390112";

    private StatementReply(HttpStatusCode status, StatementEnvelope? envelope, RestError? error, ResponseBody body)
    {
        Status = status;
        Envelope = envelope;
        Error = error;
        Body = body;
    }

    public HttpStatusCode Status { get; }

    /// <summary>What it says beside its rows; null when it is rows only, or a failure that is not the SQL API's own.</summary>
    public StatementEnvelope? Envelope { get; }

    /// <summary>The refusal, when it is no success.</summary>
    public RestError? Error { get; }

    public ResponseBody Body { get; }

    /// <summary>The server fails or is busy: the same request may succeed later.</summary>
    public bool IsTransient => Status == HttpStatusCode.TooManyRequests || MayHaveRun;

    /// <summary>Whether it leaves open if the request was carried out.</summary>
    public bool MayHaveRun =>
        Status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout;

    /// <summary>Whether the session behind the token is over, which the server says with the status 200.</summary>
    public bool IsTokenExpired => Envelope?.Code == SessionExpired;

    /// <summary>Receives a response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="hasEnvelope">Whether a success says anything beside its rows.</param>
    /// <param name="time">The clock against which a date in <c>Retry-After</c> is read.</param>
    /// <param name="cancellationToken">Stops the receiving.</param>
    /// <exception cref="JsonException">A success, or a failed statement's reason, is not JSON, so it came broken.</exception>
    /// <exception cref="InvalidDataException">Its compression is broken.</exception>
    public static async Task<StatementReply> ReadAsync(
        HttpResponseMessage response, bool hasEnvelope, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await ResponseBody.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!response.IsSuccessStatusCode)
                return Refusal(response, body, time);
            var envelope = hasEnvelope || response.StatusCode != HttpStatusCode.OK ? ReadEnvelope(body) : null;
            return envelope?.Code == SessionExpired ? Refusal(response, body, time) : new(response.StatusCode, envelope, null, body);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose() => Body.Dispose();

    /// <summary>Reads everything but the rows, which are passed over.</summary>
    private static StatementEnvelope ReadEnvelope(ResponseBody body)
    {
        using var text = body.Open();
        return JsonSerializer.Deserialize(text, StatementJson.Default.StatementEnvelope) ?? throw new JsonException("The response is null.");
    }

    private static StatementReply Refusal(HttpResponseMessage response, ResponseBody body, TimeProvider time)
    {
        try
        {
            using var text = body.Open();
            using var json = JsonDocument.Parse(text);
            var envelope = json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.Deserialize(StatementJson.Default.StatementEnvelope)
                : null;
            return new(response.StatusCode, envelope, RestError.Of(json.RootElement, response, time), body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException
            && response.StatusCode != HttpStatusCode.UnprocessableEntity)
        {
            // A proxy's or gateway's page, whose status says enough. 422 is the SQL API's own word for a statement that failed, so there a page is
            // what has become of it.
            return new(response.StatusCode, null, RestError.Of(null, response, time), body);
        }
    }
}
