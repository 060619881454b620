namespace CortexSharp.FineTuning;

/// <summary>Why a job failed, in the server's words. The text may quote the training query.</summary>
/// <param name="Code">The server's code, such as <c>INVALID_PARAMETER_VALUE</c>; null when there is none.</param>
/// <param name="Message">The server's message.</param>
public sealed record FineTuningError(string? Code, string Message);
