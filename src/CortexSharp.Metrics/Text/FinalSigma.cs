using System.Globalization;
using System.Text;

namespace CortexSharp.Metrics.Text;

/// <summary>Unicode's condition Final_Sigma (The Unicode Standard, table 3-17), which decides between <c>σ</c> and <c>ς</c>.</summary>
/// <remarks>
/// The classes Cased and Case_Ignorable are .NET's general categories and the exceptions below (DerivedCoreProperties.txt, Unicode 14).
/// Both walks only cross case-ignorable characters, so a text full of sigmas still takes linear time.
/// </remarks>
internal static class FinalSigma
{
    /// <summary>Final: a cased letter before it, none after it, case-ignorable characters between not counted.</summary>
    public static bool IsFinal(ReadOnlySpan<char> text, int index) => FollowsCased(text[..index]) && !PrecedesCased(text[(index + 1)..]);

    private static bool FollowsCased(ReadOnlySpan<char> before)
    {
        while (!before.IsEmpty)
        {
            Rune.DecodeLastFromUtf16(before, out var rune, out var consumed);
            if (!IsCaseIgnorable(rune))
                return IsCased(rune);
            before = before[..^consumed];
        }

        return false;
    }

    private static bool PrecedesCased(ReadOnlySpan<char> after)
    {
        while (!after.IsEmpty)
        {
            Rune.DecodeFromUtf16(after, out var rune, out var consumed);
            if (!IsCaseIgnorable(rune))
                return IsCased(rune);
            after = after[consumed..];
        }

        return false;
    }

    /// <summary>Beyond the categories: Word_Break MidLetter, MidNumLet and Single_Quote, and U+1171E, a nonspacing mark until Unicode 14.</summary>
    internal static bool IsCaseIgnorable(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || rune.Value is '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027
            or 0xFE13 or 0xFE52 or 0xFE55 or 0xFF07 or 0xFF0E or 0xFF1A or 0x1171E;

    /// <summary>Beyond the categories: the ordinal indicators, Roman numerals, and circled, squared and boxed letters.</summary>
    internal static bool IsCased(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || rune.Value is 0xAA or 0xBA or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}
