using System.Numerics;
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
        // Counted first: room for as many words as there are characters would be most of the memory.
        var (words, referenceWords) = (CountWords(_text), CountWords(reference._text));
        using var units = new Scratch<int>(stackalloc int[64], words);
        using var referenceUnits = new Scratch<int>(stackalloc int[64], referenceWords);
        using var entries = new Scratch<WordTable.Entry>(stackalloc WordTable.Entry[64], referenceWords);
        using var heads = new Scratch<int>(stackalloc int[64], (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(referenceWords, 1)));
        var table = new WordTable(reference._text, entries.Span, heads.Span);
        var referenceCount = 0;
        foreach (var word in new ChrfWords(reference._text))
            referenceUnits.Span[referenceCount++] = table.Add(word);
        var count = 0;
        foreach (var word in new ChrfWords(_text))
            units.Span[count++] = table.Find(word);
        CompareUnits(units.Span, referenceUnits.Span, statistics);
    }

    private static int CountWords(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in new ChrfWords(text))
            count++;
        return count;
    }

    private static void CompareUnits(ReadOnlySpan<int> candidate, ReadOnlySpan<int> reference, Span<double> statistics)
    {
        using var shared = new ClippedNGrams(candidate, reference, [reference.Length]);
        for (var order = 1; order <= statistics.Length / 3; order++)
        {
            var inReference = Math.Max(reference.Length - order + 1, 0);
            var of = statistics.Slice(3 * (order - 1), 3);
            of[0] = inReference == 0 ? 0 : Math.Max(candidate.Length - order + 1, 0);
            of[1] = inReference;
            of[2] = shared.CountNext();
        }
    }

    private static int WriteCodePoints(ReadOnlySpan<char> text, Span<int> codePoints, bool whitespace)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!whitespace && Whitespace.IsWhitespace(text[i]))
                continue;
            codePoints[count++] = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? char.ConvertToUtf32(text[i], text[++i]) : text[i];
        }

        return count;
    }
}
