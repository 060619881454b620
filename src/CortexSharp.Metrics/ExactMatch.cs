using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics;

/// <summary>Whether an answer is the reference, character for character, or as far as <see cref="ExactMatchOptions"/> look.</summary>
/// <remarks>Equals <c>exact_match</c> of HuggingFace evaluate 0.4. Thread-safe; allocates nothing unless patterns are given.</remarks>
public static class ExactMatch
{
    private static readonly ExactMatchOptions Nothing = new();

    /// <summary>Compares ordinally: case, blanks and punctuation count. Two empty texts match.</summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="reference">The right answer.</param>
    public static bool IsMatch(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference) => candidate.SequenceEqual(reference);

    /// <summary>Compares ordinally with several right answers; one match is enough, none to choose from is no match.</summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="references">The right answers.</param>
    public static bool IsMatch(ReadOnlySpan<char> candidate, ReadOnlySpan<string> references)
    {
        foreach (var reference in references)
        {
            if (candidate.SequenceEqual(reference))
                return true;
        }

        return false;
    }

    /// <summary>Compares what the options leave of both texts. If they leave nothing of either, the texts match.</summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="reference">The right answer.</param>
    /// <param name="options">What to overlook.</param>
    public static bool IsMatch(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, ExactMatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.IgnoresNothing)
            return candidate.SequenceEqual(reference);

        candidate = ExactMatchText.WithoutPatterns(candidate, options);
        using var scratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(candidate));
        return IsLeft(scratch.Span[..ExactMatchText.Write(candidate, scratch.Span, options)], reference, options);
    }

    /// <summary>Compares what the options leave; one match is enough, none to choose from is no match.</summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="references">The right answers.</param>
    /// <param name="options">What to overlook.</param>
    public static bool IsMatch(ReadOnlySpan<char> candidate, ReadOnlySpan<string> references, ExactMatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.IgnoresNothing)
            return IsMatch(candidate, references);

        candidate = ExactMatchText.WithoutPatterns(candidate, options);
        using var scratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(candidate));
        var left = scratch.Span[..ExactMatchText.Write(candidate, scratch.Span, options)];
        foreach (var reference in references)
        {
            if (IsLeft(left, reference, options))
                return true;
        }

        return false;
    }

    /// <summary>The share of pairs that match, 0 to 1; not a number when there is no pair, as the mean of nothing in the reference.</summary>
    /// <param name="candidates">The model's answers.</param>
    /// <param name="references">The right answers, one for each.</param>
    /// <param name="options">What to overlook; nothing by default.</param>
    /// <exception cref="ArgumentException">There are not as many references as candidates.</exception>
    public static double Score(ReadOnlySpan<string> candidates, ReadOnlySpan<string> references, ExactMatchOptions? options = null)
    {
        if (candidates.Length != references.Length)
            throw new ArgumentException($"{candidates.Length} candidates but {references.Length} references.", nameof(references));

        options ??= Nothing;
        var matches = 0;
        for (var i = 0; i < candidates.Length; i++)
            matches += IsMatch(candidates[i], references[i], options) ? 1 : 0;
        return matches / (double)candidates.Length;
    }

    private static bool IsLeft(ReadOnlySpan<char> left, ReadOnlySpan<char> reference, ExactMatchOptions options)
    {
        reference = ExactMatchText.WithoutPatterns(reference, options);
        using var scratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(reference));
        return left.SequenceEqual(scratch.Span[..ExactMatchText.Write(reference, scratch.Span, options)]);
    }
}
