using System.Numerics;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Subsequences;

/// <summary>
/// <see cref="UnionLcs"/> for a reference line of any length. Two huge lines would need a vector for each token of the candidate, so only every
/// k-th is kept, and the trace computes those between again, block by block: k is the square root, which keeps memory small and doubles the time.
/// </summary>
internal sealed class LongUnionLcs
{
    private const int MostWordsKept = 1 << 16;

    private Pooled<ulong> _checkpoints = new(0);
    private Pooled<ulong> _rows = new(0);
    private Pooled<ulong> _vector = new(0);

    /// <summary>Adds the positions in one longest common subsequence to a union.</summary>
    /// <param name="candidate">The numbers of the tokens of the candidate's line; -1 where the reference does not have one.</param>
    /// <param name="positions">Where the reference's line has each number.</param>
    /// <param name="union">The union so far, a bit for each token of the reference's line.</param>
    public void Add(ReadOnlySpan<int> candidate, PositionLists positions, Span<ulong> union)
    {
        if (AddsNothing(candidate, positions, union))
            return;

        var width = union.Length;
        var block = (long)candidate.Length * width <= MostWordsKept ? candidate.Length : (int)Math.Ceiling(Math.Sqrt(candidate.Length));
        var blocks = (candidate.Length + block - 1) / block;
        _checkpoints.Grow(checked(blocks * width), 0);
        _rows.Grow(checked(block * width), 0);
        _vector.Grow(width, 0);
        var checkpoints = _checkpoints.Array.AsSpan(0, blocks * width);
        var vector = _vector.Array.AsSpan(0, width);

        vector.Fill(BitParallelLcs.Start);
        for (var i = 0; i < blocks; i++)
        {
            vector.CopyTo(checkpoints[(i * width)..]);
            if (i < blocks - 1)
                Advance(vector, candidate.Slice(i * block, block), positions, []);
        }

        var left = (width * 64) - 1;
        for (var i = blocks - 1; i >= 0 && left >= 0; i--)
        {
            var tokens = candidate[(i * block)..Math.Min((i + 1) * block, candidate.Length)];
            checkpoints.Slice(i * width, width).CopyTo(vector);
            Advance(vector, tokens, positions, _rows.Array);
            left = Trace(tokens, positions, _rows.Array, union, left);
        }
    }

    public void Trim()
    {
        _checkpoints.Trim();
        _rows.Trim();
        _vector.Trim();
    }

    private static bool AddsNothing(ReadOnlySpan<int> candidate, PositionLists positions, ReadOnlySpan<ulong> union)
    {
        foreach (var number in candidate)
        {
            if (number < 0)
                continue;
            var words = positions.Words(number);
            var sets = positions.Sets(number);
            for (var i = 0; i < words.Length; i++)
            {
                if ((sets[i] & ~union[words[i]]) != 0)
                    return false;
            }
        }

        return true;
    }

    private static void Advance(Span<ulong> vector, ReadOnlySpan<int> tokens, PositionLists positions, Span<ulong> rows)
    {
        foreach (var number in tokens)
        {
            if (number >= 0)
                SparseLcs.Advance(vector, positions.Words(number), positions.Sets(number));
            if (rows.IsEmpty)
                continue;
            vector.CopyTo(rows);
            rows = rows[vector.Length..];
        }
    }

    /// <summary>Traces through the rows of a block, from the last to the first.</summary>
    /// <returns>The highest position that is left for the block before; -1 if none is.</returns>
    private static int Trace(ReadOnlySpan<int> tokens, PositionLists positions, ReadOnlySpan<ulong> rows, Span<ulong> union, int left)
    {
        for (var i = tokens.Length - 1; i >= 0 && left >= 0; i--)
        {
            var number = tokens[i];
            var words = number >= 0 ? positions.Words(number) : [];
            var sets = number >= 0 ? positions.Sets(number) : [];
            var (stop, isMatch) = FindStop(rows.Slice(i * union.Length, union.Length), words, sets, left);
            if (isMatch)
                union[stop / 64] |= 1ul << stop;
            left = isMatch ? stop - 1 : stop;
        }

        return left;
    }

    /// <summary>The highest position, not above another, that matches or grows; -1 if none does.</summary>
    private static (int Stop, bool IsMatch) FindStop(ReadOnlySpan<ulong> row, ReadOnlySpan<int> words, ReadOnlySpan<ulong> sets, int left)
    {
        var word = left / 64;
        var live = ulong.MaxValue >> (63 - (left % 64));
        var entry = words.BinarySearch(word);
        entry = entry < 0 ? ~entry - 1 : entry;
        for (; word >= 0; word--, live = ulong.MaxValue)
        {
            var matches = 0ul;
            if (entry >= 0 && words[entry] == word)
                matches = sets[entry--];
            var stops = (matches | ~row[word]) & live;
            if (stops == 0)
                continue;
            var bit = BitOperations.Log2(stops);
            return ((word * 64) + bit, (matches >> bit & 1) != 0);
        }

        return (-1, false);
    }
}
