using System.Numerics;

namespace CortexSharp.Metrics.NGrams;

/// <summary>
/// Counts shared n-grams on <see cref="PositionSets"/>, without building any: those that end at a token of the candidate end, in the reference, where
/// an n-gram of one order less ended one position before and the token stands.
/// </summary>
/// <remarks>
/// Each n-gram of the candidate claims one end that is still free. So each counts as often as both have it, and the count is that of ends.
/// </remarks>
internal static class PositionRuns
{
    /// <summary>The shared tokens.</summary>
    /// <param name="sets">For each token of the candidate, its positions in the reference.</param>
    /// <param name="free">The positions that may be claimed.</param>
    public static int Count(ReadOnlySpan<ulong> sets, ulong free = ulong.MaxValue)
    {
        var left = free;
        foreach (var set in sets)
            left = Claim(left, set);
        return BitOperations.PopCount(free & ~left);
    }

    /// <summary>The shared n-grams of the next order.</summary>
    /// <param name="shorter">For each token, where the n-grams of one order less end; for order 2 the sets themselves.</param>
    /// <param name="sets">For each token of the candidate, its positions in the reference.</param>
    /// <param name="longer">Gets where those of this order end; it may be the memory of the shorter ones.</param>
    public static int CountLonger(ReadOnlySpan<ulong> shorter, ReadOnlySpan<ulong> sets, Span<ulong> longer)
    {
        var left = ulong.MaxValue;
        var before = 0ul;
        for (var i = 0; i < sets.Length && i < shorter.Length && i < longer.Length; i++)
        {
            var ends = (before << 1) & sets[i];
            before = shorter[i];
            longer[i] = ends;
            left = Claim(left, ends);
        }

        return BitOperations.PopCount(~left);
    }

    /// <summary>Takes the lowest free end out of those that are left.</summary>
    private static ulong Claim(ulong left, ulong ends)
    {
        var free = left & ends;
        return left ^ (free & (0 - free));
    }
}
