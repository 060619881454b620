using System.Net;

namespace CortexSharp.Local.Cortex.Answering;

/// <summary>Says what a model's client throws in the words in which Snowflake reports it for a row.</summary>
internal static class ModelFailure
{
    /// <summary>What is said to a caller who asks too often (Snowflake's page AI_COMPLETE, section on error conditions).</summary>
    public static readonly Reply Throttled = Reply.Failed("too many requests", (int)HttpStatusCode.TooManyRequests);

    private static readonly Reply BudgetExceeded = Reply.Failed("budget exceeded", (int)HttpStatusCode.PaymentRequired);
    private static readonly Reply TimedOut = Reply.Failed("inference timed out", (int)HttpStatusCode.ServiceUnavailable);

    public static Reply Of(Exception error) => error switch
    {
        CortexException cortex when cortex.Kind == CortexErrorKind.Throttled => Throttled,
        CortexException cortex when cortex.Kind == CortexErrorKind.BudgetExceeded => BudgetExceeded,
        TimeoutException or OperationCanceledException => TimedOut,
        HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests } => Throttled,
        HttpRequestException { StatusCode: HttpStatusCode.PaymentRequired } => BudgetExceeded,
        HttpRequestException { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } => TimedOut,
        HttpRequestException { StatusCode: { } status } => Reply.Failed(Internal(error), (int)status),
        _ => Reply.Failed(Internal(error), (int)HttpStatusCode.InternalServerError),
    };

    // Snowflake says "internal error" and no more; what failed in the user's own client is told, since it is theirs to mend.
    private static string Internal(Exception error) => $"internal error: {error.GetType().Name}: {error.Message}";
}
