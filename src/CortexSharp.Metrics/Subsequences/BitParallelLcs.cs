using System.Numerics;

namespace CortexSharp.Metrics.Subsequences;

/// <summary>
/// The length of a longest common subsequence, 64 cells of the table in one step: M. Crochemore, C. S. Iliopoulos, Y. J. Pinzon, J. F. Reid, "A fast
/// and practical bit-vector algorithm for the longest common subsequence problem" (2001), in the form of H. Hyyrö, "Bit-parallel LCS-length
/// computation revisited" (2004).
/// </summary>
/// <remarks>
/// A bit of the vector stands for a position of the reference, and is 0 where the table grows from the position before to this one. Each token of
/// the candidate advances the vector by the set of positions at which the reference has it. A token that it has nowhere changes nothing.
/// </remarks>
internal static class BitParallelLcs
{
    /// <summary>The vector before the first token: the table does not grow anywhere.</summary>
    public const ulong Start = ulong.MaxValue;

    /// <summary>Advances a vector of one word by a token's positions.</summary>
    public static ulong Advance(ulong vector, ulong positions)
    {
        var matches = vector & positions;
        return (vector + matches) | (vector - matches);
    }

    /// <summary>The length for a reference of up to 64 tokens.</summary>
    /// <param name="positions">For each token of the candidate, the reference's positions that have it.</param>
    public static int Length(ReadOnlySpan<ulong> positions)
    {
        var vector = Start;
        foreach (var set in positions)
            vector = Advance(vector, set);
        return BitOperations.PopCount(~vector);
    }

    /// <summary>The length for a reference of more tokens, each of whose sets of positions is a row of words.</summary>
    /// <param name="candidate">The number of each token of the candidate, which is that of its row; -1 where the reference does not have it.</param>
    /// <param name="rows">The rows, one behind the other.</param>
    /// <param name="vector">Room for as many words as a row has.</param>
    public static int Length(ReadOnlySpan<int> candidate, ReadOnlySpan<ulong> rows, Span<ulong> vector)
    {
        vector.Fill(Start);
        foreach (var number in candidate)
        {
            if (number >= 0)
                Advance(vector, rows.Slice(number * vector.Length, vector.Length));
        }

        return CountGrowth(vector);
    }

    /// <summary>How often the table grows.</summary>
    public static int CountGrowth(ReadOnlySpan<ulong> vector)
    {
        var length = 0;
        foreach (var word in vector)
            length += BitOperations.PopCount(~word);
        return length;
    }

    private static void Advance(Span<ulong> vector, ReadOnlySpan<ulong> row)
    {
        var carry = 0ul;
        for (var i = 0; i < vector.Length && i < row.Length; i++)
            vector[i] = Advance(vector[i], row[i], ref carry);
    }

    /// <summary>Advances one word of a longer vector.</summary>
    internal static ulong Advance(ulong word, ulong positions, ref ulong carry)
    {
        var matches = word & positions;
        var partial = word + matches;
        var sum = partial + carry;
        carry = (partial < word ? 1ul : 0) | (sum < partial ? 1ul : 0);
        return sum | (word - matches);
    }
}
