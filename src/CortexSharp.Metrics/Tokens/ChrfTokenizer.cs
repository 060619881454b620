using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tokens;

/// <summary>
/// The words of chrF++: what stands between white space, but of a longer one an ASCII punctuation mark at its end, or else at its start, is a word of
/// its own. By bit masks over 64 characters at a time, as <see cref="Blocks13a"/>.
/// </summary>
internal sealed class ChrfTokenizer() : BleuTokenizer("chrf++")
{
    private const int Length = BlockMasks.Length;

    public static ChrfTokenizer Words { get; } = new();

    internal override ReadOnlySpan<char> Split(ReadOnlySpan<char> text, TokenList tokens, ref Pooled<char> cleaned)
    {
        tokens.Clear(text.Length);
        ref var narrow = ref MemoryMarshal.GetArrayDataReference(tokens.Narrow);
        int position = 0, started = 0, ended = 0;
        ulong wordBefore = 0, cutBefore = 0, notPlain = 0;
        Span<char> last = stackalloc char[Length];
        do
        {
            scoped ReadOnlySpan<char> block = last;
            ulong wordNext = 0;
            if (position + Length <= text.Length)
            {
                block = text.Slice(position, Length);
                if (position + Length < text.Length && !Whitespace.IsWhitespace(text[position + Length]))
                    wordNext = 1ul << (Length - 1);
            }
            else
            {
                // The last block is filled up with spaces, which also end its last word.
                last.Fill(' ');
                text[position..].CopyTo(last);
            }

            var masks = BlockMasks.Of(block, ref Unsafe.Add(ref narrow, position));
            var word = ~masks.Space;
            var first = word & ~((word << 1) | wordBefore);
            var final = word & ~((word >> 1) | wordNext);
            var mark = masks.Alone | masks.Mark | masks.Hyphen | Apostrophes(ref Unsafe.Add(ref narrow, position));
            var cuts = (final & mark & ~first) | cutBefore;
            cutBefore = 0;
            for (var opening = first & mark & ~final; opening != 0; opening &= opening - 1)
            {
                if (EndsWithMark(text, position + BitOperations.TrailingZeroCount(opening)))
                    continue;
                var alone = opening & (0 - opening);
                cuts |= alone << 1;
                cutBefore |= alone >> (Length - 1);
            }

            tokens.Reserve(started, out var startArray, out var endArray);
            var starts = first | cuts;
            var ends = (((word << 1) | wordBefore) & ~word) | cuts;
            Positions.Write(starts, ends, position, ref startArray[started], ref endArray[ended]);
            started += BitOperations.PopCount(starts);
            ended += BitOperations.PopCount(ends);
            wordBefore = word >> (Length - 1);
            notPlain |= masks.NotPlain;
            position += Length;
        }
        while (position <= text.Length);

        tokens.Commit(ended);
        tokens.IsPlain = notPlain == 0;
        return text;
    }

    /// <summary>The one punctuation mark that is none in 13a.</summary>
    private static ulong Apostrophes(ref byte narrow)
    {
        var apostrophe = Vector256.Create((byte)'\'');
        var (lower, upper) = (Vector256.LoadUnsafe(ref narrow), Vector256.LoadUnsafe(ref narrow, (nuint)Vector256<byte>.Count));
        return NibbleClasses.Join(
            Vector256.Equals(lower, apostrophe).ExtractMostSignificantBits(), Vector256.Equals(upper, apostrophe).ExtractMostSignificantBits());
    }

    private static bool EndsWithMark(ReadOnlySpan<char> text, int word)
    {
        var end = word + 1;
        while (end < text.Length && !Whitespace.IsWhitespace(text[end]))
            end++;
        return Text.Characters.IsAsciiPunctuation(text[end - 1]);
    }
}
