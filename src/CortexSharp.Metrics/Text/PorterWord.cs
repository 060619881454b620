namespace CortexSharp.Metrics.Text;

/// <summary>A word on its way to its stem, and what Porter's conditions ask about it.</summary>
internal ref struct PorterWord(Span<char> word)
{
    private readonly Span<char> _buffer = word;

    public int Length { get; private set; } = word.Length;

    public readonly ReadOnlySpan<char> Text => _buffer[..Length];

    public readonly bool EndsWith(string suffix) => Text.EndsWith(suffix);

    /// <summary>Puts another ending in the place of the last characters. No rule makes a word longer than it came.</summary>
    public void ReplaceEnd(int count, string replacement)
    {
        replacement.CopyTo(_buffer[(Length - count)..]);
        Length += replacement.Length - count;
    }

    /// <summary>m: how often a vowel is followed by a consonant.</summary>
    public static int Measure(ReadOnlySpan<char> stem)
    {
        var measure = 0;
        var afterConsonant = false;
        for (var i = 0; i < stem.Length; i++)
        {
            var consonant = IsConsonant(stem[i], afterConsonant);
            if (consonant && !afterConsonant && i > 0)
                measure++;
            afterConsonant = consonant;
        }

        return measure;
    }

    /// <summary>*v*: a vowel somewhere.</summary>
    public static bool ContainsVowel(ReadOnlySpan<char> stem)
    {
        var afterConsonant = false;
        foreach (var c in stem)
        {
            afterConsonant = IsConsonant(c, afterConsonant);
            if (!afterConsonant)
                return true;
        }

        return false;
    }

    /// <summary>*d: the same consonant twice at the end.</summary>
    public static bool EndsInDoubleConsonant(ReadOnlySpan<char> stem) =>
        stem.Length >= 2 && stem[^1] == stem[^2] && EndsInConsonant(stem);

    /// <summary>*o: consonant, vowel, consonant other than w, x, y at the end; in NLTK also a word of a vowel and any consonant.</summary>
    public static bool EndsInShortSyllable(ReadOnlySpan<char> stem)
    {
        if (stem.Length < 2 || !EndsInConsonant(stem) || EndsInConsonant(stem[..^1]))
            return false;
        return stem.Length == 2 || (EndsInConsonant(stem[..^2]) && stem[^1] is not ('w' or 'x' or 'y'));
    }

    /// <summary>Whether the last character is a consonant. In a run of y's every second one is, so the walk starts before the run.</summary>
    public static bool EndsInConsonant(ReadOnlySpan<char> stem)
    {
        var start = stem.Length - 1;
        while (start > 0 && stem[start] == 'y')
            start--;

        var consonant = IsConsonant(stem[start], afterConsonant: false);
        for (var i = start + 1; i < stem.Length; i++)
            consonant = IsConsonant('y', consonant);
        return consonant;
    }

    /// <summary>A y after a consonant is a vowel; at the start of a word it is a consonant.</summary>
    private static bool IsConsonant(char c, bool afterConsonant) => c switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => !afterConsonant,
        _ => true,
    };
}
