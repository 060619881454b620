using System.Numerics;
using System.Runtime.CompilerServices;

namespace CortexSharp.Metrics.Tokens;

/// <summary>
/// Numbers the distinct tokens of a reference from 0 in the order of their first occurrence. An open-addressing table holds small numbers, the
/// keys lie densely behind it, so that clearing it and missing in it touch little memory. Any number of threads may look up while none adds.
/// </summary>
/// <remarks>
/// Slots are chosen by a multiply that folds its 128-bit product, with secrets of the process, so that no text can make probes long.
/// </remarks>
internal sealed class Vocabulary
{
    private const int SlotsPerToken = 4;
    private static readonly ulong FirstSecret = (ulong)Random.Shared.NextInt64() << 1 | 1;
    private static readonly ulong SecondSecret = (ulong)Random.Shared.NextInt64() << 1 | 1;

    // Slots hold the number plus one, which is where the key lies.
    private Pooled<int> _slots = new(0);
    private Pooled<ulong> _low = new(0);
    private Pooled<ulong> _high = new(0);
    private int _mask;
    private int _capacity;

    /// <summary>How many distinct tokens there are.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all tokens.</summary>
    /// <param name="capacity">How many distinct tokens to make room for; more make it grow.</param>
    public void Clear(int capacity)
    {
        Count = 0;
        SizeFor(capacity, 0);
    }

    /// <summary>Writes the number of each token, new ones for new tokens.</summary>
    /// <remarks>
    /// Whether a token is new is a toss-up that no processor predicts; so that it takes no branch, each is first put down as if it were.
    /// </remarks>
    public void Add(ReadOnlySpan<ulong> low, ReadOnlySpan<ulong> high, Span<int> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Add(low[i], high[i]);
    }

    /// <summary>Writes the number of each token, -1 for one that was not added.</summary>
    public void Find(ReadOnlySpan<ulong> low, ReadOnlySpan<ulong> high, Span<int> numbers)
    {
        // The loop's own copies: the compiler cannot know that writing numbers leaves the fields alone.
        var (slots, knownLow, knownHigh, mask) = (_slots.Array, _low.Array, _high.Array, _mask);
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Find(low[i], high[i], slots, knownLow, knownHigh, mask);
    }

    public int Add(ulong low, ulong high)
    {
        if (Count == _capacity)
            Grow();
        var (slots, knownLow, knownHigh, mask, next) = (_slots.Array, _low.Array, _high.Array, _mask, Count + 1);
        knownLow[next] = low;
        knownHigh[next] = high;
        for (var slot = Slot(low, high); ; slot++)
        {
            ref var taken = ref slots[slot & mask];
            var isNew = taken == 0 ? 1 : 0;
            var number = taken + (next & -isNew);
            if (((knownLow[number] ^ low) | (knownHigh[number] ^ high)) != 0)
                continue;
            taken = number;
            Count += isNew;
            return number - 1;
        }
    }

    public int Find(ulong low, ulong high) => Find(low, high, _slots.Array, _low.Array, _high.Array, _mask);

    public void Trim()
    {
        _slots.Trim();
        _low.Trim();
        _high.Trim();
    }

    private void SizeFor(int capacity, int used)
    {
        var slots = checked((int)BitOperations.RoundUpToPowerOf2((uint)checked(SlotsPerToken * (capacity + 1))));
        _slots.Grow(slots, 0);
        _slots.Array.AsSpan(0, slots).Clear();
        _mask = slots - 1;
        _capacity = slots / SlotsPerToken;
        _low.Grow(_capacity + 1, used);
        _high.Grow(_capacity + 1, used);
    }

    private void Grow()
    {
        SizeFor(_capacity, Count + 1);
        for (var number = 1; number <= Count; number++)
        {
            var slot = Slot(_low.Array[number], _high.Array[number]);
            while (_slots.Array[slot & _mask] != 0)
                slot++;
            _slots.Array[slot & _mask] = number;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(ulong low, ulong high, int[] slots, ulong[] knownLow, ulong[] knownHigh, int mask)
    {
        for (var slot = Slot(low, high); ; slot++)
        {
            // Not to be in the table ends the search as being there does: one branch for both, which is nearly always taken.
            var number = slots[slot & mask];
            var difference = (knownLow[number] ^ low) | (knownHigh[number] ^ high);
            if ((number == 0 ? 0 : difference) == 0)
                return number - 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slot(ulong low, ulong high)
    {
        var upper = Math.BigMul(low ^ FirstSecret, high ^ SecondSecret, out var lower);
        return (int)((upper ^ lower) >> 32);
    }
}
