namespace CortexSharp.Metrics.Text;

/// <summary>Porter's stemmer for English with NLTK's extensions: <c>relational</c> and <c>relate</c> become <c>relat</c>.</summary>
/// <remarks>
/// Equals <c>PorterStemmer().stem</c> of NLTK 3.8 in its default mode. It expects lower-case words and lowers nothing itself; every character but
/// a, e, i, o, u and y counts as a consonant. A stem is never longer than its word, and a word of up to two characters is its own stem. Thread-safe;
/// linear in the word's length.
/// </remarks>
public static class PorterStemmer
{
    /// <summary>The stem of a word; the same string if nothing changes. The empty word stays empty.</summary>
    /// <param name="word">A lower-case word.</param>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        using var scratch = new Scratch<char>(stackalloc char[64], word.Length);
        var stem = scratch.Span[..Stem(word, scratch.Span)];
        return stem.SequenceEqual(word) ? word : stem.ToString();
    }

    /// <summary>Writes the stem of a word and returns its length. Allocates nothing.</summary>
    /// <param name="word">A lower-case word.</param>
    /// <param name="destination">Room for as many characters as the word has; what follows the stem in it is undefined.</param>
    /// <exception cref="ArgumentException">The destination is shorter than the word.</exception>
    public static int Stem(ReadOnlySpan<char> word, Span<char> destination)
    {
        word.CopyTo(destination);
        return StemInPlace(destination[..word.Length]);
    }

    /// <summary>Turns a word into its stem where it stands and returns the stem's length. Allocates nothing.</summary>
    /// <param name="word">A lower-case word; what follows the stem in it afterwards is undefined.</param>
    public static int StemInPlace(Span<char> word)
    {
        if (IrregularStem(word) is { } irregular)
        {
            irregular.CopyTo(word);
            return irregular.Length;
        }

        if (word.Length <= 2)
            return word.Length;

        var stem = new PorterWord(word);
        PorterSteps.Run(ref stem);
        return stem.Length;
    }

    /// <summary>NLTK's pool of words that the rules would spoil.</summary>
    private static string? IrregularStem(ReadOnlySpan<char> word) => word switch
    {
        "sky" or "skies" => "sky",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        "news" => "news",
        "inning" or "innings" => "inning",
        "outing" or "outings" => "outing",
        "canning" or "cannings" => "canning",
        "howe" => "howe",
        "proceed" => "proceed",
        "exceed" => "exceed",
        "succeed" => "succeed",
        _ => null,
    };
}
