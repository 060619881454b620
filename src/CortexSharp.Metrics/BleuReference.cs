using CortexSharp.Metrics.NGrams;

namespace CortexSharp.Metrics;

/// <summary>The references of a segment, tokenized and indexed once, to score many candidates against. Any number of threads may use it.</summary>
public sealed class BleuReference
{
    /// <summary>Prepares one reference.</summary>
    /// <param name="reference">The right text.</param>
    /// <param name="options">How to tokenize, count and smooth; <see cref="BleuOptions.ForSentences"/> when left out.</param>
    public BleuReference(ReadOnlySpan<char> reference, BleuOptions? options = null)
    {
        Options = options ?? BleuOptions.ForSentences;
        var scratch = BleuScratch.Rent();
        scratch.AddOnly(reference, Options, References);
        BleuScratch.Return(scratch);
    }

    /// <summary>Prepares several references.</summary>
    /// <param name="references">The right texts. Empty ones count; missing ones (<see langword="null"/>) do not.</param>
    /// <param name="options">How to tokenize, count and smooth; <see cref="BleuOptions.ForSentences"/> when left out.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public BleuReference(ReadOnlySpan<string?> references, BleuOptions? options = null)
    {
        Options = options ?? BleuOptions.ForSentences;
        var scratch = BleuScratch.Rent();
        scratch.AddReferences(references, Options, References);
        BleuScratch.Return(scratch);
    }

    /// <summary>How candidates are scored.</summary>
    public BleuOptions Options { get; }

    internal NGramReferences References { get; } = new();

    /// <summary>Scores a candidate as <see cref="Bleu.Sentence(ReadOnlySpan{char}, ReadOnlySpan{char}, BleuOptions?)"/> does.</summary>
    /// <param name="candidate">The model's text.</param>
    public BleuScore Score(ReadOnlySpan<char> candidate)
    {
        Span<double> statistics = stackalloc double[BleuStatistics.MostWidth];
        Bleu.Count(candidate, this, statistics);
        return BleuStatistics.Score(statistics, Options);
    }
}
