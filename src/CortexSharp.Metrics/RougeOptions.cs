namespace CortexSharp.Metrics;

/// <summary>How ROUGE reads texts. The defaults are rouge_score's.</summary>
public sealed record RougeOptions
{
    internal static readonly RougeOptions Default = new();

    /// <summary>Whether words of more than three characters are stemmed by <see cref="Text.PorterStemmer"/>; only ASCII words are.</summary>
    /// <value><see langword="false"/> by default, as in rouge_score.</value>
    public bool UseStemmer { get; init; }

    /// <summary>What a word is.</summary>
    /// <value><see cref="RougeTokenizer.Default"/>, which equals rouge_score.</value>
    public RougeTokenizer Tokenizer { get; init; }

    /// <summary>
    /// Whether ROUGE-Lsum finds sentences itself, at the ends of lines and after full stops, exclamation and question marks, instead of taking
    /// each line for a sentence.
    /// </summary>
    /// <value><see langword="false"/> by default, as in rouge_score, whose own option splits by a model of NLTK and gives other sentences.</value>
    public bool SplitSentences { get; init; }
}
