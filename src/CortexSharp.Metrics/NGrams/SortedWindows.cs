using System.Numerics;
using System.Runtime.Intrinsics;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.NGrams;

/// <summary>
/// Counts the n-grams that two texts share, of all orders in one pass: a window of as many units as the highest order begins at every place of both
/// texts, as a number with the first unit on top, so that sorting brings those together that begin with the same n-gram, whatever the order.
/// </summary>
/// <remarks>
/// For texts of few different units, such as the characters of most languages, of which a window fits into 64 bits. Sorted by digits, without a
/// branch that depends on the texts; linear, with 16 bytes of scratch memory for each unit of both.
/// </remarks>
internal static class SortedWindows
{
    public const int MostOrders = 8;

    // The lowest bit tells whose window it is, the others are for units.
    private const int Bits = 64;
    private const ulong OfReference = 1;

    // Numbers of more bits would need a table larger than the texts.
    private const int MostWidth = 16;

    // Beyond it the memory is that of texts; n-grams that are numbered take less.
    private const int MostUnits = 1 << 19;

    private const int MostDigit = 11;

    private static readonly Vector256<int> Orders = Vector256.Create(1, 2, 3, 4, 5, 6, 7, 8);

    /// <summary>Counts the matches of each order from 1 on, each n-gram as often as both texts have it; not if there are too many units.</summary>
    /// <param name="candidate">The candidate's units.</param>
    /// <param name="reference">The reference's units.</param>
    /// <param name="matches">Takes the count of each order, at most eight.</param>
    public static bool TryCount(ReadOnlySpan<int> candidate, ReadOnlySpan<int> reference, Span<int> matches)
    {
        var count = (long)candidate.Length + reference.Length;
        if (count > MostUnits || matches.Length > MostOrders)
            return false;

        // One number stands for the end of the text, and one for units that the reference does not have.
        var most = Math.Min(reference.Length, (1 << Math.Min((Bits - 1) / matches.Length, MostWidth)) - 2);
        using var slots = new Scratch<ulong>(stackalloc ulong[256], UnitNumbers.SlotsFor(most));
        var numbers = new UnitNumbers(slots.Span);
        if (!numbers.TryAdd(reference, most, out var different))
            return false;

        using var windows = new Scratch<ulong>(stackalloc ulong[256], (int)count);
        using var others = new Scratch<ulong>(stackalloc ulong[256], (int)count);
        var width = BitOperations.Log2((uint)different + 1) + 1;
        var unused = Bits - (width * matches.Length);
        Write(candidate, numbers, width, unused, windows.Span[..candidate.Length], 0);
        Write(reference, numbers, width, unused, windows.Span[candidate.Length..], OfReference);
        Span<int> counts = stackalloc int[MostOrders];
        Count(Sorted(windows.Span, others.Span, unused), width).CopyTo(counts);
        counts[..matches.Length].CopyTo(matches);
        return true;
    }

    private static void Write(ReadOnlySpan<int> units, UnitNumbers numbers, int width, int unused, Span<ulong> windows, ulong whose)
    {
        var unknown = (1u << width) - 1;
        var window = 0ul;
        for (var i = units.Length - 1; i >= 0; i--)
        {
            var number = numbers.Find(units[i]);
            window = ((window >> width) | ((ulong)(number == 0 ? unknown : number) << (Bits - width))) >> unused << unused;
            windows[i] = window | whose;
        }
    }

    /// <summary>Sorts by digits of as many bits as windows make worth while, the lowest first.</summary>
    private static Span<ulong> Sorted(Span<ulong> windows, Span<ulong> others, int unused)
    {
        var most = Math.Clamp(BitOperations.Log2((uint)windows.Length | 1), 4, MostDigit);
        var digits = (Bits - unused + most - 1) / most;
        var digit = (Bits - unused + digits - 1) / digits;
        using var places = new Scratch<int>(stackalloc int[256], 1 << digit);
        var next = places.Span;
        var mask = next.Length - 1;
        for (var shift = unused; shift < Bits; shift += digit)
        {
            next.Clear();
            foreach (var window in windows)
                next[(int)(window >> shift) & mask]++;
            var sum = 0;
            foreach (ref var place in next)
                (place, sum) = (sum, sum + place);
            foreach (var window in windows)
                others[next[(int)(window >> shift) & mask]++] = window;
            var sorted = others;
            others = windows;
            windows = sorted;
        }

        return windows;
    }

    /// <summary>Counts what both texts have among the windows in order; a lane for each order of n-grams.</summary>
    private static Vector256<int> Count(ReadOnlySpan<ulong> windows, int width)
    {
        // Exact for numbers up to 64.
        var reciprocal = ((1 << 16) / width) + 1;
        var (inCandidate, inReference, matches) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        var previous = 0ul;
        foreach (var marked in windows)
        {
            var window = marked & ~OfReference;
            var whose = -(int)(marked & OfReference);
            var alike = (BitOperations.LeadingZeroCount(window ^ previous) * reciprocal) >> 16;
            var length = (((Bits - 1 - BitOperations.TrailingZeroCount(window)) * reciprocal) >> 16) + 1;
            var ended = Vector256.GreaterThan(Orders, Vector256.Create(alike));
            var begun = Vector256.LessThanOrEqual(Orders, Vector256.Create(length));
            matches += Vector256.Min(inCandidate, inReference) & ended;
            inCandidate = Vector256.AndNot(inCandidate, ended) - (begun & Vector256.Create(~whose));
            inReference = Vector256.AndNot(inReference, ended) - (begun & Vector256.Create(whose));
            previous = window;
        }

        return matches + Vector256.Min(inCandidate, inReference);
    }
}
