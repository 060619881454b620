using System.Net;
using CortexSharp.Rest.Http;

namespace CortexSharp.Rest.Inference;

/// <summary>What a refusal of an inference endpoint means, and what to check.</summary>
internal static class InferenceErrors
{
    /// <summary>The exception for a refusal.</summary>
    public static CortexException ToException(RestError error, string model) => error.ToException(model, Advice(error));

    /// <summary>The exception for an error that came after status 200, within the answer; its code may be an HTTP status.</summary>
    public static CortexException WithinAnswer(RestError error, string model)
    {
        var status = int.TryParse(error.Code, out var code) && code is >= 400 and <= 599 ? (HttpStatusCode)code : HttpStatusCode.InternalServerError;
        return new RestError(status, code is >= 400 and <= 599 ? null : error.Code, error.Message, error.RequestId)
            .ToException(model, "The answer broke off; what came before may be billed.");
    }

    private static string? Advice(RestError error) => error.Status switch
    {
        HttpStatusCode.PaymentRequired => "The account's consumption budget for AI is used up; an administrator can raise it.",
        HttpStatusCode.Forbidden =>
            "REST inference runs as the user's default role: it needs SNOWFLAKE.CORTEX_USER or SNOWFLAKE.CORTEX_REST_API_USER, and a network policy may refuse this address.",
        HttpStatusCode.NotFound => "Check the account's host; this account may not have the endpoint (see RestInferenceOptions.Fallback for inference:complete).",
        HttpStatusCode.UnprocessableEntity => "The answer may not have fitted the schema: raise MaxTokens if it was cut off, or simplify the schema.",
        HttpStatusCode.TooManyRequests => "The account's limit of requests or tokens a minute for this model is reached.",
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => "The model took too long. Ask for fewer tokens, stream the answer, or try again; the first try may be billed.",
        HttpStatusCode.InternalServerError => "Give Snowflake's support the request id.",
        _ => null,
    };
}
