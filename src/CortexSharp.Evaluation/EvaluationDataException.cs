namespace CortexSharp.Evaluation;

/// <summary>
/// The data cannot be evaluated as they are: a key twice, no case at all, no reference, no case in common. It never quotes prompts or answers.
/// </summary>
/// <param name="message">What is wrong, with which key or field, and what to do.</param>
/// <param name="innerException">What led to it.</param>
public sealed class EvaluationDataException(string message, Exception? innerException = null) : Exception(message, innerException);
