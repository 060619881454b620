using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>
/// rouge_score's words: runs of ASCII letters and digits after lower-casing. Blocks of 64 characters become bit masks, whose edges are the words'
/// starts and ends.
/// </summary>
/// <remarks>
/// Two characters outside ASCII lower into it: the Kelvin sign to <c>k</c>, and <c>İ</c> to an <c>i</c> and a mark that ends the word. The
/// first is replaced on the way; for the second, of which a block can make no mask, the caller replaces the text.
/// </remarks>
internal static class AsciiWords
{
    private const int Block = 64;
    private const ushort KelvinSign = '\u212A';
    private const ushort DottedCapitalI = '\u0130';

    /// <summary>Finds the words. The list's narrow text becomes the lower-case text, with something that is no letter outside ASCII.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Where the words go.</param>
    /// <param name="lines">Where the number of words up to the end of each line that has any goes; <see langword="null"/> when nobody asks.</param>
    /// <returns><see langword="false"/> at an <c>İ</c>; the list is then of no use.</returns>
    public static bool TryFind(ReadOnlySpan<char> text, TokenList words, LineEnds? lines)
    {
        words.Clear(text.Length);
        var characters = MemoryMarshal.Cast<char, ushort>(text);
        var narrow = words.Narrow.AsSpan();
        var edges = new Edges(words, lines);
        var offset = 0;
        for (; offset <= characters.Length - Block; offset += Block)
        {
            if (!TryClassify(characters.Slice(offset, Block), narrow.Slice(offset, Block), out var letters, out var lineFeeds))
                return false;
            edges.Add(offset, letters, lineFeeds);
        }

        var rest = characters.Length - offset;
        if (rest > 0)
        {
            // The last block is read again from further back, so that nothing is read beyond the text.
            if (characters.Length >= Block)
            {
                var back = characters.Length - Block;
                if (!TryClassify(characters[back..], narrow.Slice(back, Block), out var letters, out var lineFeeds))
                    return false;
                edges.Add(offset, letters >> (Block - rest), lineFeeds >> (Block - rest));
            }
            else
            {
                Span<ushort> padded = stackalloc ushort[Block];
                characters.CopyTo(padded);
                if (!TryClassify(padded, narrow[..Block], out var letters, out var lineFeeds))
                    return false;
                edges.Add(0, letters, lineFeeds);
            }
        }

        edges.Close(characters.Length);
        words.IsPlain = true;
        return true;
    }

    private static bool TryClassify(ReadOnlySpan<ushort> characters, Span<byte> narrow, out ulong letters, out ulong lineFeeds)
    {
        letters = 0;
        lineFeeds = 0;
        for (var i = 0; i < Block; i += Vector128<byte>.Count)
        {
            var first = Vector128.Create(characters.Slice(i, 8));
            var second = Vector128.Create(characters.Slice(i + 8, 8));
            if (((first | second) & Vector128.Create((ushort)0xFF80)) != Vector128<ushort>.Zero
                && !TryMakeAscii(ref first, ref second))
            {
                return false;
            }

            var bytes = Vector128.Narrow(first, second);
            var lower = bytes | Vector128.Create((byte)0x20);
            lower.CopyTo(narrow.Slice(i, 16));
            var isWord = IsBetween(lower, (byte)'a', (byte)'z') | IsBetween(bytes, (byte)'0', (byte)'9');
            letters |= (ulong)isWord.ExtractMostSignificantBits() << i;
            lineFeeds |= (ulong)Vector128.Equals(bytes, Vector128.Create((byte)'\n')).ExtractMostSignificantBits() << i;
        }

        return true;
    }

    private static bool TryMakeAscii(ref Vector128<ushort> first, ref Vector128<ushort> second)
    {
        if (Vector128.EqualsAny(first, Vector128.Create(DottedCapitalI)) || Vector128.EqualsAny(second, Vector128.Create(DottedCapitalI)))
            return false;
        first = MakeAscii(first);
        second = MakeAscii(second);
        return true;
    }

    private static Vector128<ushort> MakeAscii(Vector128<ushort> characters) => Vector128.Min(
        Vector128.ConditionalSelect(Vector128.Equals(characters, Vector128.Create(KelvinSign)), Vector128.Create((ushort)'k'), characters),
        Vector128.Create((ushort)0x7F));

    private static Vector128<byte> IsBetween(Vector128<byte> values, byte low, byte high) =>
        Vector128.LessThanOrEqual(values - Vector128.Create(low), Vector128.Create((byte)(high - low)));

    /// <summary>Turns the masks of consecutive blocks into starts and ends.</summary>
    private ref struct Edges(TokenList words, LineEnds? lines)
    {
        // As many edges are written at once as a block of prose rarely exceeds, so that the loop's length is easily predicted.
        private const int Batch = 4;

        private int _started;
        private int _ended;
        private ulong _inWord;

        public void Add(int offset, ulong letters, ulong lineFeeds)
        {
            words.Reserve(_started, out var startArray, out var endArray);
            var before = (letters << 1) | _inWord;
            var starts = letters & ~before;
            var ends = before & ~letters;
            if (lines is not null)
                AddLines(starts, lineFeeds);

            _inWord = letters >> 63;
            var startPlaces = startArray.AsSpan(_started);
            var endPlaces = endArray.AsSpan(_ended);
            _started += BitOperations.PopCount(starts);
            _ended += BitOperations.PopCount(ends);
            while ((starts | ends) != 0)
            {
                for (var i = 0; i < Batch; i++)
                {
                    // What is written when no bit is left will be overwritten.
                    startPlaces[i] = offset + BitOperations.TrailingZeroCount(starts);
                    endPlaces[i] = offset + BitOperations.TrailingZeroCount(ends);
                    starts &= starts - 1;
                    ends &= ends - 1;
                }

                startPlaces = startPlaces[Batch..];
                endPlaces = endPlaces[Batch..];
            }
        }

        /// <summary>Ends the last word and line with the text.</summary>
        public readonly void Close(int length)
        {
            if (_started > _ended)
            {
                words.Reserve(_started, out _, out var ends);
                ends[_ended] = length;
            }

            words.Commit(_started);
            lines?.Add(_started);
        }

        private readonly void AddLines(ulong starts, ulong lineFeeds)
        {
            for (; lineFeeds != 0; lineFeeds &= lineFeeds - 1)
                lines!.Add(_started + BitOperations.PopCount(starts & (lineFeeds ^ (lineFeeds - 1))));
        }
    }
}
