using System.Runtime.CompilerServices;

namespace CortexSharp.Local.Models;

/// <summary>
/// Reads a text once and yields its n-grams as hashes ("hashing trick", Weinberger et al. 2009): words, pairs of neighbouring
/// words, pairs with one word between them, and character 2- to 4-grams within a word. Characters see through inflection and
/// typing errors, and they are what carries scripts that do not put spaces between words.
/// </summary>
internal static class NGrams
{
    private const ulong WordSeed = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Whether a character belongs to a word. Surrogates and combining marks do: emoji and Indic vowels carry meaning.</summary>
    public static bool IsWordCharacter(char c) => c < 128
        ? char.IsAsciiLetterOrDigit(c)
        : !(char.IsWhiteSpace(c) || char.IsPunctuation(c) || char.IsSymbol(c) || char.IsControl(c));

    public static void Extract<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        ulong previous = 0, beforePrevious = 0;
        var position = 0;
        while (position < text.Length)
        {
            if (!IsWordCharacter(text[position]))
            {
                position++;
                continue;
            }

            var word = WordSeed;
            // Four UTF-16 characters fit into a ulong, so the window is its own key; a space marks where the word begins and ends.
            ulong window = ' ';
            var length = 1;
            for (; position < text.Length && IsWordCharacter(text[position]); position++)
            {
                var c = ToLower(text[position]);
                word = (word ^ c) * 0x100_0000_01B3;
                window = (window << 16) | c;
                AddWindow(window, ++length, ref sink);
            }

            AddWindow((window << 16) | ' ', ++length, ref sink);
            word = Mix(word);
            sink.Add(Fold(word));
            sink.Add(Fold(Mix((previous * 3) + word)));
            sink.Add(Fold(Mix((beforePrevious * 5) + word)));
            (beforePrevious, previous) = (previous, word);
        }
    }

    /// <summary>A hash that ignores case and is the same in every process, unlike that of <see cref="string.GetHashCode()"/>.</summary>
    public static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = WordSeed;
        foreach (var c in text) hash = (hash ^ ToLower(c)) * 0x100_0000_01B3;
        return Fold(Mix(hash));
    }

    public static char ToLower(char c) => char.IsAscii(c) ? (char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c) : char.ToLowerInvariant(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWindow<TSink>(ulong window, int length, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        sink.Add(Fold(Mix(window & 0xFFFF_FFFF)));
        if (length >= 3) sink.Add(Fold(Mix(window & 0xFFFF_FFFF_FFFF)));
        if (length >= 4) sink.Add(Fold(Mix(window)));
    }

    // The finaliser of SplitMix64 (Steele et al. 2014), shortened by its last step.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        return (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
    }

    private static uint Fold(ulong value) => (uint)(value >> 32);
}
