using System.Buffers;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>
/// Bytes on their way to SQLite, which copies them. Batches of rows are megabytes of JSON: in arrays of their own each statement would leave them in
/// the heap of large objects, where garbage lies longest.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 256;
    private const int Large = 64 * 1024;

    // The shared pool keeps large arrays for each thread that ever had one, and SQLite calls on any.
    private static readonly ArrayPool<byte> LargeArrays = ArrayPool<byte>.Create(maxArrayLength: 1 << 26, maxArraysPerBucket: 2);

    private byte[] _bytes;
    private int _length;

    /// <summary>Makes a buffer.</summary>
    /// <param name="capacity">How many bytes are expected; more may come.</param>
    public PooledBuffer(int capacity) => _bytes = Rent(Math.Max(capacity, Smallest));

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    public void Dispose()
    {
        Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    private void Reserve(int size)
    {
        size = Math.Max(size, Smallest);
        if (_bytes.Length - _length >= size)
            return;
        var larger = Rent(Math.Max(_length + size, 2 * _length));
        Written.CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
    }

    private static byte[] Rent(int size) => (size > Large ? LargeArrays : ArrayPool<byte>.Shared).Rent(size);

    private static void Return(byte[] bytes)
    {
        if (bytes.Length > 0)
            (bytes.Length > Large ? LargeArrays : ArrayPool<byte>.Shared).Return(bytes);
    }
}
