namespace CortexSharp.Metrics;

/// <summary>What ROUGE takes for a word. Both lower-case by Unicode's full mapping, and agree on ASCII text.</summary>
public enum RougeTokenizer
{
    /// <summary>
    /// rouge_score's: runs of ASCII letters and digits. Everything else parts words, so <c>café</c> is <c>caf</c>, and a text in Chinese, Arabic
    /// or Cyrillic letters has no word at all and scores 0.
    /// </summary>
    Default,

    /// <summary>
    /// Of this library, for text in any script: runs of letters, digits and the marks on them. Where a script puts no blanks between words (Han,
    /// kana, Thai, Lao, Khmer, Burmese, Tibetan), each letter with its marks is a word. No reference computes it: do not compare its scores
    /// with rouge_score's.
    /// </summary>
    Unicode,
}
