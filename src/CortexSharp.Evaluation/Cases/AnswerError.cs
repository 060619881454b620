namespace CortexSharp.Evaluation.Cases;

/// <summary>Why there is no answer.</summary>
/// <param name="Kind">The reason as a word.</param>
/// <param name="Message">What the server said.</param>
public sealed record AnswerError(CortexErrorKind Kind, string Message)
{
    /// <summary>The error that an exception tells of.</summary>
    /// <param name="exception">What asking threw.</param>
    public static AnswerError Of(CortexException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new(exception.Kind, exception.Message);
    }
}
