using System.Buffers;
using System.Text;

namespace CortexSharp.Local.Engine.Runtime.Strings;

/// <summary>Collects UTF-8 in a rented buffer, which must be given back.</summary>
internal ref struct Utf8Builder(int capacity)
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 256));
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Append(ReadOnlySpan<byte> text)
    {
        Grow(text.Length);
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    public void Append(byte unit)
    {
        Grow(1);
        _buffer[_length++] = unit;
    }

    public void Append(Rune rune)
    {
        Grow(4);
        _length += rune.EncodeToUtf8(_buffer.AsSpan(_length));
    }

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow(int more)
    {
        if (_length + more <= _buffer.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + more, _buffer.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
