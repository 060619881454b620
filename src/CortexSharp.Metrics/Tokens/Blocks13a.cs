using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CortexSharp.Metrics.Tokens;

/// <summary>
/// 13a by bit masks over 64 characters at a time: a bit for each character of a class, token starts and ends by shifts of such masks, positions
/// by counting trailing zeros. After Langdale and Lemire, Parsing Gigabytes of JSON per Second (2019), who find JSON's structure this way. The same
/// tokens as
/// <see cref="MarkTokenizer"/> with <see cref="Classes13a"/>, where the rules are explained.
/// </summary>
internal static class Blocks13a
{
    private const int Length = BlockMasks.Length;

    /// <summary>
    /// Splits a text, unless something in it may need <see cref="Cleaning13a"/>: then the tokens are of no use, and the answer is no.
    /// </summary>
    public static bool TrySplit(ReadOnlySpan<char> text, TokenList tokens)
    {
        tokens.Clear(text.Length);
        ref var narrow = ref MemoryMarshal.GetArrayDataReference(tokens.Narrow);
        int position = 0, started = 0, ended = 0;

        // What the character before the block is; before the text stands a space.
        ulong digitBefore = 0, markBefore = 0, hyphenBefore = 0, aloneBefore = 0, wordBefore = 0, edgeBefore = 1;
        ulong special = 0, toClean = 0;
        Span<char> last = stackalloc char[Length];
        do
        {
            ulong digitNext = 0;
            scoped ReadOnlySpan<char> block;
            if (position + Length <= text.Length)
            {
                block = text.Slice(position, Length);
                if (position + Length < text.Length && char.IsAsciiDigit(text[position + Length]))
                    digitNext = 1ul << (Length - 1);
            }
            else
            {
                // The last block is filled up with spaces, which also end its last token.
                last.Fill(' ');
                text[position..].CopyTo(last);
                block = last;
            }

            var masks = BlockMasks.Of(block, ref Unsafe.Add(ref narrow, position));
            var afterDigit = (masks.Digit << 1) | digitBefore;
            var afterMark = (masks.Mark << 1) | markBefore;
            var beforeDigit = (masks.Digit >> 1) | digitNext;
            var glued = masks.Mark & beforeDigit & afterDigit;
            var runs = masks.Mark & beforeDigit & afterMark;
            if (runs != 0)
                glued |= GluedAfterRun(text, position, runs);

            var alone = masks.Alone | (masks.Mark & ~glued) | (masks.Hyphen & afterDigit);
            var edge = masks.Space | alone;
            var starts = ~masks.Space & (alone | (edge << 1) | edgeBefore);
            var ends = ((~masks.Space << 1) | wordBefore) & (edge | (alone << 1) | aloneBefore);
            toClean |= masks.ToClean | (masks.LineFeed & ((masks.Hyphen << 1) | hyphenBefore));
            special |= masks.NotPlain;

            digitBefore = masks.Digit >> (Length - 1);
            markBefore = masks.Mark >> (Length - 1);
            hyphenBefore = masks.Hyphen >> (Length - 1);
            aloneBefore = alone >> (Length - 1);
            wordBefore = ~masks.Space >> (Length - 1);
            edgeBefore = edge >> (Length - 1);

            tokens.Reserve(started, out var startArray, out var endArray);
            Positions.Write(starts, ends, position, ref startArray[started], ref endArray[ended]);
            started += BitOperations.PopCount(starts);
            ended += BitOperations.PopCount(ends);
            position += Length;
        }
        while (position <= text.Length);

        tokens.Commit(ended);
        tokens.IsPlain = special == 0;
        return toClean == 0;
    }

    /// <summary>Of the marks that follow others and precede a digit, rare as they are, those that stay with the digit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong GluedAfterRun(ReadOnlySpan<char> text, int position, ulong candidates)
    {
        var glued = 0ul;
        for (; candidates != 0; candidates &= candidates - 1)
        {
            var first = position + BitOperations.TrailingZeroCount(candidates);
            var run = 1;
            for (; first > 0 && text[first - 1] is '.' or ','; first--)
                run++;
            if ((run % 2 == 1) == (first > 0 && char.IsAsciiDigit(text[first - 1])))
                glued |= candidates & (~candidates + 1);
        }

        return glued;
    }
}
