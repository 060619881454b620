using System.Net;
using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Http;

/// <summary>A refusal as Snowflake's REST endpoints give it, whatever the shape of its body.</summary>
/// <param name="Status">The HTTP status; 200 for an error that came within an answer.</param>
/// <param name="Code">Snowflake's number as text, such as <c>390112</c>; null when there is none.</param>
/// <param name="Message">The server's words, or the status in words.</param>
/// <param name="RequestId">The server's id of the request; null when it gave none.</param>
internal sealed record RestError(HttpStatusCode Status, string? Code, string Message, string? RequestId)
{
    /// <summary>The header that holds the server's id of a request.</summary>
    public const string RequestIdHeader = "X-Snowflake-Request-ID";

    // Error bodies are a line or two; what a proxy sends instead may be a whole page.
    private const int MaxBody = 64 * 1024;

    /// <summary>How long the server asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether <see cref="Message"/> is the server's own; a page of HTML by a proxy, or nothing, is no reason.</summary>
    public bool HasReason { get; init; } = true;

    /// <summary>How far this machine's clock is ahead of the server's; null when the response does not say the time.</summary>
    public TimeSpan? ClockAhead { get; init; }

    /// <summary>The host that was asked.</summary>
    public string? Host { get; init; }

    /// <summary>Who asked, without a secret.</summary>
    public string Caller { get; init; } = "unknown caller";

    /// <summary>Reads the refusal in a response.</summary>
    /// <param name="response">A response without success.</param>
    /// <param name="time">The clock against which a date in <c>Retry-After</c> is read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<RestError> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken) =>
        Of(await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false), response, time);

    /// <summary>Reads the refusal in a response whose body has been read.</summary>
    /// <param name="body">The body; null for one that is no JSON.</param>
    /// <param name="response">The response.</param>
    /// <param name="time">The clock against which a date in <c>Retry-After</c> is read.</param>
    public static RestError Of(JsonElement? body, HttpResponseMessage response, TimeProvider time)
    {
        var error = Of(body, response.StatusCode, RequestIdOf(response));
        var wait = response.Headers.RetryAfter;
        return error with
        {
            RetryAfter = wait?.Delta ?? wait?.Date - time.GetUtcNow(),
            ClockAhead = time.GetUtcNow() - response.Headers.Date,
            Host = response.RequestMessage?.RequestUri?.Authority,
            Caller = response.RequestMessage is { } request && request.Options.TryGetValue(RestTransport.Caller, out var caller)
                ? caller
                : error.Caller,
        };
    }

    /// <summary>
    /// Reads a body: Snowflake's <c>{message, code}</c>, its deprecated <c>error_code</c>, or <c>{error: {message, code}}</c> as other makers write
    /// it, or a bare text.
    /// </summary>
    /// <param name="body">The body; null or anything else gives the status in words.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="requestId">The request's id from the header.</param>
    public static RestError Of(JsonElement? body, HttpStatusCode status, string? requestId)
    {
        var root = body ?? default;
        var inner = root.Member("error") is { ValueKind: not JsonValueKind.Undefined } error ? error : root;
        var message = inner.ValueKind is JsonValueKind.String ? Readable(inner) : Readable(inner.Member("message"));
        return new(
            status, Readable(inner.Member("code")) ?? Readable(inner.Member("error_code")) ?? Readable(root.Member("code")),
            message ?? $"HTTP {(int)status} {status} without a reason that CortexSharp can read", requestId ?? Readable(root.Member("request_id")))
        {
            HasReason = message is not null,
        };
    }

    /// <summary>The server's id of a request.</summary>
    public static string? RequestIdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(RequestIdHeader, out var values) ? values.FirstOrDefault() : null;

    /// <summary>The exception: what keeps the caller out, else by code and text as from every executor, else by status.</summary>
    /// <param name="model">The model that was called, when one was.</param>
    /// <param name="advice">What to check where only the status speaks; null for nothing.</param>
    public CortexException ToException(string? model = null, string? advice = null)
    {
        var exception = new SnowflakeError(int.TryParse(Code, out var code) ? code : null, null, Message, RequestId).ToException(model);
        if (RefusalCause.Of(this) is { } cause)
            return Because(cause.Kind, cause.Advice, isTransient: false);
        if (exception.Kind != CortexErrorKind.Unknown || KindOf(Status) is not { } kind)
            return exception;
        return Because(
            kind, advice ?? RefusalCause.AdviceByStatus(this), isTransient: kind == CortexErrorKind.Throttled || kind == CortexErrorKind.Timeout);

        CortexException Because(
            CortexErrorKind why, string? check, bool isTransient) => new(why, check is null ? exception.Message : $"{exception.Message} — {check}")
            {
                ErrorCode = exception.ErrorCode,
                QueryId = RequestId,
                Model = model,
                IsTransient = isTransient,
            };
    }

    private static CortexErrorKind? KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => CortexErrorKind.Authentication,
        HttpStatusCode.PaymentRequired => CortexErrorKind.BudgetExceeded,
        HttpStatusCode.Forbidden => CortexErrorKind.NotAuthorized,
        HttpStatusCode.NotFound => CortexErrorKind.NotFound,
        HttpStatusCode.MethodNotAllowed => CortexErrorKind.NotSupported,
        HttpStatusCode.TooManyRequests => CortexErrorKind.Throttled,
        HttpStatusCode.RequestTimeout or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => CortexErrorKind.Timeout,
        >= HttpStatusCode.InternalServerError => CortexErrorKind.Service,
        _ => null,
    };

    private static async Task<JsonElement?> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBody];
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return JsonElement.Parse(buffer.AsSpan(0, length));
        }
        catch (Exception exception) when (exception is JsonException or IOException or HttpRequestException)
        {
            // The status alone says enough; a body that is broken must not hide it.
            return null;
        }
    }

    /// <summary>
    /// Codes come as text and as numbers. A text that is no text (half of a surrogate pair) is none, for it must not hide the status.
    /// </summary>
    private static string? Readable(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.Number ? value.GetRawText() : value.Text();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
