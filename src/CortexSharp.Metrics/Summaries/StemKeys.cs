using System.Text;
using CortexSharp.Metrics.Text;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>
/// Turns the keys of words into those of their stems. Each thread remembers the stems of the words that it met last: a language has few frequent
/// words, and a key says all about a word, so that a remembered stem is never a wrong one.
/// </summary>
internal static class StemKeys
{
    // rouge_score stems words of more than three characters.
    private const int ShortestStemmed = 4;
    private const int Remembered = 1 << 10;

    [ThreadStatic]
    private static Entry[]? _entries;

    /// <summary>Replaces the keys of a list's ASCII words.</summary>
    /// <param name="words">The words and their keys.</param>
    /// <param name="table">Where long words have their numbers.</param>
    /// <param name="mayAdd">Whether the table may take in long stems.</param>
    public static void Replace(TokenList words, LongTokens table, bool mayAdd)
    {
        var entries = _entries ??= new Entry[Remembered];
        var low = words.Low;
        var high = words.High;
        var starts = words.Starts;
        var ends = words.Ends;
        for (var i = 0; i < words.Count; i++)
        {
            var length = ends[i] - starts[i];
            if (length < ShortestStemmed)
                continue;

            if (TokenKeys.IsPlain(low[i]))
            {
                ref var entry = ref entries[(int)(((low[i] ^ (high[i] >> 7)) * 0x9E3779B97F4A7C15) >> 54)];
                if (entry.Low != low[i] || entry.High != high[i])
                    entry = Stem(low[i], high[i], table);
                (low[i], high[i]) = (entry.StemLow, entry.StemHigh);
            }
            else if (!words.Narrow.AsSpan(starts[i], length).Contains((byte)0x7F))
            {
                (low[i], high[i]) = Stem(words.Narrow.AsSpan(starts[i], length), table, mayAdd);
            }
        }
    }

    private static Entry Stem(ulong low, ulong high, LongTokens table)
    {
        Span<char> word = stackalloc char[16];
        var length = TokenKeys.Characters(low, high, word).Length;
        var (stemLow, stemHigh) = TokenKeys.Of(word[..PorterStemmer.StemInPlace(word[..length])], table, mayAdd: false);
        return new Entry(low, high, stemLow, stemHigh);
    }

    private static (ulong Low, ulong High) Stem(ReadOnlySpan<byte> longWord, LongTokens table, bool mayAdd)
    {
        using var word = new Scratch<char>(stackalloc char[128], longWord.Length);
        Ascii.ToUtf16(longWord, word.Span, out _);
        return TokenKeys.Of(word.Span[..PorterStemmer.StemInPlace(word.Span)], table, mayAdd);
    }

    private readonly record struct Entry(ulong Low, ulong High, ulong StemLow, ulong StemHigh);
}
