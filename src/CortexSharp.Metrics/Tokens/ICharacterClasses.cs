namespace CortexSharp.Metrics.Tokens;

/// <summary>The characters of one tokenizer of the mteval family; <see cref="MarkTokenizer"/> is what they have in common.</summary>
internal interface ICharacterClasses
{
    /// <summary>Whether the text stands between spaces, so that its ends are no numbers.</summary>
    static abstract bool IsPadded { get; }

    /// <summary>The class of the character at an index, and how many UTF-16 units it has.</summary>
    static abstract CharacterClass Of(ReadOnlySpan<char> text, int index, out int length);
}
