using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Judging;

/// <summary>What a judge said. <see cref="ToString"/> does not show it.</summary>
/// <param name="Text">The text: JSON, if the model kept to the form.</param>
/// <param name="Usage">The tokens used; <see langword="null"/> when not known.</param>
public sealed record JudgeReply(string Text, TokenUsage? Usage)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(JudgeReply)}, {Text.Length} characters";
}
