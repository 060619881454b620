namespace CortexSharp.Files.Internal;

internal static class Utf16
{
    /// <summary>Whether UTF-8 cannot carry the text: encoders would replace the lone half by U+FFFD without a word.</summary>
    public static bool HasUnpairedSurrogate(ReadOnlySpan<char> text)
    {
        for (int at; (at = text.IndexOfAnyInRange('\uD800', '\uDFFF')) >= 0; text = text[(at + 2)..])
        {
            var isPair = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
            if (!isPair) return true;
        }

        return false;
    }
}
