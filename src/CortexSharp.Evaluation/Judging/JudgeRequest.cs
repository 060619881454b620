using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Judging;

/// <summary>What a judge is asked. <see cref="ToString"/> does not show it.</summary>
/// <param name="Messages">The conversation.</param>
/// <param name="Schema">The form of the answer.</param>
/// <param name="Options">How to answer.</param>
public sealed record JudgeRequest(IReadOnlyList<CompletionMessage> Messages, ResponseSchema Schema, CompletionOptions Options)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(JudgeRequest)} of {Messages.Count} message(s)";
}
