namespace CortexSharp.Metrics.Tokens;

/// <summary>zh: 13a without padding, and Chinese characters stand alone.</summary>
internal readonly struct ClassesChinese : ICharacterClasses
{
    public static bool IsPadded => false;

    public static CharacterClass Of(ReadOnlySpan<char> text, int index, out int length)
    {
        length = 1;
        var c = text[index];
        return Classes13a.Of(c) is var known and not CharacterClass.Other ? known : IsChinese(c) ? CharacterClass.Alone : CharacterClass.Other;
    }

    /// <summary>
    /// The ranges of sacrebleu's tokenizer, with its accident: U+2001 to U+2A6D is what an escape of four digits makes of U+20000 to U+2A6D6, so that
    /// dashes, arrows and curly quotes count as Chinese and Extension B does not.
    /// </summary>
    private static bool IsChinese(char c) => c is
        (>= '\u2001' and <= '\u2A6D') or (>= '\u2E80' and <= '\u2FDF') or (>= '\u2FF0' and <= '\u303F') or (>= '\u3100' and <= '\u312F')
        or (>= '\u31A0' and <= '\u31EF') or (>= '\u3200' and <= '\u4DB5') or (>= '\u4E00' and <= '\u9FBB') or (>= '\uF900' and <= '\uFA2D')
        or (>= '\uFA30' and <= '\uFA6A') or (>= '\uFA70' and <= '\uFAD9') or (>= '\uFE10' and <= '\uFE1F') or (>= '\uFE30' and <= '\uFE4F')
        or (>= '\uFF00' and <= '\uFFEF');
}
