namespace CortexSharp.Files.Tests;

/// <summary>A file too large to hold: a first block and then the same block again and again, made as it is read.</summary>
internal sealed class RepeatingStream(byte[] first, byte[] block, long blocks) : Stream
{
    private readonly long _length = first.Length + (block.Length * blocks);

    public long Served { get; private set; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var (source, at) = Served < first.Length ? (first, Served) : (block, (Served - first.Length) % block.Length);
        var count = (int)Math.Min(Math.Min(buffer.Length, source.Length - at), _length - Served);
        source.AsSpan((int)at, count).CopyTo(buffer);
        Served += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
