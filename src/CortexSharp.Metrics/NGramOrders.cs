using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CortexSharp.Metrics;

/// <summary>A number for each order of n-grams, unigrams first.</summary>
public readonly struct NGramOrders
{
    internal const int Most = 9;

    private readonly Values _values;

    internal NGramOrders(ReadOnlySpan<double> values)
    {
        Count = values.Length;
        values.CopyTo(_values);
    }

    /// <summary>The highest order.</summary>
    public int Count { get; }

    /// <summary>The number of an order.</summary>
    /// <param name="index">The order less one: 0 for unigrams.</param>
    public double this[int index] => AsSpan()[index];

    /// <summary>All numbers, for as long as this value stays where it is.</summary>
    [UnscopedRef]
    public ReadOnlySpan<double> AsSpan() => ((ReadOnlySpan<double>)_values)[..Count];

    /// <summary>A copy of all numbers.</summary>
    public double[] ToArray() => AsSpan().ToArray();

    /// <summary>Walks over the numbers, unigrams first.</summary>
    [UnscopedRef]
    public ReadOnlySpan<double>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    [InlineArray(Most)]
    private struct Values
    {
        private double _first;
    }
}
