namespace CortexSharp.Local.Cortex.Completion;

/// <summary>What a completion used up.</summary>
/// <param name="Prompt">Tokens of the prompt, and of the response schema when there is one.</param>
/// <param name="Completion">Tokens of the answer.</param>
/// <param name="Guardrail">Tokens that the guard read; null when it was off.</param>
internal readonly record struct TokenUsage(int Prompt, int Completion, int? Guardrail)
{
    /// <summary>All of them together.</summary>
    public int Total => Prompt + Completion + (Guardrail ?? 0);
}
