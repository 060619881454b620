namespace CortexSharp.Metrics.Tokens;

/// <summary>What mteval-v13a does to a text before it splits it: few texts need it.</summary>
internal static class Cleaning13a
{
    /// <summary>
    /// Deletes <c>&lt;skipped&gt;</c> and hyphens at line ends, and replaces four entities one after the other, so that <c>&amp;amp;lt;</c> becomes
    /// <c>&lt;</c> but <c>&amp;amp;quot;</c> does not become a quote. Works in place and returns the new length. Line feeds stay: they split like
    /// spaces.
    /// </summary>
    public static int Clean(Span<char> text)
    {
        text = text[..Replace(text, "<skipped>", "")];
        text = text[..Replace(text, "-\n", "")];
        text = text[..Replace(text, "&quot;", "\"")];
        text = text[..Replace(text, "&amp;", "&")];
        text = text[..Replace(text, "&lt;", "<")];
        return Replace(text, "&gt;", ">");
    }

    private static int Replace(Span<char> text, ReadOnlySpan<char> what, ReadOnlySpan<char> replacement)
    {
        int read = 0, written = 0;
        while (true)
        {
            var found = text[read..].IndexOf(what);
            var kept = text.Slice(read, found < 0 ? text.Length - read : found);
            kept.CopyTo(text[written..]);
            written += kept.Length;
            if (found < 0)
                return written;
            replacement.CopyTo(text[written..]);
            written += replacement.Length;
            read += found + what.Length;
        }
    }
}
