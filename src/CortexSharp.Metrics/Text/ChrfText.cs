using CortexSharp.Metrics.NGrams;

namespace CortexSharp.Metrics.Text;

/// <summary>A text as chrF sees it: in lower case where that is asked for, and its code points as numbers.</summary>
internal ref struct ChrfText
{
    private readonly ReadOnlySpan<char> _text;
    private readonly int _count;
    private Scratch<char> _lowered;
    private Scratch<int> _codePoints;

    public ChrfText(ReadOnlySpan<char> text, ChrfOptions options)
    {
        _lowered = new([], options.Lowercase ? Lowercase.Capacity(text) : 0);
        _text = options.Lowercase ? _lowered.Span[..Lowercase.Write(text, _lowered.Span)] : text;
        _codePoints = new([], _text.Length);
        _count = WriteCodePoints(_text, _codePoints.Span, options.Whitespace);
    }

    private readonly ReadOnlySpan<int> CodePoints => _codePoints.Span[.._count];

    /// <summary>Counts the n-grams that this text, the candidate, shares with a reference.</summary>
    public readonly void Compare(ChrfText reference, ChrfOptions options, Span<double> statistics)
    {
        CompareUnits(CodePoints, reference.CodePoints, statistics[..(3 * options.CharacterOrder)]);
        if (options.WordOrder > 0)
            CompareWords(reference, statistics[(3 * options.CharacterOrder)..(3 * options.Orders)]);
    }

    public void Dispose()
    {
        _lowered.Dispose();
        _codePoints.Dispose();
    }

    private readonly void CompareWords(ChrfText reference, Span<double> statistics)
    {
        Span<int> matches = stackalloc int[statistics.Length / 3];
        var scratch = BleuScratch.Rent();
        var (words, referenceWords) = scratch.CountWords(_text, reference._text, matches);
        BleuScratch.Return(scratch);
        Write(words, referenceWords, matches, statistics);
    }

    private static void CompareUnits(ReadOnlySpan<int> candidate, ReadOnlySpan<int> reference, Span<double> statistics)
    {
        Span<int> matches = stackalloc int[statistics.Length / 3];
        CountShared(candidate, reference, matches);
        Write(candidate.Length, reference.Length, matches, statistics);
    }

    private static void Write(int candidate, int reference, ReadOnlySpan<int> matches, Span<double> statistics)
    {
        for (var order = 1; order <= matches.Length; order++)
        {
            var inReference = Math.Max(reference - order + 1, 0);
            var of = statistics.Slice(3 * (order - 1), 3);
            of[0] = inReference == 0 ? 0 : Math.Max(candidate - order + 1, 0);
            of[1] = inReference;
            of[2] = matches[order - 1];
        }
    }

    private static void CountShared(ReadOnlySpan<int> candidate, ReadOnlySpan<int> reference, Span<int> matches)
    {
        if (matches.Length <= SortedWindows.MostOrders && SortedWindows.TryCount(candidate, reference, matches))
            return;
        using var shared = new ClippedNGrams(candidate, reference, [reference.Length]);
        foreach (ref var count in matches)
            count = shared.CountNext();
    }

    private static int WriteCodePoints(ReadOnlySpan<char> text, Span<int> codePoints, bool whitespace)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                codePoints[count++] = char.ConvertToUtf32(c, text[++i]);
                continue;
            }

            // Without a branch: where a word ends is what no processor predicts.
            codePoints[count] = c;
            count += whitespace | !Whitespace.IsWhitespace(c) ? 1 : 0;
        }

        return count;
    }
}
