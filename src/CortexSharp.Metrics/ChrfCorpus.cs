using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Metrics;

/// <summary>
/// chrF of a corpus, whose segments come one by one. Not thread-safe: one for each thread, or machine, then merge; all counts are whole numbers, so
/// that the order does not matter.
/// </summary>
public sealed class ChrfCorpus
{
    private readonly SegmentSums _segments;

    /// <summary>A corpus without segments.</summary>
    /// <param name="options">The settings; chrF2 when left out.</param>
    /// <param name="keepSegments">Whether the numbers of each segment are kept for intervals and tests; otherwise memory does not grow.</param>
    public ChrfCorpus(ChrfOptions? options = null, bool keepSegments = false)
    {
        Options = options ?? ChrfOptions.Default;
        _segments = new(ChrfStatistics.Width(Options), keepSegments);
    }

    /// <summary>How segments are scored.</summary>
    public ChrfOptions Options { get; }

    /// <summary>How many segments are in.</summary>
    public int Count => _segments.Count;

    /// <summary>
    /// The numbers of each segment if they are kept, else <see langword="null"/>: with <see cref="ScoreOf"/> what <see cref="Bootstrap"/> and the
    /// paired tests need.
    /// </summary>
    public SegmentStatistics? Segments => _segments.Segments;

    /// <summary>The score of all segments as sacrebleu's <c>corpus_chrf</c>; 0 without segments.</summary>
    public ChrfScore Score => ChrfStatistics.Score(_segments.Sums, Options);

    /// <summary>The score, 0 to 100, of a resample of segments: a <see cref="CorpusScore"/>.</summary>
    /// <param name="sums">The sums of the segments' numbers.</param>
    /// <exception cref="ArgumentException">They are not as many as a segment has here.</exception>
    public double ScoreOf(ReadOnlySpan<double> sums) => Chrf.FromStatistics(sums, Options).Score;

    /// <summary>Takes in a segment with one reference.</summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="reference">The right text.</param>
    public void Add(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference)
    {
        Chrf.Count(candidate, reference, Options, _segments.Next);
        _segments.Add();
    }

    /// <summary>Takes in a segment with several references; the one against which it scores best counts.</summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="references">The right texts.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public void Add(ReadOnlySpan<char> candidate, ReadOnlySpan<string> references)
    {
        Chrf.Count(candidate, references, Options, _segments.Next);
        _segments.Add();
    }

    /// <summary>Takes in all segments of another part of the corpus.</summary>
    /// <param name="other">The other part.</param>
    /// <exception cref="ArgumentException">It has other settings, or only one of both keeps segments.</exception>
    public void Merge(ChrfCorpus other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Options != Options)
        {
            throw new ArgumentException(
                $"Counted as \"{other.Options.Signature(null)}\", but this corpus counts as \"{Options.Signature(null)}\".", nameof(other));
        }

        _segments.Merge(other._segments);
    }

    /// <summary>The score as sacrebleu prints it.</summary>
    public override string ToString() => Score.ToString();
}
