using CortexSharp.Metrics.Text;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>The words of one text, with keys to compare them by, and its lines. All memory is reused.</summary>
internal sealed class RougeText
{
    private readonly LineEnds _lines = new();
    private Pooled<char> _broken = new(0);
    private Pooled<char> _lowered = new(0);

    public TokenList Words { get; } = new();

    /// <summary>How many words there are up to the end of each line that has any; only when ROUGE-Lsum was asked for.</summary>
    public ReadOnlyMemory<int> LineEnds => _lines.Memory;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="types">Which scores are wanted.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="longWords">Where long words have their numbers.</param>
    /// <param name="isReference">Whether the table takes in this text's long words; otherwise they are only looked up.</param>
    public void Read(ReadOnlySpan<char> text, RougeTypes types, RougeOptions options, LongTokens longWords, bool isReference)
    {
        var lines = types.Has(RougeTypes.RougeLsum) ? _lines : null;
        if (lines is not null && options.SplitSentences)
            text = SentenceBreaks.ToLines(text, ref _broken);

        _lines.Clear();
        var source = options.Tokenizer == RougeTokenizer.Unicode ? FindUnicodeWords(text, lines) : FindAsciiWords(text, lines);
        if (isReference)
            TokenKeys.Add(Words, source, longWords);
        else
            TokenKeys.Find(Words, source, longWords);
        if (options.UseStemmer)
            StemKeys.Replace(Words, longWords, isReference);
    }

    public void Trim()
    {
        Words.Trim();
        _lines.Trim();
        _broken.Trim();
        _lowered.Trim();
    }

    private ReadOnlySpan<char> FindAsciiWords(ReadOnlySpan<char> text, LineEnds? lines)
    {
        if (!AsciiWords.TryFind(text, Words, lines))
        {
            _lines.Clear();
            _ = AsciiWords.TryFind(Lower(text), Words, lines);
        }

        // What narrow characters say is all that there is.
        return [];
    }

    private ReadOnlySpan<char> FindUnicodeWords(ReadOnlySpan<char> text, LineEnds? lines)
    {
        // The two tokenizers agree on ASCII text.
        if (System.Text.Ascii.IsValid(text))
            return FindAsciiWords(text, lines);
        var lowered = Lower(text);
        UnicodeWords.Find(lowered, Words, lines);
        return lowered;
    }

    private ReadOnlySpan<char> Lower(ReadOnlySpan<char> text)
    {
        _lowered.Grow(Lowercase.Capacity(text), 0);
        return _lowered.Array.AsSpan(0, Lowercase.Write(text, _lowered.Array));
    }
}
