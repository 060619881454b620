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
    private readonly CandidatePlaces _places = new();
    private Pooled<int> _left = new(0);
    private Pooled<int> _sharedPlaces = new(0);
    private Pooled<ulong> _shared = new(0);
    private Pooled<ulong> _lineSets = new(0);
    private Pooled<ulong> _sets = new(0);
    private Pooled<ulong> _longLine = new(0);

    /// <summary>The hits in a reference of up to 64 words.</summary>
    /// <param name="sets">For each word of the candidate, its positions in the reference.</param>
    /// <param name="lineEnds">The candidate's lines.</param>
    /// <param name="reference">The reference.</param>
    public int Hits(ReadOnlySpan<ulong> sets, ReadOnlySpan<int> lineEnds, ReferenceText reference)
    {
        var union = 0ul;
        var start = 0;
        foreach (var end in reference.LineEnds)
        {
            var line = (ulong.MaxValue >> (64 - end)) & (ulong.MaxValue << start);
            var candidateStart = 0;
            foreach (var candidateEnd in lineEnds)
            {
                union = _union.Add(sets[candidateStart..candidateEnd], line, union);
                candidateStart = candidateEnd;
            }

            start = end;
        }

        return PositionRuns.Count(sets, union);
    }

    /// <summary>The hits in a reference of more words.</summary>
    /// <param name="numbers">The number of each word of the candidate; -1 where the reference does not have it.</param>
    /// <param name="lineEnds">The candidate's lines.</param>
    /// <param name="reference">The reference.</param>
    public int Hits(ReadOnlySpan<int> numbers, ReadOnlySpan<int> lineEnds, ReferenceText reference)
    {
        var distinct = reference.Vocabulary.Count;
        _left.Grow(distinct, 0);
        _lineSets.Grow(distinct, 0);
        _lineSets.Array.AsSpan(0, distinct).Clear();
        _lists.Clear(distinct);
        _sets.Grow(numbers.Length, 0);
        _sharedPlaces.Grow(numbers.Length, 0);
        _shared.Grow((numbers.Length + 63) / 64, 0);
        _shared.Array.AsSpan(0, (numbers.Length + 63) / 64).Clear();
        _places.Fill(numbers, lineEnds, distinct);
        for (var number = 0; number < distinct; number++)
            _left.Array[number] = _places.Of(number).Length;

        var hits = 0;
        var start = 0;
        foreach (var end in reference.LineEnds)
        {
            var line = reference.Numbers[start..end];
            hits += line.Length <= PositionSets.MostTokens ? HitsInLine(line, numbers, lineEnds) : HitsInLongLine(line, numbers, lineEnds);
            start = end;
        }

        return hits;
    }

    public void Trim()
    {
        _union.Trim();
        _longUnion.Trim();
        _lists.Trim();
        _places.Trim();
        _left.Trim();
        _sharedPlaces.Trim();
        _shared.Trim();
        _lineSets.Trim();
        _sets.Trim();
        _longLine.Trim();
    }

    private int HitsInLine(ReadOnlySpan<int> line, ReadOnlySpan<int> numbers, ReadOnlySpan<int> lineEnds)
    {
        var lineSets = _lineSets.Array;
        var shared = _shared.Array.AsSpan(0, (numbers.Length + 63) / 64);
        for (var i = 0; i < line.Length; i++)
        {
            if (lineSets[line[i]] == 0)
            {
                foreach (var place in _places.Of(line[i]))
                    shared[place / 64] |= 1ul << place;
            }

            lineSets[line[i]] |= 1ul << i;
        }

        var hits = Take(Union(shared, numbers, lineEnds), line);
        foreach (var number in line)
            lineSets[number] = 0;
        return hits;
    }

    /// <summary>The union of a reference line with each line of the candidate that shares a word with it. Clears the set of shared words.</summary>
    private ulong Union(Span<ulong> shared, ReadOnlySpan<int> numbers, ReadOnlySpan<int> lineEnds)
    {
        var sets = _sets.Array;
        var places = _sharedPlaces.Array;
        var union = 0ul;
        var count = 0;
        var end = 0;
        for (var i = 0; i < shared.Length; i++)
        {
            for (var word = shared[i]; word != 0; word &= word - 1)
            {
                var place = (i * 64) + BitOperations.TrailingZeroCount(word);
                if (place >= end)
                {
                    union = _union.Add(sets.AsSpan(0, count), places.AsSpan(0, count), end, union);
                    count = 0;
                    end = lineEnds[_places.LineOf(place)];
                }

                sets[count] = _lineSets.Array[numbers[place]];
                places[count++] = place;
            }

            shared[i] = 0;
        }

        return _union.Add(sets.AsSpan(0, count), places.AsSpan(0, count), end, union);
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
