namespace CortexSharp.Metrics.Statistics;

/// <summary>
/// What a corpus metric needs to know of each segment: a row of numbers, always as many, whose sums over a corpus give its score. For BLEU the
/// lengths, matches and totals; for a plain mean the item's score and 1.
/// </summary>
/// <remarks>Fill it from one thread; any number may read afterwards. Whole numbers add up exactly as far as 2^53.</remarks>
public sealed class SegmentStatistics
{
    private double[] _values = [];

    /// <summary>No segments yet.</summary>
    /// <param name="width">How many numbers a segment has, at least one.</param>
    public SegmentStatistics(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Width = width;
    }

    /// <summary>How many numbers a segment has.</summary>
    public int Width { get; }

    /// <summary>How many segments there are.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers of one segment.</summary>
    /// <param name="segment">Which one, from 0.</param>
    public ReadOnlySpan<double> this[int segment] => _values.AsSpan(0, Count * Width).Slice(segment * Width, Width);

    /// <summary>Adds a segment.</summary>
    /// <param name="segment">Its numbers.</param>
    /// <exception cref="ArgumentException">It has more or fewer numbers than the others.</exception>
    public void Add(ReadOnlySpan<double> segment)
    {
        if (segment.Length != Width)
            throw new ArgumentException($"A segment has {Width} numbers here, not {segment.Length}.", nameof(segment));

        var start = checked(Count * Width);
        if (start + Width > _values.Length)
            Array.Resize(ref _values, checked(Math.Max(16 * Width, 2 * start)));
        segment.CopyTo(_values.AsSpan(start));
        Count++;
    }

    /// <summary>The score of all segments.</summary>
    /// <param name="score">The metric.</param>
    public double Score(CorpusScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var sums = new double[Width];
        for (var segment = 0; segment < Count; segment++)
            AddTo(sums, segment);
        return score(sums);
    }

    internal void AddTo(Span<double> sums, int segment)
    {
        var values = this[segment];
        for (var i = 0; i < sums.Length; i++)
            sums[i] += values[i];
    }
}
