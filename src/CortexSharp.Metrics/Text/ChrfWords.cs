namespace CortexSharp.Metrics.Text;

/// <summary>Walks over a text's words as chrF++ takes them: one ASCII punctuation mark at a word's end, or else at its start, is a word of its own.</summary>
internal ref struct ChrfWords(ReadOnlySpan<char> text)
{
    private Whitespace.Words _words = Whitespace.Split(text);
    private ReadOnlySpan<char> _rest;

    /// <summary>The word that the walk stands on.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    public readonly ChrfWords GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!_rest.IsEmpty)
        {
            Current = _rest;
            _rest = [];
            return true;
        }

        if (!_words.MoveNext())
            return false;
        var word = _words.Current;
        var first = LengthOfFirst(word);
        Current = word[..first];
        _rest = word[first..];
        return true;
    }

    private static int LengthOfFirst(ReadOnlySpan<char> word) =>
        word.Length == 1 ? 1
        : Characters.IsAsciiPunctuation(word[^1]) ? word.Length - 1
        : Characters.IsAsciiPunctuation(word[0]) ? 1
        : word.Length;
}
