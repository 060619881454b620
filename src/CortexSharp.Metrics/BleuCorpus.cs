using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Metrics;

/// <summary>
/// BLEU of a corpus, whose segments come one by one. Not thread-safe: one for each thread, or machine, then merge; all counts are whole numbers, so
/// that the order does not matter.
/// </summary>
public sealed class BleuCorpus
{
    private readonly SegmentSums _segments;

    /// <summary>A corpus without segments.</summary>
    /// <param name="options">How to tokenize, count and smooth; <see cref="BleuOptions.ForCorpora"/> when left out.</param>
    /// <param name="keepSegments">Whether the numbers of each segment are kept for intervals and tests; otherwise memory does not grow.</param>
    public BleuCorpus(BleuOptions? options = null, bool keepSegments = false)
    {
        Options = options ?? BleuOptions.ForCorpora;
        _segments = new(BleuStatistics.Width(Options.MaxOrder), keepSegments);
    }

    /// <summary>How segments are scored.</summary>
    public BleuOptions Options { get; }

    /// <summary>How many segments are in.</summary>
    public int Count => _segments.Count;

    /// <summary>
    /// The numbers of each segment if they are kept, else <see langword="null"/>: with <see cref="ScoreOf"/> what <see cref="Bootstrap"/> and the
    /// paired tests need.
    /// </summary>
    public SegmentStatistics? Segments => _segments.Segments;

    /// <summary>The score of all segments as sacrebleu's <c>corpus_bleu</c>; without segments it is 0, with a brevity penalty of 1.</summary>
    public BleuScore Score => BleuStatistics.Score(_segments.Sums, Options);

    /// <summary>The score, 0 to 100, of a resample of segments: a <see cref="CorpusScore"/>.</summary>
    /// <param name="sums">The sums of the segments' numbers.</param>
    /// <exception cref="ArgumentException">They are not as many as a segment has here.</exception>
    public double ScoreOf(ReadOnlySpan<double> sums) => Bleu.FromStatistics(sums, Options).Score;

    /// <summary>Takes in a segment with one reference.</summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="reference">The right text.</param>
    public void Add(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference)
    {
        Bleu.Count(candidate, reference, Options, _segments.Next);
        _segments.Add();
    }

    /// <summary>Takes in a segment with several references.</summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="references">The right texts. Empty ones count; missing ones (<see langword="null"/>) do not.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public void Add(ReadOnlySpan<char> candidate, ReadOnlySpan<string?> references)
    {
        Bleu.Count(candidate, references, Options, _segments.Next);
        _segments.Add();
    }

    /// <summary>Takes in a segment whose references are prepared.</summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="reference">The references, prepared with options that tokenize and count as this corpus does.</param>
    /// <exception cref="ArgumentException">They were prepared with another tokenizer, case or order.</exception>
    public void Add(ReadOnlySpan<char> candidate, BleuReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ThrowIfCountedOtherwise(reference.Options, nameof(reference));
        Bleu.Count(candidate, reference, _segments.Next);
        _segments.Add();
    }

    /// <summary>Takes in all segments of another part of the corpus.</summary>
    /// <param name="other">The other part.</param>
    /// <exception cref="ArgumentException">It has another tokenizer, case or order, or only one of both keeps segments.</exception>
    public void Merge(BleuCorpus other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ThrowIfCountedOtherwise(other.Options, nameof(other));
        _segments.Merge(other._segments);
    }

    /// <summary>sacrebleu's line of the score.</summary>
    public override string ToString() => Score.ToString();

    private void ThrowIfCountedOtherwise(BleuOptions options, string parameter)
    {
        if (options.MaxOrder != Options.MaxOrder || options.Lowercase != Options.Lowercase || options.Tokenizer != Options.Tokenizer)
        {
            throw new ArgumentException(
                $"Counted as \"{options.Signature(null)}\", but this corpus counts as \"{Options.Signature(null)}\".", parameter);
        }
    }
}
