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
    private readonly Span<int> _candidateGrams;
    private readonly Span<int> _referenceGrams;

    // By number: the pair that an n-gram is, and how often one reference has it at most, and the present one.
    private readonly Span<ulong> _keys;
    private readonly Span<int> _most;
    private readonly Span<int> _current;

    private readonly Span<int> _slots;
    private Scratch<int> _memory;
    private Scratch<ulong> _keyMemory;
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
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * references.Length, 2));
        _shift = 64 - BitOperations.Log2((uint)slots);
        _keyMemory = new([], references.Length);
        _keys = _keyMemory.Span;
        _memory = new([], checked(candidate.Length + (3 * references.Length) + slots));
        var rest = _memory.Span;
        _candidateGrams = Take(ref rest, candidate.Length);
        _referenceGrams = Take(ref rest, references.Length);
        _most = Take(ref rest, references.Length);
        _current = Take(ref rest, references.Length);
        _slots = rest;

        // Before the first order, every place begins with the same empty n-gram.
        _candidateGrams.Clear();
        _referenceGrams.Clear();
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
        _memory.Dispose();
        _keyMemory.Dispose();
    }

    private static Span<int> Take(scoped ref Span<int> memory, int length)
    {
        var taken = memory[..length];
        memory = memory[length..];
        return taken;
    }

    private void NumberReferences()
    {
        _distinct = 0;
        _slots.Clear();
        _most.Clear();
        _current.Clear();
        var grams = _referenceGrams;
        var start = 0;
        foreach (var end in _ends)
        {
            var last = end - _order;
            for (var i = start; i <= last; i++)
            {
                var number = Add(Key(grams[i], _references[i + _order - 1]));
                grams[i] = number;
                _most[number] = Math.Max(_most[number], ++_current[number]);
            }

            for (var i = start; i <= last; i++)
                _current[grams[i]] = 0;
            start = end;
        }
    }

    private readonly int CountCandidate()
    {
        var grams = _candidateGrams;
        var matches = 0;
        for (var i = 0; i <= grams.Length - _order; i++)
        {
            if (grams[i] < 0)
                continue;
            var number = Find(Key(grams[i], _candidate[i + _order - 1]), out _);
            grams[i] = number;
            if (number >= 0 && _most[number]-- > 0)
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
        _keys[_distinct] = key;
        _slots[slot] = ++_distinct;
        return _distinct - 1;
    }

    private readonly int Find(ulong key, out int slot)
    {
        slot = (int)((key * Multiplier) >> _shift);
        while (_slots[slot] is var taken and > 0)
        {
            if (_keys[taken - 1] == key)
                return taken - 1;
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return -1;
    }
}
