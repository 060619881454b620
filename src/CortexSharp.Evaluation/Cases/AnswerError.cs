namespace CortexSharp.Evaluation.Cases;

/// <summary>Why there is no answer.</summary>
/// <param name="Kind">The reason as a word.</param>
/// <param name="Message">What the server said.</param>
public sealed record AnswerError(CortexErrorKind Kind, string Message)
{
    private static readonly HashSet<CortexErrorKind> OfOneCase =
    [
        CortexErrorKind.ContextLengthExceeded, CortexErrorKind.ContentFiltered, CortexErrorKind.InvalidStructuredOutput, CortexErrorKind.NoAnswer,
    ];

    // They come with every case, or pass: the account, the name, the form or the way there, never the prompt.
    private static readonly HashSet<CortexErrorKind> OfAllCases =
    [
        CortexErrorKind.Throttled, CortexErrorKind.Network, CortexErrorKind.Cancelled, CortexErrorKind.Conflict,
        CortexErrorKind.Authentication, CortexErrorKind.NotAuthorized, CortexErrorKind.BudgetExceeded, CortexErrorKind.NotFound,
        CortexErrorKind.UnknownModel, CortexErrorKind.ModelUnavailableInRegion, CortexErrorKind.InvalidSchema,
        CortexErrorKind.ErrorDetailsNotAllowed, CortexErrorKind.NotSupported, CortexErrorKind.InvalidSql,
    ];

    /// <summary>The error that an exception tells of.</summary>
    /// <param name="exception">What asking threw.</param>
    public static AnswerError Of(CortexException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new(exception.Kind, exception.Message);
    }

    /// <summary>
    /// Whether an error is of one prompt and its answer, and would come again. Any other comes with every case, as an expired token does, or may
    /// pass: it says nothing of the model, so that it is no answer; or its kind does not tell (<see cref="MayBeOfOneCase"/>).
    /// </summary>
    internal static bool IsOfOneCase(CortexException exception) => OfOneCase.Contains(exception.Kind);

    /// <summary>Whether the kind of an error leaves open whether it is of one prompt and its answer.</summary>
    internal static bool MayBeOfOneCase(CortexException exception) => !OfOneCase.Contains(exception.Kind) && !OfAllCases.Contains(exception.Kind);

    /// <summary>Whether the same question may be answered a little later: there were too many, or the service failed inside.</summary>
    internal bool MayPass =>
        Kind == CortexErrorKind.Throttled || Kind == CortexErrorKind.Timeout || Kind == CortexErrorKind.Network || Kind == CortexErrorKind.Service;
}
