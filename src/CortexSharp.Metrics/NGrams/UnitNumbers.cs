using System.Numerics;
using System.Security.Cryptography;

namespace CortexSharp.Metrics.NGrams;

/// <summary>Numbers the different units of a text from 1 on, so that several of them fit into a machine word.</summary>
/// <remarks>An open hash table. The hash is multiplied by a random number, so that no input can be made to collide.</remarks>
internal readonly ref struct UnitNumbers
{
    private static readonly ulong Multiplier = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    // The unit in the upper half, its number below; 0 where there is none.
    private readonly Span<ulong> _slots;
    private readonly int _shift;

    /// <param name="slots">As many places as <see cref="SlotsFor"/> says.</param>
    public UnitNumbers(Span<ulong> slots)
    {
        _slots = slots;
        _shift = 64 - BitOperations.Log2((uint)slots.Length);
        slots.Clear();
    }

    /// <summary>How many places to give for so many different units.</summary>
    public static int SlotsFor(int units) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(checked(2 * units), 2));

    /// <summary>Numbers all units of a text, unless it has more different ones than allowed.</summary>
    /// <param name="units">The text.</param>
    /// <param name="most">How many different units may be.</param>
    /// <param name="count">How many there are.</param>
    public bool TryAdd(ReadOnlySpan<int> units, int most, out int count)
    {
        count = 0;
        foreach (var unit in units)
        {
            ref var slot = ref Slot(unit);
            if (slot != 0)
                continue;
            if (count == most)
                return false;
            slot = ((ulong)(uint)unit << 32) | (uint)++count;
        }

        return true;
    }

    /// <summary>The number of a unit; 0 for one that the text does not have.</summary>
    public uint Find(int unit) => (uint)Slot(unit);

    /// <summary>Where a unit is, or would be.</summary>
    private ref ulong Slot(int unit)
    {
        var index = (int)(((uint)unit * Multiplier) >> _shift);
        while (_slots[index] is var taken and not 0 && (uint)(taken >> 32) != (uint)unit)
            index = (index + 1) & (_slots.Length - 1);
        return ref _slots[index];
    }
}
