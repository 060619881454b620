using System.Text.RegularExpressions;

namespace CortexSharp.Metrics;

/// <summary>What <see cref="ExactMatch"/> overlooks: nothing unless asked to. The options of <c>exact_match</c> in HuggingFace evaluate.</summary>
/// <remarks>
/// Both texts go through the same steps in this order: patterns, case, punctuation, numbers. Nothing is replaced by a space and white space is
/// never collapsed. Where the reference's fixed-width arrays show (it drops a trailing U+0000 and cuts off what lower-casing <c>İ</c> adds),
/// these options do not follow it.
/// </remarks>
public sealed record ExactMatchOptions
{
    /// <summary>Deletes every match of each pattern, in list order, before anything else, so the patterns see the original case.</summary>
    /// <value>None by default.</value>
    /// <remarks>
    /// The patterns are .NET's, whose syntax is not quite Python's. A pattern with a timeout may throw
    /// <see cref="RegexMatchTimeoutException"/>. Patterns are the one option that allocates.
    /// </remarks>
    public IReadOnlyList<Regex> IgnoredPatterns { get; init; } = [];

    /// <summary>Lower-cases by Unicode's full mapping, as Python: <c>İ</c> becomes two characters, <c>Σ</c> at a word's end <c>ς</c>.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool IgnoreCase { get; init; }

    /// <summary>Deletes the 32 punctuation characters of ASCII; other punctuation stays.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool IgnorePunctuation { get; init; }

    /// <summary>Deletes the digits 0 to 9; digits of other scripts stay.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool IgnoreNumbers { get; init; }

    internal bool IgnoresNothing => IgnoredPatterns.Count == 0 && !IgnoreCase && !IgnorePunctuation && !IgnoreNumbers;
}
