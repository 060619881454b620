using System.Numerics;
using System.Security.Cryptography;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.NGrams;

/// <summary>
/// Counts, order by order, the n-grams of a candidate that its references have too, each as often as the reference that has it most often.
/// </summary>
/// <remarks>
/// An n-gram is the (n-1)-gram that begins where it does, and one unit more, and its number is the first place where a reference has it: so the hash
/// of a pair of numbers finds it, and the units at that place tell whether it is the right one. Linear in the texts, with some 20 bytes of pooled
/// memory for each unit. The hash is multiplied by a random number, so that no input can be made to collide.
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

    // By number: how often one reference has it at most, and the present one. For an only reference that is the same, and one memory.
    private Scratch<int> _most;
    private Scratch<int> _current;

    // The numbers plus one.
    private Scratch<int> _slots;
    private int _order;
    private bool _isOver;

    /// <param name="candidate">
    /// The candidate's units: words or characters as numbers, equal ones as equal numbers; -1 for one that no reference has.
    /// </param>
    /// <param name="references">The units of all references, one behind the other.</param>
    /// <param name="ends">Where each reference ends.</param>
    public ClippedNGrams(ReadOnlySpan<int> candidate, ReadOnlySpan<int> references, ReadOnlySpan<int> ends)
    {
        _candidate = candidate;
        _references = references;
        _ends = ends;
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(checked(2 * references.Length), 2));
        _shift = 64 - BitOperations.Log2((uint)slots);
        _candidateGrams = new([], candidate.Length);
        _referenceGrams = new([], references.Length);
        _most = new([], references.Length);
        _current = new([], ends.Length > 1 ? references.Length : 0);
        _slots = new([], slots);

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
        _most.Dispose();
        _current.Dispose();
        _slots.Dispose();
    }

    private readonly void NumberReferences()
    {
        var grams = _referenceGrams.Span;
        var most = _most.Span;
        var slots = _slots.Span;
        var current = _ends.Length > 1 ? _current.Span : most;
        slots.Clear();
        most.Clear();
        current.Clear();
        var start = 0;
        foreach (var end in _ends)
        {
            var last = end - _order;
            for (var i = start; i <= last; i++)
            {
                var number = Find(grams[i], _references.Slice(i, _order), out var slot);
                if (number < 0)
                {
                    number = i;
                    slots[slot] = i + 1;
                }

                grams[i] = number;
                most[number] = Math.Max(most[number], ++current[number]);
            }

            for (var i = start; i <= last && end < _references.Length; i++)
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
            var number = Find(grams[i], _candidate.Slice(i, _order), out _);
            grams[i] = number;
            if (number >= 0 && most[number]-- > 0)
                matches++;
        }

        return matches;
    }

    /// <summary>The number of an n-gram, -1 if it has none, and the slot where that is or would be.</summary>
    /// <param name="shorter">The number of the (n-1)-gram that it begins with.</param>
    /// <param name="units">Its units.</param>
    /// <param name="slot">The slot.</param>
    private readonly int Find(int shorter, ReadOnlySpan<int> units, out int slot)
    {
        var slots = _slots.Span;
        slot = (int)(((((ulong)(uint)shorter << 32) | (uint)units[^1]) * Multiplier) >> _shift);
        while (slots[slot] is var taken and > 0)
        {
            if (_references.Slice(taken - 1, units.Length).SequenceEqual(units))
                return taken - 1;
            slot = (slot + 1) & (slots.Length - 1);
        }

        return -1;
    }
}
