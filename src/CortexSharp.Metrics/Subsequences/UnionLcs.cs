using System.Numerics;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Subsequences;

/// <summary>
/// The union of longest common subsequences of one line, of up to 64 tokens, with each of several: ROUGE-Lsum of C.-Y. Lin, "ROUGE: a package for
/// automatic evaluation of summaries" (2004), with the tie rule of rouge_score's trace.
/// </summary>
/// <remarks>
/// Of the table only the vectors of <see cref="BitParallelLcs"/> are kept, one for each token of the candidate. That is enough for the trace: where
/// tokens differ, rouge_score goes one token back in the candidate if the table is larger there than one token back in the reference, that is,
/// if it grows at this position in this row, and otherwise back in the reference. So in each row the trace falls to the highest position, not above
/// its own, that matches or grows: a match is taken, a growth ends the row.
/// </remarks>
internal sealed class UnionLcs
{
    private Pooled<ulong> _rows = new(64);

    /// <summary>Adds the positions in one longest common subsequence to a union.</summary>
    /// <param name="positions">For each token of the candidate's line, the positions of the reference that have it.</param>
    /// <param name="line">Which positions are the line's.</param>
    /// <param name="union">The union so far.</param>
    public ulong Add(ReadOnlySpan<ulong> positions, ulong line, ulong union) =>
        AddsNothing(positions, line & ~union) ? union : union | Trace(positions, Advance(positions, line), line);

    /// <summary>The same where most tokens of the candidate's line have no position, so that only those are given that have.</summary>
    /// <param name="positions">For each token of the candidate's line that has any, its positions in the reference's line.</param>
    /// <param name="places">Where those tokens stand in the candidate, ascending.</param>
    /// <param name="end">Where the candidate's line ends.</param>
    /// <param name="union">The union so far.</param>
    public ulong Add(ReadOnlySpan<ulong> positions, ReadOnlySpan<int> places, int end, ulong union) =>
        AddsNothing(positions, ~union) ? union : union | Trace(positions, places, end, Advance(positions, ulong.MaxValue));

    public void Trim() => _rows.Trim();

    private static bool AddsNothing(ReadOnlySpan<ulong> positions, ulong missing)
    {
        var all = 0ul;
        foreach (var set in positions)
            all |= set;
        return (all & missing) == 0;
    }

    private ReadOnlySpan<ulong> Advance(ReadOnlySpan<ulong> positions, ulong line)
    {
        _rows.Grow(positions.Length, 0);
        var rows = _rows.Array.AsSpan(0, positions.Length);
        var vector = BitParallelLcs.Start;
        for (var i = 0; i < positions.Length && i < rows.Length; i++)
            rows[i] = vector = BitParallelLcs.Advance(vector, positions[i] & line);
        return rows;
    }

    private static ulong Trace(ReadOnlySpan<ulong> positions, ReadOnlySpan<ulong> rows, ulong left)
    {
        var common = 0ul;
        for (var i = rows.Length - 1; i >= 0 && i < positions.Length && TryStop(positions[i], rows[i], ref left, ref common); i--)
        {
        }

        return common;
    }

    private static ulong Trace(ReadOnlySpan<ulong> positions, ReadOnlySpan<int> places, int end, ReadOnlySpan<ulong> rows)
    {
        var common = 0ul;
        var left = ulong.MaxValue;
        for (var i = rows.Length - 1; i >= 0 && i < positions.Length && i < places.Length; i--)
        {
            // The rows of tokens without a position equal the one before them: however many follow this row, the trace stops once.
            if (places[i] + 1 != end && !TryStop(0, rows[i], ref left, ref common))
                break;
            if (!TryStop(positions[i], rows[i], ref left, ref common))
                break;
            end = places[i];
        }

        return common;
    }

    /// <summary>Falls to the highest stop of a row; there is none when nothing before can match.</summary>
    private static bool TryStop(ulong positions, ulong row, ref ulong left, ref ulong common)
    {
        var stops = (positions | ~row) & left;
        if (stops == 0)
            return false;
        var stop = 1ul << BitOperations.Log2(stops);
        var match = positions & stop;
        common |= match;
        left &= (stop - 1) | (stop ^ match);
        return true;
    }
}
