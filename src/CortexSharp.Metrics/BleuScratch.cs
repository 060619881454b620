using CortexSharp.Metrics.NGrams;
using CortexSharp.Metrics.Text;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics;

/// <summary>
/// What scoring a segment works with. Each thread keeps one; while it is lent, which a tokenizer of the caller's own can notice by scoring something
/// itself, the next one in line is new.
/// </summary>
internal sealed class BleuScratch
{
    [ThreadStatic]
    private static BleuScratch? _free;

    public Pooled<char> Lowered = new(0);
    public Pooled<char> Cleaned = new(0);

    public TokenList Candidate { get; } = new();

    public TokenList Reference { get; } = new();

    public NGramReferences References { get; } = new();

    public static BleuScratch Rent()
    {
        var scratch = _free ?? new BleuScratch();
        _free = null;
        return scratch;
    }

    public static void Return(BleuScratch scratch)
    {
        scratch.Trim();
        _free = scratch;
    }

    /// <summary>
    /// Splits a text as the options say, and keys its tokens: those of a reference are put into the table, a candidate's only looked up.
    /// </summary>
    private void Tokenize(ReadOnlySpan<char> text, BleuOptions options, TokenList tokens, LongTokens table, bool isReference)
    {
        if (options.Lowercase)
        {
            Lowered.Grow(Lowercase.Capacity(text), 0);
            text = Lowered.Array.AsSpan(0, Lowercase.Write(text, Lowered.Array));
        }

        Tokenize(Whitespace.TrimEnd(text), options.Tokenizer, tokens, table, isReference);
    }

    private void Tokenize(ReadOnlySpan<char> text, BleuTokenizer tokenizer, TokenList tokens, LongTokens table, bool isReference)
    {
        text = tokenizer.Split(text, tokens, ref Cleaned);
        if (isReference)
            TokenKeys.Add(tokens, text, table);
        else
            TokenKeys.Find(tokens, text, table);
    }

    /// <summary>Takes references in.</summary>
    /// <exception cref="ArgumentException">All are null.</exception>
    public void AddReferences(ReadOnlySpan<string?> texts, BleuOptions options, NGramReferences references)
    {
        var count = texts.Length - texts.Count((string?)null);
        if (count == 0)
            throw new ArgumentException("A candidate is scored against at least one reference that is not null.", nameof(references));

        references.Clear(count);
        foreach (var text in texts)
        {
            if (text is not null)
                AddReference(text, options, references);
        }
    }

    /// <summary>Takes in the only reference.</summary>
    public void AddOnly(ReadOnlySpan<char> text, BleuOptions options, NGramReferences references)
    {
        references.Clear(expected: 1);
        AddReference(text, options, references);
    }

    /// <summary>Writes the statistics of a candidate against references that are taken in.</summary>
    public void Count(ReadOnlySpan<char> candidate, NGramReferences references, BleuOptions options, Span<double> statistics)
    {
        Tokenize(candidate, options, Candidate, references.LongTokens, isReference: false);
        Span<int> matches = stackalloc int[NGramOrders.Most];
        matches = matches[..options.MaxOrder];
        references.Match(Candidate, matches);
        BleuStatistics.Write(statistics, Candidate.Count, references.ClosestLength(Candidate.Count), matches);
    }

    /// <summary>Writes the statistics of a candidate against one reference.</summary>
    public void Count(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, BleuOptions options, Span<double> statistics)
    {
        References.Clear(expected: 1);
        Tokenize(reference, options, Reference, References.LongTokens, isReference: true);
        var isMatchedByKeys = TryKeepKeys(options.MaxOrder);
        Tokenize(candidate, options, Candidate, References.LongTokens, isReference: false);
        Span<int> matches = stackalloc int[NGramOrders.Most];
        matches = matches[..options.MaxOrder];
        Match(isMatchedByKeys, matches);
        BleuStatistics.Write(statistics, Candidate.Count, Reference.Count, matches);
    }

    /// <summary>Counts the words of two texts that are prepared for chrF, and their matches of each order from 1 on.</summary>
    public (int Candidate, int Reference) CountWords(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, Span<int> matches)
    {
        References.Clear(expected: 1);
        Tokenize(reference, ChrfTokenizer.Words, Reference, References.LongTokens, isReference: true);
        var isMatchedByKeys = TryKeepKeys(matches.Length);
        Tokenize(candidate, ChrfTokenizer.Words, Candidate, References.LongTokens, isReference: false);
        Match(isMatchedByKeys, matches);
        return (Candidate.Count, Reference.Count);
    }

    /// <summary>Leaves the only reference where it is if its keys are enough, otherwise takes it in.</summary>
    private bool TryKeepKeys(int maxOrder)
    {
        var isEnough = NGramReferences.IsMatchedByKeys(Reference, maxOrder);
        if (!isEnough)
            References.Add(Reference, maxOrder);
        return isEnough;
    }

    private void Match(bool isMatchedByKeys, Span<int> matches)
    {
        if (isMatchedByKeys)
            PositionClaims.Count(Reference.PaddedLow, Reference.PaddedHigh, Reference.Count, Candidate.Low, Candidate.High, matches);
        else
            References.Match(Candidate, matches);
    }

    private void AddReference(ReadOnlySpan<char> text, BleuOptions options, NGramReferences references)
    {
        Tokenize(text, options, Reference, references.LongTokens, isReference: true);
        references.Add(Reference, options.MaxOrder);
    }

    private void Trim()
    {
        Lowered.Trim();
        Cleaned.Trim();
        Candidate.Trim();
        Reference.Trim();
        References.Trim();
    }
}
