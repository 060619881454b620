using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics;

/// <summary>chrF of a whole data set: the n-grams of all segments together, which is not the mean of their scores. Equals sacrebleu 2.6.</summary>
/// <remarks>Not thread-safe: one for each thread, then merge. Parts of the data may also be scored on several machines.</remarks>
/// <param name="options">The settings; chrF2 when left out.</param>
public sealed class ChrfCorpus(ChrfOptions? options = null)
{
    private readonly ChrfOptions _options = options ?? ChrfOptions.Default;
    private ChrfStatistics _sums;

    /// <summary>How many segments are in.</summary>
    public int Count { get; private set; }

    /// <summary>The score of all segments; 0 when none is in.</summary>
    public ChrfScore Score => Chrf.Score(_sums, _options);

    /// <summary>Takes in a segment.</summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="reference">The right answer.</param>
    /// <returns>The segment's own score.</returns>
    public ChrfScore Add(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference)
    {
        var statistics = default(ChrfStatistics);
        using var text = new ChrfText(candidate, _options);
        Chrf.Compare(text, reference, _options, ref statistics);
        return Add(statistics);
    }

    /// <summary>Takes in a segment with several right answers; the one that fits best counts.</summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="references">The right answers.</param>
    /// <returns>The segment's own score.</returns>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public ChrfScore Add(ReadOnlySpan<char> candidate, ReadOnlySpan<string> references) => Add(Chrf.Best(candidate, references, _options));

    /// <summary>Takes in all segments of another part of the data.</summary>
    /// <param name="other">The other part.</param>
    /// <exception cref="ArgumentException">It was scored with other settings.</exception>
    public void Merge(ChrfCorpus other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._options != _options)
            throw new ArgumentException($"The parts were scored with different settings: {_options.Signature()} and {other._options.Signature()}.", nameof(other));
        Count += other.Count;
        Sum(other._sums);
    }

    private ChrfScore Add(in ChrfStatistics statistics)
    {
        Count++;
        Sum(statistics);
        return Chrf.Score(statistics, _options);
    }

    private void Sum(in ChrfStatistics statistics)
    {
        for (var i = 0; i < 3 * _options.Orders; i++)
            _sums[i] += statistics[i];
    }
}
