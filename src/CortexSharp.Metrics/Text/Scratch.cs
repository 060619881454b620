using System.Buffers;

namespace CortexSharp.Metrics.Text;

/// <summary>Working memory for one call: the caller's stack when it is enough, otherwise a pooled array that goes back on dispose.</summary>
internal ref struct Scratch<T>
    where T : unmanaged
{
    private T[]? _rented;

    public Scratch(Span<T> small, int length)
    {
        if (length <= small.Length)
        {
            Span = small[..length];
        }
        else
        {
            _rented = ArrayPool<T>.Shared.Rent(length);
            Span = _rented.AsSpan(0, length);
        }
    }

    /// <summary>Exactly the length asked for; what it holds at first is undefined.</summary>
    public readonly Span<T> Span { get; }

    public void Dispose()
    {
        if (_rented is { } rented)
        {
            _rented = null;
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
