namespace CortexSharp.Metrics;

/// <summary>Whether an answer is the reference, character for character.</summary>
public static class ExactMatch
{
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
}
