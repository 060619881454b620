using System.Numerics;
using System.Runtime.CompilerServices;

namespace CortexSharp.Metrics.Statistics;

/// <summary>
/// What a corpus metric needs to know of each segment: a row of numbers, always as many, whose sums over a corpus give its score. For BLEU the
/// lengths, matches and totals; for a plain mean the item's score and 1.
/// </summary>
/// <remarks>
/// Fill it from one thread; any number may read afterwards. Whole numbers add up exactly as far as 2^53. Counts take four bytes each, other numbers
/// eight; of long rows that are mostly 0, such as counts by label, only the other numbers take memory.
/// </remarks>
public sealed class SegmentStatistics
{
    // Blocks, because of one array that grows by copying the old one would lie about beside the new; small enough to stay out of the heap of large
    // objects.
    private const int BlockNumbers = 8192;

    // Shorter rows are kept whole whatever is in them.
    private const int Short = 32;

    private readonly List<RowBlock> _blocks = [];
    private readonly int _blockShift;

    // Instead of blocks of whole rows, if the first row suggests it.
    private SparseRows? _sparse;

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

    /// <summary>Writes the numbers of one segment.</summary>
    /// <param name="segment">Which one, from 0.</param>
    /// <param name="numbers">Where to: as many as a segment has.</param>
    /// <exception cref="ArgumentException">There is room for more or fewer numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many segments.</exception>
    public void CopyTo(int segment, Span<double> numbers)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)segment, (uint)Count, nameof(segment));
        ThrowIfNotAWholeRow(numbers, nameof(numbers));
        numbers.Clear();
        AddTo(numbers, segment);
    }

    /// <summary>Adds a segment.</summary>
    /// <param name="segment">Its numbers.</param>
    /// <exception cref="ArgumentException">It has more or fewer numbers than the others.</exception>
    public void Add(ReadOnlySpan<double> segment)
    {
        ThrowIfNotAWholeRow(segment, nameof(segment));
        if (Count == 0 && Width > Short && segment.Count(0.0) > Width / 2)
            _sparse = new SparseRows();
        if (_sparse is not null)
        {
            _sparse.Add(segment);
        }
        else
        {
            if (Count >> _blockShift == _blocks.Count)
                _blocks.Add(new RowBlock(Width, 1 << _blockShift));
            _blocks[Count >> _blockShift].Set(PlaceOf(Count), segment);
        }

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

    /// <summary>Adds segments up, in the order given.</summary>
    /// <remarks>
    /// Compiled at its best at once: unoptimised it would do most of a first comparison's work before the runtime finds that it is worth optimising.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Sum(ReadOnlySpan<int> segments, Span<double> sums)
    {
        sums.Clear();
        foreach (var segment in segments)
            AddTo(sums, segment);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddTo(Span<double> sums, int segment)
    {
        if (_sparse is null)
            _blocks[segment >> _blockShift].AddTo(sums, PlaceOf(segment));
        else
            _sparse.AddTo(sums, segment);
    }

    private int PlaceOf(int segment) => segment & ((1 << _blockShift) - 1);

    private void ThrowIfNotAWholeRow(ReadOnlySpan<double> numbers, string name)
    {
        if (numbers.Length != Width)
            throw new ArgumentException($"A segment has {Width} numbers here, not {numbers.Length}.", name);
    }
}
