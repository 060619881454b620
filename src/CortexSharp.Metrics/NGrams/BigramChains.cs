using System.Numerics;
using System.Runtime.CompilerServices;
using CortexSharp.Metrics.Text;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.NGrams;

/// <summary>
/// Clipped matches of the orders 1 to 4 against one longer reference. Only its bigrams are put into a table, each with the chain of positions where
/// it ends; as most bigrams occur once or twice, trigrams and 4-grams are found along the chain by comparing a window of four token numbers.
/// </summary>
/// <remarks>As in <see cref="PositionClaims"/> a candidate's n-gram claims a position that is still free. Once built it does not change.</remarks>
internal sealed class BigramChains
{
    public const int MostTokens = ushort.MaxValue - 1;

    // What the chains may cost, in steps for each token; a text such as "the the the" gives up here, and its n-grams are numbered instead.
    private const int MostStepsPerToken = 16;

    private const int Unit = 16;
    private const byte Trigram = 1;
    private const byte FourGram = 2;

    private static readonly ulong Multiplier = (ulong)Random.Shared.NextInt64() << 1 | 1;

    // Of each position: its token's number and the three before, the last one lowest; how often the bigram that ends there occurs, if the chain
    // begins there.
    private Pooled<ulong> _windows = new(0);
    private Pooled<ushort> _next = new(0);
    private Pooled<ushort> _bigrams = new(0);
    private Pooled<ushort> _unigrams = new(0);

    // The first position of each chain, below a part of its hash that makes it needless to look at wrong ones.
    private Pooled<uint> _slots = new(0);
    private int _count;
    private int _distinct;
    private int _shift;

    /// <summary>Takes in the reference's token numbers.</summary>
    public void Build(ReadOnlySpan<int> units, int distinct)
    {
        _count = units.Length;
        _distinct = distinct;
        _windows.Grow(_count, 0);
        _next.Grow(_count, 0);
        _bigrams.Grow(_count, 0);
        _unigrams.Grow(_distinct, 0);
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * _count) | 1);
        _slots.Grow(size, 0);
        _shift = 64 - BitOperations.Log2((uint)size);

        var windows = _windows.Array;
        var next = _next.Array;
        var bigrams = _bigrams.Array.AsSpan(0, _count);
        var unigrams = _unigrams.Array.AsSpan(0, _distinct);
        var slots = _slots.Array.AsSpan(0, size);
        bigrams.Clear();
        unigrams.Clear();
        slots.Clear();
        var window = 0ul;
        for (var position = 0; position < units.Length; position++)
        {
            unigrams[units[position]]++;
            window = (window << Unit) | (uint)(units[position] + 1);
            windows[position] = window;
            if (position == 0)
                continue;

            var hash = Hash(window);
            var slot = (int)(hash >> _shift);
            while (true)
            {
                var taken = slots[slot];
                if (taken == 0)
                {
                    slots[slot] = Tag(hash) | (uint)position;
                    next[position] = 0;
                    bigrams[position] = 1;
                    break;
                }

                var head = (ushort)taken;
                if (((taken ^ Tag(hash)) >> Unit) == 0 && (uint)windows[head] == (uint)window)
                {
                    next[position] = next[head];
                    next[head] = (ushort)position;
                    bigrams[head]++;
                    break;
                }

                slot = (slot + 1) & (slots.Length - 1);
            }
        }
    }

    /// <summary>Counts the matches of each order from 1 on, unless the chains are too long: then nothing is counted, and the answer is no.</summary>
    public bool TryCount(ReadOnlySpan<int> candidate, Span<int> matches)
    {
        using var unigramsLeft = new Scratch<ushort>(stackalloc ushort[512], _distinct);
        using var bigramsLeft = new Scratch<ushort>(stackalloc ushort[512], _count);
        using var claims = new Scratch<byte>(stackalloc byte[512], _count);
        var unigrams = unigramsLeft.Span;
        var bigrams = bigramsLeft.Span;
        var claimed = claims.Span;
        _unigrams.Array.AsSpan(0, _distinct).CopyTo(unigrams);
        _bigrams.Array.AsSpan(0, _count).CopyTo(bigrams);
        claimed.Clear();

        var windows = _windows.Array.AsSpan(0, _count);
        var next = _next.Array.AsSpan(0, _count);
        // The loop's own copies: the compiler cannot know that writing claims leaves the fields alone.
        ReadOnlySpan<uint> slots = _slots.Array.AsSpan(0, 1 << (64 - _shift));
        var shift = _shift;
        var steps = (long)MostStepsPerToken * (_count + candidate.Length);
        var longer = matches.Length switch { < 3 => 0, 3 => Trigram, _ => Trigram | FourGram };
        int matches1 = 0, matches2 = 0, matches3 = 0, matches4 = 0;

        // A number that the reference does not have stands for tokens that it does not have, and for what is before the text.
        var window = ulong.MaxValue;
        var previous = -1;
        foreach (var unit in candidate)
        {
            window = (window << Unit) | (ushort)(unit + (unit >> 31) + 1);
            if (unit >= 0)
            {
                matches1 += Claim(ref unigrams[unit]);

                if (previous >= 0 && Find(window, windows, slots, shift) is var position and > 0)
                {
                    matches2 += Claim(ref bigrams[position]);
                    var wanted = longer;
                    while (position > 0 && wanted != 0)
                    {
                        var difference = (windows[position] ^ window) >> (2 * Unit);
                        if ((ushort)difference == 0)
                        {
                            var found = (difference == 0 ? Trigram | FourGram : Trigram) & wanted & ~claimed[position];
                            claimed[position] |= (byte)found;
                            wanted &= ~found;
                            matches3 += found & Trigram;
                            matches4 += found >> 1;
                        }

                        position = next[position];
                        steps--;
                    }

                    if (steps < 0)
                        return false;
                }
            }

            previous = unit;
        }

        ReadOnlySpan<int> counts = [matches1, matches2, matches3, matches4];
        counts[..matches.Length].CopyTo(matches);
        return true;
    }

    public void Trim()
    {
        _windows.Trim();
        _next.Trim();
        _bigrams.Trim();
        _unigrams.Trim();
        _slots.Trim();
    }

    /// <summary>The first position of the chain of a window's last two tokens; 0 if there is none, as no bigram ends there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(ulong window, ReadOnlySpan<ulong> windows, ReadOnlySpan<uint> slots, int shift)
    {
        var hash = Hash(window);
        for (var slot = (int)(hash >> shift); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var taken = slots[slot];
            if (taken == 0 || (((taken ^ Tag(hash)) >> Unit) == 0 && (uint)windows[(ushort)taken] == (uint)window))
                return (ushort)taken;
        }
    }

    /// <summary>One of those that are left, if any is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Claim(ref ushort left)
    {
        var claimed = left > 0 ? 1 : 0;
        left -= (ushort)claimed;
        return claimed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong window) => (uint)window * Multiplier;

    /// <summary>Bits of the hash that do not choose the slot, in the upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Tag(ulong hash) => (uint)(hash >> 16) << Unit;
}
