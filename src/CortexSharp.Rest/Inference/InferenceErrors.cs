using System.Net;
using System.Text.Json;
using CortexSharp.Rest.Http;

namespace CortexSharp.Rest.Inference;

/// <summary>What a failure of inference means, and what to check.</summary>
internal static class InferenceErrors
{
    /// <summary>The exception for a refusal.</summary>
    public static CortexException ToException(RestError error, string model) => error.ToException(model, Advice(error.Status));

    /// <summary>The exception for an error that came after status 200, within the answer; its code may be an HTTP status.</summary>
    public static CortexException WithinAnswer(RestError error, string model)
    {
        var isStatus = int.TryParse(error.Code, out var code) && code is >= 400 and <= 599;
        return new RestError(
            isStatus ? (HttpStatusCode)code : HttpStatusCode.InternalServerError, isStatus ? null : error.Code, error.Message, error.RequestId)
            .ToException(model, "The answer broke off; what came before may be billed.");
    }

    /// <summary>The exception for anything that went wrong while a question was asked or its answer read.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="timeout">The time allowed, when it ran out.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static Exception Translate(Exception exception, string model, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case CortexException known:
                known.AddModel(model);
                return known;
            // A body that is cancelled while it is read may fail in other ways than by saying so.
            case OperationCanceledException or HttpRequestException or IOException when cancellationToken.IsCancellationRequested:
                return new OperationCanceledException(null, exception, cancellationToken);
            case OperationCanceledException or HttpRequestException or IOException when timeout is not null:
            case OperationCanceledException { InnerException: TimeoutException }:
                var within = timeout is null ? "the time that the HttpClient allows" : timeout.ToString();
                return new CortexException(
                    CortexErrorKind.Timeout,
                    $"{model} gave no whole answer within {within}; what it wrote may be billed. Allow more time or ask for fewer tokens.", exception)
                {
                    Model = model,
                };
            case HttpRequestException or IOException:
                return ConnectionErrors.ToException(exception, model);
            case JsonException:
                // Without the exception's words: they may quote the answer.
                return new CortexException(
                    CortexErrorKind.UnexpectedResponse,
                    $"{model} answered with something that is not the JSON that CortexSharp knows. What came before may be billed.")
                {
                    Model = model,
                };
            default:
                return exception;
        }
    }

    private static string? Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.PaymentRequired => "The account's consumption budget for AI is used up; an administrator can raise it.",
        HttpStatusCode.Forbidden =>
            "REST inference runs as the user's default role: it needs SNOWFLAKE.CORTEX_USER or SNOWFLAKE.CORTEX_REST_API_USER.",
        HttpStatusCode.NotFound => "This account may not have the endpoint; for inference:complete see RestInferenceOptions.Fallback.",
        HttpStatusCode.UnprocessableEntity => "The answer may not have fitted the schema: raise MaxTokens if it was cut off, or simplify the schema.",
        HttpStatusCode.TooManyRequests => "The account's limit of requests or tokens a minute for this model is reached.",
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            "The model took too long. Ask for fewer tokens, stream the answer, or try again; the first try may be billed.",
        HttpStatusCode.InternalServerError => "Give Snowflake's support the request id.",
        _ => null,
    };
}
