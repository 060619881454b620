using System.Numerics;
using System.Runtime.CompilerServices;

namespace CortexSharp.Metrics.Statistics;

/// <summary>
/// Rows of numbers, as many as fit a block. They take half the memory as long as each is a number of single precision too, as whole numbers are up to
/// 2^24: counts always are, and nothing is ever rounded.
/// </summary>
internal sealed class RowBlock(int width, int rows)
{
    private float[]? _narrow = new float[width * rows];
    private double[]? _wide;

    public void Set(int row, ReadOnlySpan<double> numbers)
    {
        if (_narrow is not null && !AreNarrow(numbers))
        {
            _wide = Array.ConvertAll(_narrow, number => (double)number);
            _narrow = null;
        }

        if (_narrow is null)
        {
            numbers.CopyTo(_wide.AsSpan(row * width));
            return;
        }

        for (var i = 0; i < numbers.Length; i++)
            _narrow[(row * width) + i] = (float)numbers[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(Span<double> sums, int row)
    {
        if (_narrow is { } narrow)
            AddTo(sums, narrow.AsSpan(row * width, width));
        else
            AddTo(sums, _wide.AsSpan(row * width, width));
    }

    // Not a number is never equal to itself, so that it makes a block wide, where it stays what it is.
    private static bool AreNarrow(ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
        {
            if ((float)number != number)
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(Span<double> sums, ReadOnlySpan<float> row)
    {
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[i..]), out var low, out var high);
            (new Vector<double>(sums[i..]) + low).CopyTo(sums[i..]);
            (new Vector<double>(sums[(i + Vector<double>.Count)..]) + high).CopyTo(sums[(i + Vector<double>.Count)..]);
        }

        for (; i < row.Length; i++)
            sums[i] += row[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(Span<double> sums, ReadOnlySpan<double> row)
    {
        var i = 0;
        for (; i <= row.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(sums[i..]) + new Vector<double>(row[i..])).CopyTo(sums[i..]);
        for (; i < row.Length; i++)
            sums[i] += row[i];
    }
}
