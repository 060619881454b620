using System.Buffers;
using System.Text;

namespace CortexSharp.Metrics.Text;

/// <summary>Character classes on which the references agree with Python, and .NET's regular expressions do not.</summary>
internal static class Characters
{
    private static readonly SearchValues<char> Punctuation = SearchValues.Create("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    /// <summary>One of the 32 characters of Python's <c>string.punctuation</c>; nothing outside ASCII is.</summary>
    public static bool IsAsciiPunctuation(char c) => Punctuation.Contains(c);

    /// <summary>
    /// Python's <c>\w</c>: letters, numbers of every kind (<c>²</c>, <c>½</c>, <c>①</c>) and the low line. .NET's takes marks and joiners too,
    /// but not all numbers, so its <c>\b</c> stands elsewhere.
    /// </summary>
    public static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.IsNumber(rune) || rune.Value == '_';

    /// <summary>Whether the text begins with a word character; no text and a lone surrogate do not.</summary>
    public static bool StartsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && IsWord(rune);
}
