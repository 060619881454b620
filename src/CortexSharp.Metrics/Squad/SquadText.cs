using System.Text;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Squad;

/// <summary>The text that SQuAD's scores compare; versions 1.1 and 2 share it.</summary>
public static class SquadText
{
    /// <summary>
    /// Lower-cases, deletes ASCII punctuation, takes the articles a, an and the for blanks, and joins the words by single spaces.
    /// Equals <c>normalize_answer</c> of the SQuAD scripts in HuggingFace evaluate 0.4; a text of nothing else becomes empty.
    /// </summary>
    /// <remarks>
    /// Punctuation goes first and leaves no blank: <c>the-the</c> is the one word <c>thethe</c>. An article is bounded as Python sees words, so a
    /// combining mark after it ends it and a <c>²</c> does not.
    /// </remarks>
    /// <param name="text">An answer.</param>
    public static string Normalize(ReadOnlySpan<char> text)
    {
        using var scratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(text));
        return scratch.Span[..Write(text, scratch.Span)].ToString();
    }

    /// <summary>Writes the normalised text into memory of <see cref="Lowercase.Capacity"/> characters, and returns its length.</summary>
    internal static int Write(ReadOnlySpan<char> text, Span<char> destination)
    {
        var lowered = destination[..Lowercase.Write(text, destination)];
        var kept = 0;
        foreach (var c in lowered)
        {
            if (!Characters.IsAsciiPunctuation(c))
                lowered[kept++] = c;
        }

        return JoinWords(lowered[..kept]);
    }

    /// <summary>Works in place: what is written never overtakes what is read, and the reader remembers the one thing it looks back for.</summary>
    private static int JoinWords(Span<char> text)
    {
        int read = 0, written = 0;
        var afterWord = false;
        var blank = false;
        while (read < text.Length)
        {
            var rest = text[read..];
            var article = afterWord ? 0 : ArticleLength(rest);
            if (article > 0 || Whitespace.IsWhitespace(rest[0]))
            {
                read += Math.Max(article, 1);
                afterWord = article > 0;
                blank = true;
                continue;
            }

            if (blank && written > 0)
                text[written++] = ' ';
            blank = false;
            Rune.DecodeFromUtf16(rest, out var rune, out var consumed);
            afterWord = Characters.IsWord(rune);
            rest[..consumed].CopyTo(text[written..]);
            written += consumed;
            read += consumed;
        }

        return written;
    }

    private static int ArticleLength(ReadOnlySpan<char> text)
    {
        if (text[0] is not ('a' or 't'))
            return 0;
        if (text[0] == 't')
            return text.StartsWith("the") && !Characters.StartsWithWord(text[3..]) ? 3 : 0;
        if (!Characters.StartsWithWord(text[1..]))
            return 1;
        return text.StartsWith("an") && !Characters.StartsWithWord(text[2..]) ? 2 : 0;
    }
}
