namespace CortexSharp.Local.Models;

/// <summary>
/// A reusable sparse vector of a vocabulary's size. Filled in the order of first occurrence, so that sums over it
/// are always taken in the same order and models stay reproducible to the bit.
/// </summary>
internal sealed class SparseVector(int dimension)
{
    private readonly int[] _counts = new int[dimension];
    private readonly int[] _indices = new int[dimension];
    private readonly float[] _values = new float[dimension];
    private int _length;

    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, _length);

    public ReadOnlySpan<float> Values => _values.AsSpan(0, _length);

    public void Count(int index)
    {
        if (_counts[index]++ == 0) _indices[_length++] = index;
    }

    /// <summary>Weights the counts, sublinear in the term frequency, and scales the vector to the length 1.</summary>
    public void Weigh(ReadOnlySpan<float> weights)
    {
        var squares = 0f;
        for (var i = 0; i < _length; i++)
        {
            var index = _indices[i];
            var value = (1 + MathF.Log(_counts[index])) * weights[index];
            _values[i] = value;
            squares += value * value;
            _counts[index] = 0;
        }

        if (squares == 0) return;
        var scale = 1 / MathF.Sqrt(squares);
        foreach (ref var value in _values.AsSpan(0, _length)) value *= scale;
    }

    public void Clear() => _length = 0;
}
