using System.Buffers.Binary;
using System.Numerics;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>
/// A 64-bit hash that is the same in every process: multiply, rotate, and the finalizer of MurmurHash3, which spreads every bit over all.
/// </summary>
internal struct StableHash
{
    private ulong _state;

    public static StableHash Start => new() { _state = 0x9E3779B97F4A7C15 };

    public readonly long Value => (long)Mixed(_state);

    public void Add(long value) => Mix((ulong)value);

    public void Add(long kind, long value)
    {
        Mix((ulong)kind);
        Mix((ulong)value);
    }

    public void Add(ReadOnlySpan<byte> kind, long value)
    {
        Add(kind);
        Mix((ulong)value);
    }

    public void Add(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> value)
    {
        Add(kind);
        Add(value);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        // The length keeps neighbours apart.
        Mix((ulong)bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        ulong rest = 0;
        for (var i = 0; i < bytes.Length; i++)
            rest |= (ulong)bytes[i] << (8 * i);
        Mix(rest);
    }

    private void Mix(ulong value) =>
        _state = BitOperations.RotateLeft(_state ^ Mixed(value + 0x9E3779B97F4A7C15), 27) * 0x3C79AC492BA7B653 + 0x1C69B3F74AC4AE35;

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }
}
