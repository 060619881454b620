using System.Numerics;
using CortexSharp.Metrics.NGrams;
using CortexSharp.Metrics.Subsequences;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>
/// ROUGE-Lsum: the words of each reference line that stand in a longest common subsequence with any line of the candidate, each word as often as the
/// candidate has it. rouge_score also clips by the reference's count, but no position is counted twice.
/// </summary>
internal sealed class SummaryLines
{
    private readonly UnionLcs _union = new();
    private readonly LongUnionLcs _longUnion = new();
    private readonly PositionLists _lists = new();
    private Pooled<int> _left = new(0);
    private Pooled<ulong> _blockSets = new(0);
    private Pooled<ulong> _sets = new(0);
    private Pooled<ulong> _longLine = new(0);

    /// <summary>The hits in a reference of up to 64 words.</summary>
    /// <param name="sets">For each word of the candidate, its positions in the reference.</param>
    /// <param name="lineEnds">The candidate's lines.</param>
    /// <param name="reference">The reference.</param>
    public int Hits(ReadOnlySpan<ulong> sets, ReadOnlySpan<int> lineEnds, ReferenceText reference)
    {
        var ends = 0ul;
        foreach (var end in reference.LineEnds)
            ends |= 1ul << (end - 1);
        _union.Begin(ends);
        var start = 0;
        foreach (var end in lineEnds)
        {
            _union.Add(sets[start..end]);
            start = end;
        }

        return PositionRuns.Count(sets, _union.Union);
    }

    /// <summary>The hits in a reference of more words.</summary>
    /// <param name="numbers">The number of each word of the candidate; -1 where the reference does not have it.</param>
    /// <param name="lineEnds">The candidate's lines.</param>
    /// <param name="reference">The reference.</param>
    public int Hits(ReadOnlySpan<int> numbers, ReadOnlySpan<int> lineEnds, ReferenceText reference)
    {
        var distinct = reference.Vocabulary.Count;
        _lists.Clear(distinct);
        _sets.Grow(numbers.Length, 0);
        _blockSets.Grow(distinct + 1, 0);
        _blockSets.Array.AsSpan(0, distinct + 1).Clear();
        _left.Grow(distinct, 0);
        _left.Array.AsSpan(0, distinct).Clear();
        foreach (var number in numbers)
        {
            if (number >= 0)
                _left.Array[number]++;
        }

        var referenceEnds = reference.LineEnds;
        var hits = 0;
        var start = 0;
        for (var line = 0; line < referenceEnds.Length;)
        {
            var end = referenceEnds[line];
            if (end - start > PositionSets.MostTokens)
            {
                line++;
                hits += HitsInLongLine(reference.Numbers[start..end], numbers, lineEnds);
            }
            else
            {
                var ends = 0ul;
                for (; line < referenceEnds.Length && referenceEnds[line] - start <= PositionSets.MostTokens; line++)
                {
                    end = referenceEnds[line];
                    ends |= 1ul << (end - start - 1);
                }

                hits += HitsInBlock(reference.Numbers[start..end], ends, numbers, lineEnds);
            }

            start = end;
        }

        return hits;
    }

    public void Trim()
    {
        _union.Trim();
        _longUnion.Trim();
        _lists.Trim();
        _left.Trim();
        _blockSets.Trim();
        _sets.Trim();
        _longLine.Trim();
    }

    /// <summary>The hits in as many lines as have up to 64 words together.</summary>
    private int HitsInBlock(ReadOnlySpan<int> block, ulong ends, ReadOnlySpan<int> numbers, ReadOnlySpan<int> lineEnds)
    {
        // The first set is that of words without a number, and stays empty.
        var blockSets = _blockSets.Array;
        for (var i = 0; i < block.Length; i++)
            blockSets[block[i] + 1] |= 1ul << i;

        _union.Begin(ends);
        var sets = _sets.Array;
        var start = 0;
        foreach (var end in lineEnds)
        {
            // Words in a row that the block does not have are as good as one.
            var count = 0;
            var before = 0ul;
            foreach (var number in numbers[start..end])
            {
                var set = blockSets[number + 1];
                sets[count] = set;
                count += (set | before) != 0 ? 1 : 0;
                before = set;
            }

            _union.Add(sets.AsSpan(0, count));
            start = end;
        }

        foreach (var number in block)
            blockSets[number + 1] = 0;
        return Take(_union.Union, block);
    }

    private int HitsInLongLine(ReadOnlySpan<int> line, ReadOnlySpan<int> numbers, ReadOnlySpan<int> lineEnds)
    {
        var width = (line.Length + 63) / 64;
        _longLine.Grow(width, 0);
        var union = _longLine.Array.AsSpan(0, width);
        union.Clear();
        _lists.Add(line);
        var start = 0;
        foreach (var end in lineEnds)
        {
            _longUnion.Add(numbers[start..end], _lists, union);
            start = end;
        }

        _lists.Remove(line);
        var hits = 0;
        for (var i = 0; i < width; i++)
            hits += Take(union[i], line[(i * 64)..]);
        return hits;
    }

    /// <summary>Counts the words of a line at the positions of a set, as far as the candidate has any left.</summary>
    private int Take(ulong positions, ReadOnlySpan<int> line)
    {
        var hits = 0;
        for (; positions != 0; positions &= positions - 1)
        {
            if (_left.Array[line[BitOperations.TrailingZeroCount(positions)]]-- > 0)
                hits++;
        }

        return hits;
    }
}
