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

    /// <summary>Splits a text as the options say, and keys its tokens: those of a reference are put into the table, a candidate's only looked up.</summary>
    private void Tokenize(ReadOnlySpan<char> text, BleuOptions options, TokenList tokens, LongTokens table, bool isReference)
    {
        if (options.Lowercase)
        {
            Lowered.Grow(Lowercase.Capacity(text), 0);
            text = Lowered.Array.AsSpan(0, Lowercase.Write(text, Lowered.Array));
        }

        text = options.Tokenizer.Split(Whitespace.TrimEnd(text), tokens, ref Cleaned);
        if (isReference)
            TokenKeys.Add(tokens, text, table);
        else
            TokenKeys.Find(tokens, text, table);
    }

    public void AddReference(ReadOnlySpan<char> reference, BleuOptions options, NGramReferences references)
    {
        Tokenize(reference, options, references.Tokens, references.LongTokens, isReference: true);
        references.Add();
    }

    /// <summary>Writes the statistics of a candidate.</summary>
    public void Count(ReadOnlySpan<char> candidate, NGramReferences references, BleuOptions options, Span<double> statistics)
    {
        Tokenize(candidate, options, Candidate, references.LongTokens, isReference: false);
        Span<int> matches = stackalloc int[NGramOrders.Most];
        matches = matches[..options.MaxOrder];
        references.Match(Candidate, matches);
        BleuStatistics.Write(statistics, Candidate.Count, references.ClosestLength(Candidate.Count), matches);
    }

    private void Trim()
    {
        Lowered.Trim();
        Cleaned.Trim();
        Candidate.Trim();
        References.Trim();
    }
}
