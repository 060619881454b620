namespace CortexSharp.Metrics.Nltk;

/// <summary>Numbers tokens, equal ones alike. Each thread keeps its table, so that a call allocates nothing once it has grown.</summary>
internal static class TokenNumbers
{
    // What one huge text needed is not kept for ever.
    private const int LargestKept = 1 << 16;

    [ThreadStatic]
    private static Dictionary<string, int>? _numbers;

    /// <summary>Numbers the references' tokens, one reference behind the other, and looks the candidate's up.</summary>
    /// <param name="candidate">The candidate's tokens.</param>
    /// <param name="references">The references' tokens.</param>
    /// <param name="candidateUnits">Room for the candidate's numbers; -1 for a token that no reference has.</param>
    /// <param name="referenceUnits">Room for the references' numbers.</param>
    /// <param name="ends">Room for where each reference ends.</param>
    public static void Assign(
        ReadOnlySpan<string> candidate, ReadOnlySpan<string[]> references, Span<int> candidateUnits, Span<int> referenceUnits, Span<int> ends)
    {
        var numbers = _numbers ??= new(StringComparer.Ordinal);
        try
        {
            var at = 0;
            for (var i = 0; i < references.Length; i++)
            {
                foreach (var token in references[i])
                {
                    numbers.TryAdd(token, numbers.Count);
                    referenceUnits[at++] = numbers[token];
                }

                ends[i] = at;
            }

            for (var i = 0; i < candidate.Length; i++)
                candidateUnits[i] = numbers.TryGetValue(candidate[i], out var number) ? number : -1;
        }
        finally
        {
            // The table keeps no text of the caller's alive.
            if (numbers.Count > LargestKept)
                _numbers = null;
            else
                numbers.Clear();
        }
    }
}
