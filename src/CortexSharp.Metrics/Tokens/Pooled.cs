using System.Buffers;
using System.Runtime.CompilerServices;

namespace CortexSharp.Metrics.Tokens;

/// <summary>
/// Memory that grows on demand and stays for the next call. It comes from the shared pool, and goes back there when it has grown large, so that one
/// huge text does not leave every thread with a huge array.
/// </summary>
/// <param name="capacity">How long it is at first.</param>
internal struct Pooled<T>(int capacity)
    where T : unmanaged
{
    private const int MostKeptBytes = 1 << 18;

    /// <summary>At least as long as was asked for; what it holds at first is undefined.</summary>
    public T[] Array { get; private set; } = capacity == 0 ? [] : ArrayPool<T>.Shared.Rent(capacity);

    /// <summary>Makes room for a length, keeping what is in use.</summary>
    public void Grow(int length, int used)
    {
        if (length <= Array.Length)
            return;

        var grown = ArrayPool<T>.Shared.Rent((int)Math.Max(length, Math.Min(2L * Array.Length, System.Array.MaxLength)));
        Array.AsSpan(0, used).CopyTo(grown);
        Return();
        Array = grown;
    }

    /// <summary>Gives memory back that is too large to keep.</summary>
    public void Trim()
    {
        if ((long)Array.Length * Unsafe.SizeOf<T>() > MostKeptBytes)
            Return();
    }

    private void Return()
    {
        if (Array.Length > 0)
            ArrayPool<T>.Shared.Return(Array);
        Array = [];
    }
}
