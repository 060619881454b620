namespace CortexSharp.Local.Models;

/// <summary>
/// Estimates how a language model's tokenizer would cut a text: words into pieces of up to four characters, punctuation and symbols one by one,
/// and the characters of scripts without spaces, as well as surrogate pairs (emoji), one by one. White space belongs to the piece after it and
/// counts nothing. The estimate depends on the text alone, so limits and usage can be tested exactly.
/// </summary>
internal static class TokenCounter
{
    private const int PieceLength = 4;

    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var position = 0; Next(text, ref position);) count++;
        return count;
    }

    /// <summary>The beginning of the text that has at most so many tokens; the whole text if it has no more.</summary>
    public static ReadOnlySpan<char> Truncate(ReadOnlySpan<char> text, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        int end = 0, position = 0;
        for (var count = 0; Next(text, ref position); count++)
        {
            if (count == maxTokens) return text[..end];
            end = position;
        }

        return text;
    }

    // Moves behind the next token; false if there is none.
    private static bool Next(ReadOnlySpan<char> text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
        if (position == text.Length) return false;
        if (!IsWordPart(text[position]))
        {
            var isPair = position + 1 < text.Length && char.IsSurrogatePair(text[position], text[position + 1]);
            position += isPair ? 2 : 1;
            return true;
        }

        for (var length = 0; length < PieceLength && position < text.Length && IsWordPart(text[position]); length++) position++;
        return true;
    }

    private static bool IsWordPart(char c) => NGrams.IsWordCharacter(c) && !char.IsSurrogate(c) && !IsWrittenWithoutSpaces(c);

    // CJK radicals to the unified ideographs with both kana, Hangul syllables, compatibility ideographs, Thai and Lao.
    private static bool IsWrittenWithoutSpaces(char c) =>
        c is (>= '\u2E80' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF') or (>= '\u0E00' and <= '\u0EFF');
}
