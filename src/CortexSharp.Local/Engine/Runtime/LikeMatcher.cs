using System.Text;
using CortexSharp.Local.Engine.Runtime.Strings;

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
        return IsMatch(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(pattern), Encoding.UTF8.GetBytes(escape ?? ""));
    }

    /// <summary>Matches UTF-8 texts; an empty escape is none.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> escape)
    {
        if (Utf8Text.Length(escape) > 1)
            throw SqlErrors.Execution("ESCAPE takes one character");
        // Greedy with one place to go back to: the last % is enough, because an earlier one could only give the same.
        var (t, p) = (0, 0);
        var (resumeText, resumePattern) = (-1, -1);
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '%' && !IsEscape(pattern, p, escape))
            {
                (resumePattern, resumeText) = (++p, t);
                if (p == pattern.Length)
                    return true;
                continue;
            }

            if (t == text.Length && p == pattern.Length)
                return true;
            if (t < text.Length && p < pattern.Length && Step(text, pattern, escape, ref t, ref p))
                continue;
            if (resumePattern < 0 || resumeText >= text.Length)
                return false;
            resumeText += Utf8Text.Width(text, resumeText);
            // What begins with an ordinary character can match only where that character is.
            if (pattern[resumePattern] is not ((byte)'%' or (byte)'_') && !IsEscape(pattern, resumePattern, escape))
            {
                var next = text[resumeText..].IndexOf(pattern[resumePattern]);
                if (next < 0)
                    return false;
                resumeText += next;
            }

            (t, p) = (resumeText, resumePattern);
        }
    }

    private static bool IsEscape(ReadOnlySpan<byte> pattern, int at, ReadOnlySpan<byte> escape) =>
        !escape.IsEmpty && pattern[at..].StartsWith(escape);

    private static bool Step(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> escape, ref int t, ref int p)
    {
        var literal = p;
        if (IsEscape(pattern, p, escape) && p + escape.Length < pattern.Length)
        {
            literal += escape.Length;
        }
        else if (pattern[p] == '_')
        {
            t += Utf8Text.Width(text, t);
            p++;
            return true;
        }

        var width = Utf8Text.Width(pattern, literal);
        if (!text[t..].StartsWith(pattern.Slice(literal, width)))
            return false;
        t += width;
        p = literal + width;
        return true;
    }
}
