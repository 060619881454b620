using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Running;

/// <summary>What a slice of answers adds up to.</summary>
internal readonly record struct SliceTotals(long Answers, long Errors, long PromptTokens, long CompletionTokens, long GuardrailTokens)
{
    public TokenUsage Usage => new(PromptTokens, CompletionTokens, PromptTokens + CompletionTokens + GuardrailTokens, GuardrailTokens);

    public SliceTotals With(bool failed, TokenUsage? usage) => new(
        Answers + 1,
        Errors + (failed ? 1 : 0),
        PromptTokens + (usage?.PromptTokens ?? 0),
        CompletionTokens + (usage?.CompletionTokens ?? 0),
        GuardrailTokens + (usage?.GuardrailTokens ?? 0));

    /// <summary>What so many answers would add up to, were they as these; nothing when there are none to go by.</summary>
    public SliceTotals MeanOf(long answers) => Answers == 0 ? default : new(
        answers, Errors * answers / Answers, PromptTokens * answers / Answers, CompletionTokens * answers / Answers,
        GuardrailTokens * answers / Answers);

    public static SliceTotals operator +(SliceTotals a, SliceTotals b) => new(
        a.Answers + b.Answers, a.Errors + b.Errors, a.PromptTokens + b.PromptTokens, a.CompletionTokens + b.CompletionTokens,
        a.GuardrailTokens + b.GuardrailTokens);
}
