using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Samples.Scoring;

/// <summary>A corpus score whose segments go on into blocks, so that memory does not grow with the file.</summary>
/// <typeparam name="TCorpus">The corpus that counts segments.</typeparam>
/// <param name="create">Makes one that keeps its segments.</param>
/// <param name="segments">The segments that it keeps.</param>
internal sealed class SegmentedCorpus<TCorpus>(Func<TCorpus> create, Func<TCorpus, SegmentStatistics> segments)
{
    private const int MostKept = 1024;

    private TCorpus _corpus = create();
    private BlockStatistics? _blocks;

    /// <summary>Counts a segment.</summary>
    /// <param name="add">Adds it to the corpus.</param>
    /// <returns>Its numbers.</returns>
    public double[] Add(Action<TCorpus> add)
    {
        if (segments(_corpus).Count == MostKept)
            _corpus = create();
        add(_corpus);
        var kept = segments(_corpus);
        var segment = new double[kept.Width];
        kept.CopyTo(kept.Count - 1, segment);
        (_blocks ??= new(kept.Width)).Add(segment);
        return segment;
    }

    public BootstrapEstimate Estimate(CorpusScore score) => (_blocks ?? new(segments(_corpus).Width)).Estimate(score);
}
