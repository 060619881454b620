using System.Numerics;

namespace CortexSharp.Metrics.NGrams;

/// <summary>
/// Clipped matches of the orders 1 to 4 against a reference of up to 64 tokens, without ever building an n-gram: where the n-grams that end at a
/// candidate's token occur in the reference is the set of the (n-1)-grams that end a token before, moved on by one, and the set of the token itself.
/// </summary>
/// <remarks>
/// Each candidate n-gram claims one of its occurrences that is still free, and goes without if there is none: that is what clipping means. A position
/// ends one n-gram of each order, so that the claimed positions are the matches.
/// </remarks>
internal static class PositionClaims
{
    public const int MostOrders = 4;

    /// <summary>Counts the matches of each order from 1 on.</summary>
    /// <param name="referenceLow">The low halves of the reference's keys, padded as <see cref="PositionSets"/> wants them.</param>
    /// <param name="referenceHigh">Their high halves.</param>
    /// <param name="count">How many tokens the reference has, at most 64.</param>
    /// <param name="candidateLow">The low halves of the candidate's keys.</param>
    /// <param name="candidateHigh">Their high halves.</param>
    /// <param name="matches">Takes the counts of up to four orders.</param>
    public static void Count(
        ReadOnlySpan<ulong> referenceLow,
        ReadOnlySpan<ulong> referenceHigh,
        int count,
        ReadOnlySpan<ulong> candidateLow,
        ReadOnlySpan<ulong> candidateHigh,
        Span<int> matches)
    {
        ulong ends1 = 0, ends2 = 0, ends3 = 0;
        ulong claimed1 = 0, claimed2 = 0, claimed3 = 0, claimed4 = 0;
        for (var i = 0; i < candidateLow.Length; i++)
        {
            var positions = PositionSets.Of(referenceLow, referenceHigh, count, candidateLow[i], candidateHigh[i]);
            var ends4 = (ends3 << 1) & positions;
            ends3 = (ends2 << 1) & positions;
            ends2 = (ends1 << 1) & positions;
            ends1 = positions;
            claimed1 |= LowestBit(ends1 & ~claimed1);
            claimed2 |= LowestBit(ends2 & ~claimed2);
            claimed3 |= LowestBit(ends3 & ~claimed3);
            claimed4 |= LowestBit(ends4 & ~claimed4);
        }

        ReadOnlySpan<ulong> claimed = [claimed1, claimed2, claimed3, claimed4];
        for (var order = 0; order < matches.Length; order++)
            matches[order] = BitOperations.PopCount(claimed[order]);
    }

    private static ulong LowestBit(ulong set) => set & (~set + 1);
}
