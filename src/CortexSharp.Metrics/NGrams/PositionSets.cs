using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.NGrams;

/// <summary>
/// Where a token stands among up to 64 others, as a bit set: bit p when it equals the one at position p. Comparing its key with all of them by
/// vectors takes less time than any table, and the set serves the matching of n-grams as well as a bit-parallel LCS.
/// </summary>
internal static class PositionSets
{
    public const int MostTokens = 64;

    /// <summary>The positions of each token of a candidate.</summary>
    /// <param name="low">The low halves of the others' keys, padded up to a multiple of eight by halves that no token has.</param>
    /// <param name="high">Their high halves, as many.</param>
    /// <param name="count">How many others there are, at most 64.</param>
    /// <param name="candidate">The candidate's tokens, with keys.</param>
    /// <param name="sets">Room for a set for each.</param>
    public static void Of(ReadOnlySpan<ulong> low, ReadOnlySpan<ulong> high, int count, TokenList candidate, Span<ulong> sets)
    {
        var keyLow = candidate.Low;
        var keyHigh = candidate.High;
        for (var i = 0; i < sets.Length && i < keyLow.Length && i < keyHigh.Length; i++)
            sets[i] = Of(low, high, count, keyLow[i], keyHigh[i]);
    }

    /// <summary>How many keys there have to be, filled up by keys that no token has.</summary>
    public static int PaddedCount(int count) => (count + Vector512<ulong>.Count - 1) & -Vector512<ulong>.Count;

    /// <summary>The positions of a key.</summary>
    /// <param name="low">The low halves of the others' keys, padded up to a multiple of eight by halves that no token has.</param>
    /// <param name="high">Their high halves, as many.</param>
    /// <param name="count">How many others there are, at most 64.</param>
    /// <param name="keyLow">The low half of the token's key.</param>
    /// <param name="keyHigh">The high half of the token's key.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<ulong> low, ReadOnlySpan<ulong> high, int count, ulong keyLow, ulong keyHigh)
    {
        var set = 0ul;
        if (Vector512.IsHardwareAccelerated)
        {
            for (var i = 0; i < count; i += Vector512<ulong>.Count)
            {
                var equal = Vector512.Equals(Vector512.Create(low[i..]), Vector512.Create(keyLow))
                    & Vector512.Equals(Vector512.Create(high[i..]), Vector512.Create(keyHigh));
                set |= equal.ExtractMostSignificantBits() << i;
            }

            return set;
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (var i = 0; i < count; i += Vector256<ulong>.Count)
            {
                var equal = Vector256.Equals(Vector256.Create(low[i..]), Vector256.Create(keyLow))
                    & Vector256.Equals(Vector256.Create(high[i..]), Vector256.Create(keyHigh));
                set |= (ulong)equal.ExtractMostSignificantBits() << i;
            }

            return set;
        }

        for (var i = 0; i < count; i++)
        {
            if (low[i] == keyLow && high[i] == keyHigh)
                set |= 1ul << i;
        }

        return set;
    }
}
