using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CortexSharp.Metrics.Tokens;

/// <summary>Which of 64 characters are of which class of 13a: a bit each, the first character's the lowest.</summary>
internal readonly ref struct BlockMasks
{
    public const int Length = 64;

    private const byte SpaceBit = 1;
    private const byte AloneBit = 2;
    private const byte DigitBit = 4;
    private const byte MarkBit = 8;
    private const byte HyphenBit = 16;
    private const byte ToCleanBit = 32;
    private const byte LineFeedBit = 64;

    private static readonly Vector512<byte> LowerClasses = Vector512.Create(Classes(0));
    private static readonly Vector512<byte> UpperClasses = Vector512.Create(Classes(64));

    public ulong Space { get; init; }

    public ulong Alone { get; init; }

    public ulong Digit { get; init; }

    public ulong Mark { get; init; }

    public ulong Hyphen { get; init; }

    /// <summary>With what <see cref="Cleaning13a"/> replaces something may begin here.</summary>
    public ulong ToClean { get; init; }

    public ulong LineFeed { get; init; }

    /// <summary>The characters from U+007F on.</summary>
    public ulong NotPlain { get; init; }

    /// <summary>The masks of a block. Writes its narrow copy as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockMasks Of(ReadOnlySpan<char> block, ref byte narrow)
    {
        var characters = MemoryMarshal.Cast<char, ushort>(block);
        return Avx512Vbmi.IsSupported ? ByPermutation(characters, ref narrow) : ByNibbles(characters, ref narrow);
    }

    /// <summary>AVX-512 VBMI looks 64 bytes up in a table of 128 at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BlockMasks ByPermutation(ReadOnlySpan<ushort> block, ref byte narrow)
    {
        var limit = Vector512.Create((ushort)0x7F);
        var first = Vector512.Min(Vector512.Create(block), limit);
        var second = Vector512.Min(Vector512.Create(block[32..]), limit);
        var bytes = Vector512.Narrow(first, second);
        bytes.StoreUnsafe(ref narrow);
        var classes = Avx512Vbmi.PermuteVar64x8x2(LowerClasses, bytes, UpperClasses);
        var notPlain = Vector512.Equals(bytes, Vector512.Create((byte)0x7F)).ExtractMostSignificantBits();
        return new BlockMasks
        {
            Space = Of(classes, SpaceBit) | (notPlain == 0 ? 0 : OtherSpaces(block)),
            Alone = Of(classes, AloneBit),
            Digit = Of(classes, DigitBit),
            Mark = Of(classes, MarkBit),
            Hyphen = Of(classes, HyphenBit),
            ToClean = Of(classes, ToCleanBit),
            LineFeed = Of(classes, LineFeedBit),
            NotPlain = notPlain,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Of(Vector512<byte> classes, byte bit) =>
        ~Vector512.Equals(classes & Vector512.Create(bit), Vector512<byte>.Zero).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BlockMasks ByNibbles(ReadOnlySpan<ushort> block, ref byte narrow)
    {
        var first = new NibbleClasses(block, ref narrow);
        var second = new NibbleClasses(block[32..], ref Unsafe.Add(ref narrow, 32));
        var notPlain = NibbleClasses.Join(first.Is(0x7F), second.Is(0x7F));
        return new BlockMasks
        {
            Space = NibbleClasses.Join(first.Space, second.Space) | (notPlain == 0 ? 0 : OtherSpaces(block)),
            Alone = NibbleClasses.Join(first.Alone, second.Alone),
            Digit = NibbleClasses.Join(first.Digit, second.Digit),
            Mark = NibbleClasses.Join(first.Mark, second.Mark),
            Hyphen = NibbleClasses.Join(first.Is((byte)'-'), second.Is((byte)'-')),
            ToClean = NibbleClasses.Join(first.Is((byte)'&') | first.Is((byte)'<'), second.Is((byte)'&') | second.Is((byte)'<')),
            LineFeed = NibbleClasses.Join(first.Is((byte)'\n'), second.Is((byte)'\n')),
            NotPlain = notPlain,
        };
    }

    /// <summary>The white space beyond ASCII, which <see cref="Text.Whitespace"/> lists.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong OtherSpaces(ReadOnlySpan<ushort> block)
    {
        var spaces = 0ul;
        for (var i = 0; i < Length; i += Vector256<ushort>.Count)
        {
            var c = Vector256.Create(block[i..]);
            var isSpace = Vector256.Equals(c, Vector256.Create((ushort)0x85)) | Vector256.Equals(c, Vector256.Create((ushort)0xA0))
                | Vector256.Equals(c, Vector256.Create((ushort)0x1680)) | Vector256.Equals(c, Vector256.Create((ushort)0x3000))
                | Vector256.LessThanOrEqual(c - Vector256.Create((ushort)0x2000), Vector256.Create((ushort)0xA))
                | Vector256.Equals(c & Vector256.Create((ushort)0xFFFE), Vector256.Create((ushort)0x2028))
                | Vector256.Equals(c, Vector256.Create((ushort)0x202F)) | Vector256.Equals(c, Vector256.Create((ushort)0x205F));
            spaces |= (ulong)isSpace.ExtractMostSignificantBits() << i;
        }

        return spaces;
    }

    private static byte[] Classes(int first)
    {
        var classes = new byte[64];
        for (var i = 0; i < classes.Length; i++)
        {
            var c = (char)(first + i);
            classes[i] = Classes13a.Of(c) switch
            {
                CharacterClass.Space => SpaceBit,
                CharacterClass.Alone => AloneBit,
                CharacterClass.Number => DigitBit,
                CharacterClass.Mark => MarkBit,
                CharacterClass.Hyphen => HyphenBit,
                _ => 0,
            };
            classes[i] |= c switch { '&' or '<' => ToCleanBit, '\n' => LineFeedBit, _ => 0 };
        }

        return classes;
    }
}
