using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics;

/// <summary>What the options of an exact match leave of a text.</summary>
internal static class ExactMatchText
{
    public static ReadOnlySpan<char> WithoutPatterns(ReadOnlySpan<char> text, ExactMatchOptions options)
    {
        if (options.IgnoredPatterns.Count == 0)
            return text;

        var left = text.ToString();
        foreach (var pattern in options.IgnoredPatterns)
            left = pattern.Replace(left, "");
        return left;
    }

    /// <summary>Writes what case, punctuation and numbers leave, and returns its length.</summary>
    public static int Write(ReadOnlySpan<char> text, Span<char> destination, ExactMatchOptions options)
    {
        var length = text.Length;
        if (options.IgnoreCase)
            length = Lowercase.Write(text, destination);
        else
            text.CopyTo(destination);

        if (!options.IgnorePunctuation && !options.IgnoreNumbers)
            return length;

        var kept = 0;
        foreach (var c in destination[..length])
        {
            if (!(options.IgnorePunctuation && Characters.IsAsciiPunctuation(c)) && !(options.IgnoreNumbers && char.IsAsciiDigit(c)))
                destination[kept++] = c;
        }

        return kept;
    }
}
