namespace CortexSharp.Completions;

/// <summary>What was asked for, as far as it decides how an answer looks.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="HasSchema">Whether a response schema was given.</param>
/// <param name="HasErrorDetails">Whether <c>return_error_details</c> was given.</param>
/// <param name="HasGuardrails">Whether guardrails were asked for.</param>
/// <param name="HistoryMode">How the conversation was sent.</param>
internal readonly record struct CompletionForm(string Model, bool HasSchema, bool HasErrorDetails, bool HasGuardrails, HistoryMode HistoryMode);
