using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Judging;

/// <summary>What a judge says of two answers.</summary>
/// <param name="Outcome">Which is better.</param>
/// <param name="IsConsistent">Whether both orders had the same outcome; false without verdict.</param>
/// <param name="Reasons">What the judge said, on each order, answers named as it saw them (A, B); or why there is no verdict.</param>
/// <param name="Usage">The tokens that judging used up; <see langword="null"/> when not known.</param>
public sealed record PairwiseVerdict(PairwiseOutcome Outcome, bool IsConsistent, IReadOnlyList<string> Reasons, TokenUsage? Usage)
{
    /// <summary>Who judged, by what prompt and with which options, to be kept with the verdict: <see cref="PairwiseJudge.Signature"/>.</summary>
    public required string Judge { get; init; }
}
