namespace CortexSharp.Completions;

/// <summary>The tokens of one answer, as the server counted them.</summary>
/// <param name="PromptTokens">Tokens read; a response schema counts too.</param>
/// <param name="CompletionTokens">Tokens written.</param>
/// <param name="TotalTokens">All tokens.</param>
/// <param name="GuardrailTokens">Tokens that Cortex Guard read; null when the server says nothing of them.</param>
public sealed record TokenUsage(long PromptTokens, long CompletionTokens, long TotalTokens, long? GuardrailTokens = null);
