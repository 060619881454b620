using System.Numerics;
using System.Security.Cryptography;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.NGrams;

/// <summary>Counts, order by order, the n-grams of a candidate that its references have too, each as often as the reference that has it most often.</summary>
/// <remarks>
/// An n-gram is the (n-1)-gram that begins where it does, and one unit more: numbering both makes it a pair of numbers, so that no order costs more
/// than the first. Linear in the texts, with some 30 bytes of pooled memory for each unit. The hash is multiplied by a random number, so that no
/// input can be made to collide.
/// </remarks>
internal ref struct ClippedNGrams
{
    private static readonly ulong Multiplier = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private readonly ReadOnlySpan<int> _candidate;
    private readonly ReadOnlySpan<int> _references;
    private readonly ReadOnlySpan<int> _ends;
    private readonly int _shift;

    // The number of the (n-1)-gram that begins at each place; -1 where no reference has it.
    private Scratch<int> _candidateGrams;
    private Scratch<int> _referenceGrams;

    private Scratch<int> _slots;
    private Scratch<ulong> _keys;
    private Scratch<int> _most;
    private Scratch<int> _current;
    private int _distinct;
    private int _order;
    private bool _isOver;

    /// <param name="candidate">The candidate's units: words or characters as numbers, equal ones as equal numbers; -1 for one that no reference has.</param>
    /// <param name="references">The units of all references, one behind the other.</param>
    /// <param name="ends">Where each reference ends.</param>
    public ClippedNGrams(ReadOnlySpan<int> candidate, ReadOnlySpan<int> references, ReadOnlySpan<int> ends)
    {
        _candidate = candidate;
        _references = references;
        _ends = ends;
        var slots = BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * references.Length, 2));
        _shift = 64 - BitOperations.Log2(slots);
        _candidateGrams = new([], candidate.Length);
        _referenceGrams = new([], references.Length);
        _slots = new([], checked((int)slots));
        _keys = new([], references.Length);
        _most = new([], references.Length);
        _current = new([], references.Length);

        // Before the first order, every place begins with the same empty n-gram.
        _candidateGrams.Span.Clear();
        _referenceGrams.Span.Clear();
    }

    /// <summary>Goes on to the next order, the first time to 1, and counts its matches.</summary>
    public int CountNext()
    {
        _order++;
        if (_isOver)
            return 0;
        NumberReferences();
        var matches = CountCandidate();
        _isOver = matches == 0;
        return matches;
    }

    public void Dispose()
    {
        _candidateGrams.Dispose();
        _referenceGrams.Dispose();
        _slots.Dispose();
        _keys.Dispose();
        _most.Dispose();
        _current.Dispose();
    }

    private void NumberReferences()
    {
        _distinct = 0;
        _slots.Span.Clear();
        _most.Span.Clear();
        _current.Span.Clear();
        var grams = _referenceGrams.Span;
        var most = _most.Span;
        var current = _current.Span;
        var start = 0;
        foreach (var end in _ends)
        {
            var last = end - _order;
            for (var i = start; i <= last; i++)
            {
                var number = Add(Key(grams[i], _references[i + _order - 1]));
                grams[i] = number;
                most[number] = Math.Max(most[number], ++current[number]);
            }

            for (var i = start; i <= last; i++)
                current[grams[i]] = 0;
            start = end;
        }
    }

    private readonly int CountCandidate()
    {
        var grams = _candidateGrams.Span;
        var most = _most.Span;
        var matches = 0;
        for (var i = 0; i <= grams.Length - _order; i++)
        {
            if (grams[i] < 0)
                continue;
            var number = Find(Key(grams[i], _candidate[i + _order - 1]), out _);
            grams[i] = number;
            if (number >= 0 && most[number]-- > 0)
                matches++;
        }

        return matches;
    }

    private static ulong Key(int gram, int unit) => ((ulong)(uint)gram << 32) | (uint)unit;

    private int Add(ulong key)
    {
        var number = Find(key, out var slot);
        if (number >= 0)
            return number;
        _keys.Span[_distinct] = key;
        _slots.Span[slot] = ++_distinct;
        return _distinct - 1;
    }

    private readonly int Find(ulong key, out int slot)
    {
        var slots = _slots.Span;
        var keys = _keys.Span;
        slot = (int)((key * Multiplier) >> _shift);
        while (slots[slot] is var taken and > 0)
        {
            if (keys[taken - 1] == key)
                return taken - 1;
            slot = (slot + 1) & (slots.Length - 1);
        }

        return -1;
    }
}
