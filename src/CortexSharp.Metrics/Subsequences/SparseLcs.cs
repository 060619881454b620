namespace CortexSharp.Metrics.Subsequences;

/// <summary>
/// The steps of <see cref="BitParallelLcs"/> for long references: only words with a match or an incoming carry are touched. The others cannot
/// change, as a token without positions there changes nothing.
/// </summary>
internal static class SparseLcs
{
    /// <summary>The length of a longest common subsequence.</summary>
    /// <param name="candidate">The number of each token of the candidate; -1 where the reference does not have it.</param>
    /// <param name="positions">Where the reference has each number.</param>
    /// <param name="vector">Room for a bit for each token of the reference.</param>
    public static int Length(ReadOnlySpan<int> candidate, PositionLists positions, Span<ulong> vector)
    {
        vector.Fill(BitParallelLcs.Start);
        foreach (var number in candidate)
        {
            if (number >= 0)
                Advance(vector, positions.Words(number), positions.Sets(number));
        }

        return BitParallelLcs.CountGrowth(vector);
    }

    /// <summary>Advances a vector by a token's positions.</summary>
    public static void Advance(Span<ulong> vector, ReadOnlySpan<int> words, ReadOnlySpan<ulong> sets)
    {
        var carry = 0ul;
        var next = 0;
        for (var i = 0; i < words.Length && i < sets.Length; i++)
        {
            var word = words[i];
            for (; carry != 0 && next < word; next++)
                Carry(ref vector[next], ref carry);
            vector[word] = BitParallelLcs.Advance(vector[word], sets[i], ref carry);
            next = word + 1;
        }

        for (; carry != 0 && next < vector.Length; next++)
            Carry(ref vector[next], ref carry);
    }

    /// <summary>Passes a carry on through a word without a match.</summary>
    private static void Carry(ref ulong word, ref ulong carry)
    {
        var sum = word + 1;
        carry = sum == 0 ? 1ul : 0;
        word |= sum;
    }
}
