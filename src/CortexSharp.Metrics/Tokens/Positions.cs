using System.Numerics;
using System.Runtime.CompilerServices;

namespace CortexSharp.Metrics.Tokens;

/// <summary>Turns bit masks into positions.</summary>
internal static class Positions
{
    private const int AtOnce = 12;

    /// <summary>
    /// Writes where tokens start and end. Both at once and a dozen at a time, more than there are if need be, as a wrongly predicted end of a loop
    /// costs more than all of them. So there must be room for a dozen beyond the last one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ulong starts, ulong ends, int position, ref int start, ref int end)
    {
        do
        {
            Four(ref starts, position, ref start);
            Four(ref ends, position, ref end);
            Four(ref starts, position, ref Unsafe.Add(ref start, 4));
            Four(ref ends, position, ref Unsafe.Add(ref end, 4));
            Four(ref starts, position, ref Unsafe.Add(ref start, 8));
            Four(ref ends, position, ref Unsafe.Add(ref end, 8));
            start = ref Unsafe.Add(ref start, AtOnce);
            end = ref Unsafe.Add(ref end, AtOnce);
        }
        while ((starts | ends) != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(ref ulong mask, int position, ref int destination)
    {
        for (var i = 0; i < 4; i++)
        {
            Unsafe.Add(ref destination, i) = position + BitOperations.TrailingZeroCount(mask);
            mask &= mask - 1;
        }
    }
}
