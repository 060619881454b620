using CortexSharp.Metrics.Text;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>
/// Parts a text into sentences, by putting a line feed in the place of each sentence's last mark, which is no part of a word anyway.
/// </summary>
/// <remarks>
/// A sentence ends after a full stop, an exclamation or a question mark, and whatever marks and quotes follow, if white space or the text's end comes
/// next. A full stop ends none after a single letter (an initial, <c>e.g.</c>), after a usual title or abbreviation, or before a small letter. The
/// marks of scripts without blanks end one wherever they stand.
/// </remarks>
internal static class SentenceBreaks
{
    private static readonly string[] Abbreviations =
    [
        "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "inc", "ltd", "co", "corp", "no", "fig", "gen", "col", "lt", "sgt", "rev",
        "hon",
    ];

    /// <summary>The text with a line for each sentence; line ends stay.</summary>
    public static ReadOnlySpan<char> ToLines(ReadOnlySpan<char> text, ref Pooled<char> memory)
    {
        memory.Grow(text.Length, 0);
        var lines = memory.Array.AsSpan(0, text.Length);
        text.CopyTo(lines);
        for (var i = 0; i < text.Length;)
            i = BreakAt(text, i, lines);
        return lines;
    }

    /// <summary>Breaks the line at an index if a sentence ends there, and returns where to look next.</summary>
    private static int BreakAt(ReadOnlySpan<char> text, int index, Span<char> lines)
    {
        switch (text[index])
        {
            case '。' or '！' or '？' or '｡' or '।' or '॥' or '။':
                lines[index] = '\n';
                return index + 1;
            case '.' or '!' or '?' or '؟' or '…':
                var end = index + 1;
                while (end < text.Length && IsClosing(text[end]))
                    end++;
                var next = end;
                while (next < text.Length && Whitespace.IsWhitespace(text[next]))
                    next++;
                var isInside = next == end && next < text.Length;
                if (!isInside && !(text[index] == '.' && end == index + 1 && IsAbbreviation(text[..index], text[next..])))
                    lines[index] = '\n';
                return end;
            default:
                return index + 1;
        }
    }

    private static bool IsClosing(char c) => c is '.' or '!' or '?' or '؟' or '…' or '"' or '\'' or ')' or ']' or '}' or '”' or '’' or '»';

    private static bool IsAbbreviation(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        if (!after.IsEmpty && char.IsLower(after[0]))
            return true;

        var start = before.Length;
        while (start > 0 && char.IsLetter(before[start - 1]))
            start--;
        var word = before[start..];
        if (word.Length == 1)
            return true;
        foreach (var abbreviation in Abbreviations)
        {
            if (word.Equals(abbreviation, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
