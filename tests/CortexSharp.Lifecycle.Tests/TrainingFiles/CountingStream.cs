namespace CortexSharp.Lifecycle.Tests.TrainingFiles;

/// <summary>A stream too large to hold, which only counts: it takes whatever is written, or gives the same record again and again.</summary>
/// <param name="header">What it gives first.</param>
/// <param name="record">What it gives then.</param>
/// <param name="records">How often.</param>
internal sealed class CountingStream(byte[] header, byte[] record, long records) : Stream
{
    private readonly long _end = header.Length + (record.Length * records);

    public CountingStream()
        : this([], [], 0)
    {
    }

    /// <summary>How many bytes went through so far.</summary>
    public long Passed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (Passed == _end)
            return 0;
        var rest = Passed < header.Length ? header.AsSpan((int)Passed) : record.AsSpan((int)((Passed - header.Length) % record.Length));
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        Passed += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Write(byte[] buffer, int offset, int count) => Passed += count;

    public override void Write(ReadOnlySpan<byte> buffer) => Passed += buffer.Length;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Passed += buffer.Length;
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
