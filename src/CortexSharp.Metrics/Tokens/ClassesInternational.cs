using System.Buffers;
using System.Globalization;
using System.Text;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tokens;

/// <summary>intl: every symbol stands alone, every punctuation mark unless between numbers, by Unicode's general categories.</summary>
internal readonly struct ClassesInternational : ICharacterClasses
{
    public static bool IsPadded => false;

    public static CharacterClass Of(ReadOnlySpan<char> text, int index, out int length)
    {
        if (Whitespace.IsWhitespace(text[index]))
        {
            length = 1;
            return CharacterClass.Space;
        }

        // A lone surrogate decodes to U+FFFD, which is a symbol; it is none itself.
        if (Rune.DecodeFromUtf16(text[index..], out var rune, out length) != OperationStatus.Done)
            return CharacterClass.Other;

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterClass.Number,
            UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherSymbol =>
                CharacterClass.Alone,
            UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
                or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OtherPunctuation => CharacterClass.Mark,
            _ => CharacterClass.Other,
        };
    }
}
