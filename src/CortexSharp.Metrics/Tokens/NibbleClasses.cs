using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CortexSharp.Metrics.Tokens;

/// <summary>
/// 32 characters classified without AVX-512: spaces and punctuation are products of sets of low and of high nibbles, eight of them, so that two table
/// look-ups and an AND find all of them at once. After Langdale and Lemire, as <see cref="Blocks13a"/>.
/// </summary>
internal readonly ref struct NibbleClasses
{
    // The products, a bit each: 0x {9-D}, 1x {C-F}, 20 are spaces; 2x {1-6, 8-B, F}, 3x {A-F}, {4,6}x 0, 5x {B-F}, 7x {B-E} are punctuation.
    private const byte Spaces = 0x07;

    private readonly Vector256<byte> _bytes;
    private readonly Vector256<byte> _products;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NibbleClasses(ReadOnlySpan<ushort> block, ref byte narrow)
    {
        var limit = Vector256.Create((ushort)0x7F);
        _bytes = Vector256.Narrow(Vector256.Min(Vector256.Create(block), limit), Vector256.Min(Vector256.Create(block[16..]), limit));
        _bytes.StoreUnsafe(ref narrow);
        var byLow = Vector128.Create(0x24, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0, 0x08, 0x09, 0x19, 0xD9, 0xD3, 0xD3, 0xD2, 0x5A);
        var byHigh = Vector128.Create(0x01, 0x02, 0x0C, 0x10, 0x20, 0x40, 0x20, 0x80, 0, 0, 0, 0, 0, 0, 0, 0);
        _products = LookUp(byLow, _bytes & Vector256.Create((byte)0xF)) & LookUp(byHigh, _bytes >>> 4);
    }

    public uint Space => ~Vector256.Equals(_products & Vector256.Create(Spaces), Vector256<byte>.Zero).ExtractMostSignificantBits();

    public uint Alone => Vector256.GreaterThan(_products, Vector256.Create(Spaces)).ExtractMostSignificantBits();

    public uint Digit => Vector256.LessThan(_bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10)).ExtractMostSignificantBits();

    /// <summary>A comma differs from a full stop in one bit.</summary>
    public uint Mark => Vector256.Equals(_bytes | Vector256.Create((byte)('.' ^ ',')), Vector256.Create((byte)'.')).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Is(byte c) => Vector256.Equals(_bytes, Vector256.Create(c)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Join(uint first, uint second) => first | ((ulong)second << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> LookUp(Vector128<byte> table, Vector256<byte> indices) => Avx2.IsSupported
        ? Avx2.Shuffle(Vector256.Create(table, table), indices)
        : Vector256.Create(Vector128.ShuffleNative(table, indices.GetLower()), Vector128.ShuffleNative(table, indices.GetUpper()));
}
