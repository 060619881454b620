namespace CortexSharp.Metrics.Statistics;

/// <summary>What a corpus keeps of its segments: the sums of their numbers, and each one's numbers if asked for.</summary>
internal sealed class SegmentSums(int width, bool keepSegments)
{
    private readonly double[] _sums = new double[width];
    private readonly double[] _next = new double[width];

    /// <summary>How many segments are in.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers of each segment if they are kept.</summary>
    public SegmentStatistics? Segments { get; } = keepSegments ? new(width) : null;

    /// <summary>The sums of all segments' numbers.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>Where the numbers of the next segment go, before <see cref="Add()"/>.</summary>
    public Span<double> Next => _next;

    /// <summary>Takes in the segment whose numbers are in <see cref="Next"/>.</summary>
    public void Add()
    {
        Add(_next);
        Segments?.Add(_next);
        Count++;
    }

    /// <summary>Takes in all segments of another part, which has the same numbers.</summary>
    /// <exception cref="ArgumentException">Only one of both parts keeps its segments.</exception>
    public void Merge(SegmentSums other)
    {
        if ((Segments is null) != (other.Segments is null))
            throw new ArgumentException("Only one of both parts keeps its segments.", nameof(other));

        var row = new double[width];
        for (var (segment, count) = (0, other.Segments?.Count); segment < count; segment++)
        {
            other.Segments!.CopyTo(segment, row);
            Segments!.Add(row);
        }

        Add(other._sums);
        Count += other.Count;
    }

    private void Add(double[] numbers)
    {
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] += numbers[i];
    }
}
