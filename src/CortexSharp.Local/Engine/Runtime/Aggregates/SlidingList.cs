using System.Runtime.InteropServices;

namespace CortexSharp.Local.Engine.Runtime.Aggregates;

/// <summary>Values of a window: new ones come at the end, old ones leave at the start.</summary>
internal sealed class SlidingList<T>
{
    private readonly List<T> _items = [];
    private int _start;

    /// <summary>The values that are in, oldest first.</summary>
    public ReadOnlySpan<T> Items => CollectionsMarshal.AsSpan(_items)[_start..];

    public void Add(T item) => _items.Add(item);

    public void RemoveFirst()
    {
        _start++;
        if (_start < 1024 || _start < _items.Count / 2)
            return;
        _items.RemoveRange(0, _start);
        _start = 0;
    }
}
