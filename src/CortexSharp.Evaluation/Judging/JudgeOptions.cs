using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Judging;

/// <summary>What a judge is asked, and how. Everything may be replaced; what is, shows in the judge's signature.</summary>
public sealed record JudgeOptions
{
    /// <summary>What is rated, in one answer of the judge's.</summary>
    /// <value>Default: factuality and helpfulness.</value>
    public IReadOnlyList<JudgeDimension> Dimensions { get; init; } = [JudgeDimension.Factuality, JudgeDimension.Helpfulness];

    /// <summary>What the judge is told first; the rule that fenced texts are data is always added.</summary>
    public string Instructions { get; init; } =
        "You are a fair and strict judge of answers that a language model gave. Rate the answer by each rubric.";

    /// <summary>How the judge answers.</summary>
    /// <value>Default: temperature 0, at most 1,024 tokens.</value>
    public CompletionOptions Completion { get; init; } = new() { Temperature = 0, MaxTokens = 1024 };

    /// <summary>Whether the judge sees the references.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool ShowReferences { get; init; } = true;

    /// <summary>
    /// The form of the judge's answer: an object with an integer for each dimension and, if a reason is wanted, a text
    /// <c>reason</c>.
    /// </summary>
    /// <value>Default: <see langword="null"/>, made from the dimensions, the reason first.</value>
    public ResponseSchema? Schema { get; init; }

    /// <summary>
    /// How often a question is asked while the answer is that there are too many requests, at least 1. The wait doubles from one second to a minute.
    /// </summary>
    /// <value>Default: 10, some five minutes.</value>
    public int MostAttempts { get; init; } = 10;
}
