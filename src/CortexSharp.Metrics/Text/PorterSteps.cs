namespace CortexSharp.Metrics.Text;

/// <summary>The steps of M. F. Porter, "An algorithm for suffix stripping" (1980), with NLTK 3.8's extensions where a comment says so.</summary>
/// <remarks>In a list of rules the first suffix that the word has decides, even if its condition then fails; the longest does not.</remarks>
internal static class PorterSteps
{
    private static readonly (string Suffix, string Replacement)[] Step1aRules = [("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")];

    // NLTK: bli and fulli; Porter had abli.
    private static readonly (string Suffix, string Replacement)[] Step2Rules =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"),
        ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"),
        ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("fulli", "ful"),
    ];

    private static readonly (string Suffix, string Replacement)[] Step3Rules =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly string[] Step4Suffixes =
    [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize",
    ];

    public static void Run(ref PorterWord word)
    {
        Plurals(ref word);
        PastAndProgressive(ref word);
        FinalYToI(ref word);
        DoubleSuffixes(ref word);
        ReplaceFirst(ref word, Step3Rules);
        SingleSuffixes(ref word);
        FinalE(ref word);
        FinalDoubleL(ref word);
    }

    /// <summary>Step 1a.</summary>
    private static void Plurals(ref PorterWord word)
    {
        // NLTK: dies becomes die.
        if (word.Length == 4 && word.EndsWith("ies"))
        {
            word.ReplaceEnd(3, "ie");
            return;
        }

        foreach (var (suffix, replacement) in Step1aRules)
        {
            if (word.EndsWith(suffix))
            {
                word.ReplaceEnd(suffix.Length, replacement);
                return;
            }
        }
    }

    /// <summary>Step 1b.</summary>
    private static void PastAndProgressive(ref PorterWord word)
    {
        if (word.EndsWith("ied"))
        {
            // NLTK: died becomes die, spied becomes spi.
            word.ReplaceEnd(3, word.Length == 4 ? "ie" : "i");
        }
        else if (word.EndsWith("eed"))
        {
            if (PorterWord.Measure(word.Text[..^3]) > 0)
                word.ReplaceEnd(3, "ee");
        }
        else if (word.EndsWith("ed"))
        {
            StripAfterVowel(ref word, 2);
        }
        else if (word.EndsWith("ing"))
        {
            StripAfterVowel(ref word, 3);
        }
    }

    private static void StripAfterVowel(ref PorterWord word, int count)
    {
        if (!PorterWord.ContainsVowel(word.Text[..^count]))
            return;

        word.ReplaceEnd(count, "");
        var stem = word.Text;
        if (word.EndsWith("at") || word.EndsWith("bl") || word.EndsWith("iz"))
        {
            word.ReplaceEnd(0, "e");
        }
        else if (PorterWord.EndsInDoubleConsonant(stem))
        {
            if (stem[^1] is not ('l' or 's' or 'z'))
                word.ReplaceEnd(1, "");
        }
        else if (PorterWord.Measure(stem) == 1 && PorterWord.EndsInShortSyllable(stem))
        {
            word.ReplaceEnd(0, "e");
        }
    }

    /// <summary>Step 1c. NLTK asks for a consonant before the y and something before that, so that by and say keep theirs.</summary>
    private static void FinalYToI(ref PorterWord word)
    {
        if (word.Length > 2 && word.EndsWith("y") && PorterWord.EndsInConsonant(word.Text[..^1]))
            word.ReplaceEnd(1, "i");
    }

    /// <summary>Step 2.</summary>
    private static void DoubleSuffixes(ref PorterWord word)
    {
        // NLTK: alli becomes al first, and the step runs on what that leaves (which cannot end in alli again).
        if (word.EndsWith("alli") && PorterWord.Measure(word.Text[..^4]) > 0)
            word.ReplaceEnd(4, "al");

        // NLTK: the l of logi counts with the stem, so that geologi becomes geolog. No other rule ends like it.
        if (word.EndsWith("logi"))
        {
            if (PorterWord.Measure(word.Text[..^3]) > 0)
                word.ReplaceEnd(1, "");
            return;
        }

        ReplaceFirst(ref word, Step2Rules);
    }

    private static void ReplaceFirst(ref PorterWord word, (string Suffix, string Replacement)[] rules)
    {
        foreach (var (suffix, replacement) in rules)
        {
            if (word.EndsWith(suffix))
            {
                if (PorterWord.Measure(word.Text[..^suffix.Length]) > 0)
                    word.ReplaceEnd(suffix.Length, replacement);
                return;
            }
        }
    }

    /// <summary>Step 4.</summary>
    private static void SingleSuffixes(ref PorterWord word)
    {
        foreach (var suffix in Step4Suffixes)
        {
            if (word.EndsWith(suffix))
            {
                var stem = word.Text[..^suffix.Length];
                if (PorterWord.Measure(stem) > 1 && (suffix != "ion" || stem[^1] is 's' or 't'))
                    word.ReplaceEnd(suffix.Length, "");
                return;
            }
        }
    }

    /// <summary>Step 5a.</summary>
    private static void FinalE(ref PorterWord word)
    {
        if (!word.EndsWith("e"))
            return;

        var stem = word.Text[..^1];
        var measure = PorterWord.Measure(stem);
        if (measure > 1 || (measure == 1 && !PorterWord.EndsInShortSyllable(stem)))
            word.ReplaceEnd(1, "");
    }

    /// <summary>Step 5b.</summary>
    private static void FinalDoubleL(ref PorterWord word)
    {
        if (word.EndsWith("ll") && PorterWord.Measure(word.Text[..^1]) > 1)
            word.ReplaceEnd(1, "");
    }
}
