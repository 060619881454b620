using System.Numerics;

namespace CortexSharp.Metrics.Statistics;

/// <summary>
/// What a corpus metric needs to know of each segment: a row of numbers, always as many, whose sums over a corpus give its score. For BLEU the
/// lengths, matches and totals; for a plain mean the item's score and 1.
/// </summary>
/// <remarks>Fill it from one thread; any number may read afterwards. Whole numbers add up exactly as far as 2^53.</remarks>
public sealed class SegmentStatistics
{
    // Blocks, because of one array that grows by copying the old one would lie about beside the new; small enough to stay out of the heap of large objects.
    private const int BlockNumbers = 8192;

    private readonly List<double[]> _blocks = [];
    private readonly int _blockShift;

    /// <summary>No segments yet.</summary>
    /// <param name="width">How many numbers a segment has, at least one.</param>
    public SegmentStatistics(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Width = width;
        _blockShift = BitOperations.Log2((uint)Math.Max(BlockNumbers / width, 1));
    }

    /// <summary>How many numbers a segment has.</summary>
    public int Width { get; }

    /// <summary>How many segments there are.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers of one segment.</summary>
    /// <param name="segment">Which one, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many segments.</exception>
    public ReadOnlySpan<double> this[int segment]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)segment, (uint)Count, nameof(segment));
            return Place(segment);
        }
    }

    /// <summary>Adds a segment.</summary>
    /// <param name="segment">Its numbers.</param>
    /// <exception cref="ArgumentException">It has more or fewer numbers than the others.</exception>
    public void Add(ReadOnlySpan<double> segment)
    {
        if (segment.Length != Width)
            throw new ArgumentException($"A segment has {Width} numbers here, not {segment.Length}.", nameof(segment));

        if (Count >> _blockShift == _blocks.Count)
            _blocks.Add(new double[Width << _blockShift]);
        segment.CopyTo(Place(Count));
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

    private Span<double> Place(int segment) => _blocks[segment >> _blockShift].AsSpan((segment & ((1 << _blockShift) - 1)) * Width, Width);
}
