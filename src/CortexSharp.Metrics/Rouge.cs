using CortexSharp.Metrics.Summaries;

namespace CortexSharp.Metrics;

/// <summary>
/// ROUGE: how many words, runs of words, or words in the same order an answer shares with a reference (C.-Y. Lin, "ROUGE: a package for automatic
/// evaluation of summaries", 2004). Scores are 0 to 1.
/// </summary>
/// <remarks>
/// Equals rouge_score 0.1.2 of Google Research bit for bit, but for what <see cref="RougeOptions"/> mark as this library's own. A text without words,
/// such as an empty one, scores 0 against any other, itself included. Thread-safe; allocates nothing once its scratch memory has grown. Time is
/// linear in the texts for ROUGE-N, and of the order of the product of their lengths, divided by 64, for ROUGE-L and ROUGE-Lsum.
/// </remarks>
public static class Rouge
{
    /// <summary>Scores a candidate against one reference; the types share the work.</summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="reference">The right answer.</param>
    /// <param name="types">Which scores to compute: ROUGE-1, ROUGE-2 and ROUGE-L when left out.</param>
    /// <param name="options">How to read the texts; as rouge_score when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public static RougeScores Score(
        ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, RougeTypes types = RougeTypes.Usual, RougeOptions? options = null)
    {
        types.ThrowIfUnknown();
        var workspace = RougeWorkspace.Rent();
        var scores = workspace.Score(candidate, reference, types, options ?? RougeOptions.Default);
        workspace.Return();
        return scores;
    }

    /// <summary>
    /// Scores a candidate against several references. For each type, independently, the reference with the best F1 counts, of equally good ones the
    /// first. Equals <c>score_multi</c> of rouge_score.
    /// </summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="references">The right answers.</param>
    /// <param name="types">Which scores to compute: ROUGE-1, ROUGE-2 and ROUGE-L when left out.</param>
    /// <param name="options">How to read the texts; as rouge_score when left out.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public static RougeScores Score(
        ReadOnlySpan<char> candidate, ReadOnlySpan<string> references, RougeTypes types = RougeTypes.Usual, RougeOptions? options = null)
    {
        if (references.IsEmpty)
            throw new ArgumentException("A candidate is scored against at least one reference.", nameof(references));

        types.ThrowIfUnknown();
        options ??= RougeOptions.Default;
        var workspace = RougeWorkspace.Rent();
        var best = workspace.Score(candidate, references[0], types, options);
        foreach (var reference in references[1..])
            best = best.Best(workspace.Score(candidate, reference, types, options));
        workspace.Return();
        return best;
    }

    /// <summary>ROUGE-N: shared runs of n words.</summary>
    /// <param name="n">The number of words, 1 to 9.</param>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="reference">The right answer.</param>
    /// <param name="options">How to read the texts; as rouge_score when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not from 1 to 9.</exception>
    public static RougeScore N(int n, ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, RougeOptions? options = null) =>
        Score(candidate, reference, RougeTypeSet.OfOrder(n), options).N(n);

    /// <summary>ROUGE-L: the longest common subsequence of the whole texts; line breaks part words and mean nothing else.</summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="reference">The right answer.</param>
    /// <param name="options">How to read the texts; as rouge_score when left out.</param>
    public static RougeScore L(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, RougeOptions? options = null) =>
        Score(candidate, reference, RougeTypes.RougeL, options).L;

    /// <summary>
    /// ROUGE-Lsum: for each line of the reference the union of its longest common subsequences with every line of the candidate. A line ends at a
    /// line feed only, unless <see cref="RougeOptions.SplitSentences"/> asks for more.
    /// </summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="reference">The right answer.</param>
    /// <param name="options">How to read the texts; as rouge_score when left out.</param>
    public static RougeScore Lsum(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, RougeOptions? options = null) =>
        Score(candidate, reference, RougeTypes.RougeLsum, options).Lsum;
}
