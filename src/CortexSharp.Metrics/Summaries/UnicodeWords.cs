using System.Globalization;
using System.Text;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>
/// Words in any script: runs of letters, digits and the marks on them, or single letters where a script puts no blanks between words.
/// </summary>
internal static class UnicodeWords
{
    private enum Kind
    {
        Separator,

        /// <summary>Goes on with a word that letters go on with.</summary>
        Letter,

        /// <summary>Begins a word of its own.</summary>
        WordLetter,

        /// <summary>Goes on with any word, but begins none.</summary>
        Mark,

        /// <summary>Like a mark, but ends no word: the invisible joiner and non-joiner of Persian and Indian scripts.</summary>
        Joiner,
    }

    /// <summary>Finds the words of a lower-case text.</summary>
    public static void Find(ReadOnlySpan<char> text, TokenList words, LineEnds? lines)
    {
        words.Clear(text.Length);
        for (var i = 0; i < text.Length; i++)
            words.Narrow[i] = (byte)Math.Min(text[i], '\u007F');

        var (start, end) = (0, 0);
        var word = Kind.Separator;
        for (var i = 0; i < text.Length;)
        {
            // A lone surrogate is decoded to U+FFFD, which is a symbol.
            _ = Rune.DecodeFromUtf16(text[i..], out var rune, out var length);
            var kind = KindOf(rune);
            var isBeginning = kind == Kind.WordLetter || (kind == Kind.Letter && word != Kind.Letter);
            if (word != Kind.Separator && (isBeginning || kind == Kind.Separator))
                words.Add(start, end);
            if (isBeginning)
                start = i;
            if (isBeginning || kind == Kind.Separator)
                word = kind;
            if (kind == Kind.Separator && rune.Value == '\n')
                lines?.Add(words.Count);

            i += length;
            if (kind != Kind.Joiner)
                end = i;
        }

        if (word != Kind.Separator)
            words.Add(start, end);
        lines?.Add(words.Count);
    }

    private static Kind KindOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber => Kind.Letter,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber =>
            HasNoBlanks(rune.Value) ? Kind.WordLetter : Kind.Letter,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Kind.Mark,
        UnicodeCategory.Format when rune.Value is 0x200C or 0x200D => Kind.Joiner,
        _ => Kind.Separator,
    };

    /// <summary>Whether a letter belongs to a script that puts no blanks between words, by the blocks of the Unicode Standard.</summary>
    private static bool HasNoBlanks(int letter) => letter is
        (>= 0x0E00 and <= 0x0FFF) // Thai, Lao, Tibetan
        or (>= 0x1000 and <= 0x109F) or (>= 0xA9E0 and <= 0xA9FF) or (>= 0xAA60 and <= 0xAA7F) // Burmese
        or (>= 0x1780 and <= 0x17FF) // Khmer
        or (>= 0x3005 and <= 0x3007) or (>= 0x3021 and <= 0x3029) // ideographic iteration mark, closing mark, zero, Hangzhou numerals
        or (>= 0x3040 and <= 0x31FF and not (>= 0x3130 and <= 0x318F)) or (>= 0xFF66 and <= 0xFF9D) // kana, Bopomofo, but not Hangul's
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) // Han
        or (>= 0x1AFF0 and <= 0x1B16F) or (>= 0x20000 and <= 0x3FFFF); // old kana, Han
}
