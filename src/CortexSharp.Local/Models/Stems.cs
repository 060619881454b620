using System.Buffers;

namespace CortexSharp.Local.Models;

/// <summary>
/// Reduces the words of a text to hashed stems: lower case, function words left out, and the commonest English endings cut off, in the
/// spirit of Harman's S-stemmer (1991) with -ing, -ed, -ly and -ment added. Other languages pass through unchanged.
/// </summary>
internal static class Stems
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    private static readonly HashSet<uint> FunctionWords =
    [
        .. ("a about after am an and are as at be been but by can could did do does for from had has have he her hers him his how i if in into "
            + "is it its just like may me might mine must my no of on or our ours out own s shall she should so some t than that the their "
            + "theirs them then there these they this those through to too up us very was we were what when where which who whom why will with "
            + "would you your yours please help need want tell know get got now ve re ll d m").Split(' ').Select(word => NGrams.Hash(word)),
    ];

    /// <summary>Adds the stems of the text to a list, in order; repeated words are repeated.</summary>
    public static void AddTo(List<uint> stems, ReadOnlySpan<char> text)
    {
        foreach (var word in new WordEnumerator(text))
            if (!FunctionWords.Contains(NGrams.Hash(word))) stems.Add(Stem(word));
    }

    public static uint Stem(ReadOnlySpan<char> word)
    {
        Span<char> buffer = stackalloc char[Math.Min(word.Length, MaxLength)];
        for (var i = 0; i < buffer.Length; i++) buffer[i] = NGrams.ToLower(word[i]);
        return NGrams.Hash(Shorten(buffer));
    }

    private static ReadOnlySpan<char> Shorten(Span<char> word)
    {
        if (word.EndsWith("ies") && word.Length > 4)
        {
            word[^3] = 'y';
            return word[..^2];
        }

        if (word.EndsWith("s") && word.Length > 3 && !word.EndsWith("ss") && !word.EndsWith("us") && !word.EndsWith("is")) word = word[..^1];
        word = Without(Without(Without(Without(word, "ment"), "ly"), "ing"), "ed");
        // Doubled by the ending ("topping"), or silent without it ("activate"): either way the last letter is not part of the stem.
        if (word.Length > 3 && (word[^1] == 'e' || (word[^1] == word[^2] && !"aeiouls".Contains(word[^1])))) word = word[..^1];
        return word;
    }

    private static Span<char> Without(Span<char> word, ReadOnlySpan<char> ending) =>
        word.EndsWith(ending) && word.Length >= ending.Length + 3 && word[..^ending.Length].ContainsAny(Vowels) ? word[..^ending.Length] : word;
}
