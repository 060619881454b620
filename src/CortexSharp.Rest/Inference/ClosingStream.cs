namespace CortexSharp.Rest.Inference;

/// <summary>A body of server-sent events that always ends in a blank line.</summary>
/// <remarks>
/// Snowflake may leave the last event without one (its own client is tested for that), and <see cref="System.Net.ServerSentEvents.SseParser"/>
/// drops an event that was not closed, as the standard says. It also makes a body that was cut within an event an error rather than a shorter answer.
/// </remarks>
internal sealed class ClosingStream(Stream body) : Stream
{
    private static readonly byte[] BlankLine = "\n\n"u8.ToArray();
    private int _closed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = _closed == 0 ? await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : 0;
        if (read > 0 || buffer.Length == 0)
            return read;
        var rest = BlankLine.AsSpan(_closed, Math.Min(BlankLine.Length - _closed, buffer.Length));
        rest.CopyTo(buffer.Span);
        _closed += rest.Length;
        return rest.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
