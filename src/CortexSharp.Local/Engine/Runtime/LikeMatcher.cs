using System.Text;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>
/// <c>LIKE</c> as Snowflake has it: it tells upper from lower case, matches the whole text across lines, <c>_</c> is one code point, and
/// without <c>ESCAPE</c> nothing escapes. SQLite's own ignores the case of ASCII letters.
/// </summary>
internal static class LikeMatcher
{
    public static bool IsMatch(string text, string pattern, string? escape, bool ignoreCase)
    {
        if (ignoreCase)
            (text, pattern, escape) = (text.ToLowerInvariant(), pattern.ToLowerInvariant(), escape?.ToLowerInvariant());
        var escapeChar = escape is { Length: 1 } ? escape[0] : (char?)null;
        if (escape is { Length: > 1 })
            throw SqlErrors.Execution("ESCAPE takes one character");
        // Greedy with one place to go back to: the last % is enough, because an earlier one could only give the same.
        var (t, p) = (0, 0);
        var (resumeText, resumePattern) = (-1, -1);
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '%' && escapeChar != '%')
            {
                (resumePattern, resumeText) = (++p, t);
                continue;
            }

            if (t == text.Length && p == pattern.Length)
                return true;
            if (t < text.Length && p < pattern.Length && Step(text, pattern, escapeChar, ref t, ref p))
                continue;
            if (resumePattern < 0 || resumeText >= text.Length)
                return false;
            resumeText += Width(text, resumeText);
            (t, p) = (resumeText, resumePattern);
        }
    }

    private static bool Step(string text, string pattern, char? escape, ref int t, ref int p)
    {
        var literal = pattern[p];
        var width = 1;
        if (literal == escape && p + 1 < pattern.Length)
        {
            literal = pattern[p + 1];
            width = 2;
        }
        else if (literal == '_')
        {
            t += Width(text, t);
            p++;
            return true;
        }

        if (text[t] != literal)
            return false;
        t++;
        p += width;
        return true;
    }

    private static int Width(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune.Utf16SequenceLength : 1;
}
