namespace CortexSharp.Completions;

/// <summary>A model answered, but not in the form asked for.</summary>
/// <param name="rawText">The answer; kept out of the message.</param>
/// <param name="message">What is wrong with it.</param>
/// <param name="innerException">What reading it threw.</param>
public sealed class StructuredOutputException(string rawText, string message, Exception? innerException = null)
    : CortexException(CortexErrorKind.InvalidStructuredOutput, message, innerException)
{
    /// <summary>The model's answer as it came.</summary>
    public string RawText { get; } = rawText;
}
