using System.Runtime.CompilerServices;

namespace CortexSharp.Metrics.Statistics;

/// <summary>Rows of which only the numbers that are not 0 are kept, each with its column.</summary>
internal sealed class SparseRows
{
    private readonly Blocks<double> _numbers = new();
    private readonly Blocks<int> _columns = new();
    private readonly Blocks<int> _ends = new();

    public void Add(ReadOnlySpan<double> row)
    {
        for (var column = 0; column < row.Length; column++)
        {
            if (row[column] == 0)
                continue;
            _numbers.Add(row[column]);
            _columns.Add(column);
        }

        _ends.Add(_numbers.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(Span<double> sums, int row)
    {
        var end = _ends[row];
        for (var i = row == 0 ? 0 : _ends[row - 1]; i < end; i++)
            sums[_columns[i]] += _numbers[i];
    }

    /// <summary>A list that grows without a copy, as in <see cref="SegmentStatistics"/>.</summary>
    private sealed class Blocks<T>
    {
        private const int Shift = 13;

        private readonly List<T[]> _blocks = [];

        public int Count { get; private set; }

        public T this[int index] => _blocks[index >> Shift][index & ((1 << Shift) - 1)];

        public void Add(T item)
        {
            if (Count >> Shift == _blocks.Count)
                _blocks.Add(new T[1 << Shift]);
            _blocks[Count >> Shift][Count & ((1 << Shift) - 1)] = item;
            Count = checked(Count + 1);
        }
    }
}
