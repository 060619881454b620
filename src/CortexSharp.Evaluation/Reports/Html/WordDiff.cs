using System.Globalization;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>Which words of two texts the other does not have, by a longest common subsequence of words.</summary>
internal static class WordDiff
{
    // The table has a cell for each pair of words between the common beginning and end; texts of more pairs are not compared there.
    private const int MaxCells = 250_000;

    public static (List<DiffPart> Old, List<DiffPart> New) Of(string old, string @new)
    {
        var (first, second) = (Words(old), Words(@new));
        var (inFirst, inSecond) = (new bool[first.Count], new bool[second.Count]);
        var shorter = Math.Min(first.Count, second.Count);
        var start = 0;
        while (start < shorter && first[start] == second[start])
            inFirst[start] = inSecond[start++] = true;
        var end = 0;
        while (end < shorter - start && first[^(end + 1)] == second[^(end + 1)])
            inFirst[^(end + 1)] = inSecond[^(++end)] = true;

        var (rows, columns) = (first.Count - start - end, second.Count - start - end);
        if ((long)rows * columns <= MaxCells)
            MarkCommon(first.Slice(start, rows), second.Slice(start, columns), inFirst.AsSpan(start, rows), inSecond.AsSpan(start, columns));
        return (Parts(first, inFirst), Parts(second, inSecond));
    }

    private static void MarkCommon(List<string> first, List<string> second, Span<bool> inFirst, Span<bool> inSecond)
    {
        var longest = new int[first.Count + 1, second.Count + 1];
        for (var i = first.Count - 1; i >= 0; i--)
        {
            for (var j = second.Count - 1; j >= 0; j--)
                longest[i, j] = first[i] == second[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        }

        for (int i = 0, j = 0; i < first.Count && j < second.Count;)
        {
            if (first[i] == second[j])
                inFirst[i++] = inSecond[j++] = true;
            else if (longest[i + 1, j] >= longest[i, j + 1])
                i++;
            else
                j++;
        }
    }

    /// <summary>Words and the blanks between them. Scripts without blanks and cases, as Chinese, come apart into characters.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = start + 1;
            if (StandsAlone(text[start]))
            {
                words.Add(text[start..end]);
                continue;
            }

            var blank = char.IsWhiteSpace(text[start]);
            while (end < text.Length && char.IsWhiteSpace(text[end]) == blank && !StandsAlone(text[end]))
                end++;
            words.Add(text[start..end]);
        }

        return words;
    }

    private static bool StandsAlone(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.OtherLetter;

    private static List<DiffPart> Parts(List<string> words, bool[] common)
    {
        var parts = new List<DiffPart>();
        for (int start = 0, end; start < words.Count; start = end)
        {
            end = start + 1;
            while (end < words.Count && common[end] == common[start])
                end++;
            parts.Add(new DiffPart(string.Concat(words.Slice(start, end - start)), !common[start]));
        }

        return parts;
    }
}
