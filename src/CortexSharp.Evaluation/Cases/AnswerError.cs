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

    /// <summary>The error that an exception tells of.</summary>
    /// <param name="exception">What asking threw.</param>
    public static AnswerError Of(CortexException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new(exception.Kind, exception.Message);
    }

    /// <summary>
    /// Whether an error is of one prompt and its answer, and would come again. Any other would come with every case, as an expired token does, or may pass: it says nothing of the
    /// model, so that it is no answer.
    /// </summary>
    internal static bool IsOfOneCase(CortexException exception) => OfOneCase.Contains(exception.Kind);

    /// <summary>Whether the same question may be answered a little later: there were too many, or the service failed inside.</summary>
    internal bool MayPass => Kind == CortexErrorKind.Throttled || Kind == CortexErrorKind.Timeout || Kind == CortexErrorKind.Network || Kind == CortexErrorKind.Service;
}
