using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace CortexSharp.Evaluation.Asking;

/// <summary>What an exception of a chat client means. Chat clients have none in common, but nearly all tell the HTTP status.</summary>
internal static class ChatFailure
{
    // Anthropic's API says so while it is overloaded; other makers say 503.
    private const HttpStatusCode Overloaded = (HttpStatusCode)529;

    public static CortexErrorKind KindOf(Exception exception)
    {
        var all = WithInner(exception).ToList();
        if (all.Select(StatusOf).FirstOrDefault(status => status is not null) is { } status)
            return KindOf(status, all);
        return all.Any(inner => inner is OperationCanceledException or TimeoutException) ? CortexErrorKind.Timeout
            : all.Any(inner => inner is HttpRequestException or IOException) ? CortexErrorKind.Network
            : CortexErrorKind.Unknown;
    }

    private static CortexErrorKind KindOf(HttpStatusCode status, IEnumerable<Exception> exceptions) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or Overloaded => CortexErrorKind.Throttled,
        HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => KindOfRefusal(exceptions),
        HttpStatusCode.Unauthorized => CortexErrorKind.Authentication,
        HttpStatusCode.PaymentRequired => CortexErrorKind.BudgetExceeded,
        HttpStatusCode.Forbidden => CortexErrorKind.NotAuthorized,
        HttpStatusCode.NotFound => CortexErrorKind.NotFound,
        HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => CortexErrorKind.Timeout,
        >= HttpStatusCode.InternalServerError => CortexErrorKind.Service,
        _ => CortexErrorKind.InvalidOptions,
    };

    /// <summary>
    /// A wrong option and a prompt that cannot be answered have one status; OpenAI's and Azure's clients put the code that tells them apart into the
    /// message.
    /// </summary>
    private static CortexErrorKind KindOfRefusal(IEnumerable<Exception> exceptions)
    {
        var words = string.Join('\n', exceptions.Select(exception => exception.Message));
        return words.Contains("context_length_exceeded", StringComparison.OrdinalIgnoreCase) ? CortexErrorKind.ContextLengthExceeded
            : words.Contains("content_filter", StringComparison.OrdinalIgnoreCase) ? CortexErrorKind.ContentFiltered
            : CortexErrorKind.InvalidOptions;
    }

    /// <summary>
    /// The status of the framework's exception, or of a client's own (<c>Status</c> of OpenAI's and Azure's, <c>StatusCode</c> of others), as a
    /// number or named.
    /// </summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2075", Justification = "Where the property is trimmed away the kind is unknown, which ends a call that can be made again.")]
    private static HttpStatusCode? StatusOf(Exception exception)
    {
        if (exception is HttpRequestException http)
            return http.StatusCode;
        return exception.GetType().GetProperties().FirstOrDefault(property => property.Name is "Status" or "StatusCode")?.GetValue(exception) switch
        {
            HttpStatusCode status => status,
            int status and >= 400 and <= 599 => (HttpStatusCode)status,
            _ => null,
        };
    }

    private static IEnumerable<Exception> WithInner(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            yield return inner;
    }
}
