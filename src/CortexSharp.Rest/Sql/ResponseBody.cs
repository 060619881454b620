using System.Buffers;
using System.IO.Compression;

namespace CortexSharp.Rest.Sql;

/// <summary>
/// The bytes of one response as they came, usually compressed, in pooled pieces. Read whole, so that a broken transfer shows before its first row is
/// used.
/// </summary>
internal sealed class ResponseBody : IDisposable
{
    // Below the size of large objects.
    private const int PieceSize = 64 * 1024;

    private readonly List<byte[]> _pieces = [];
    private readonly bool _isCompressed;
    private long _length;

    private ResponseBody(bool isCompressed) => _isCompressed = isCompressed;

    public static async Task<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // An HttpClient that decompresses by itself has removed the header.
        var body = new ResponseBody(content.Headers.ContentEncoding.Contains("gzip"));
        try
        {
            var source = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (source.ConfigureAwait(false))
                await body.FillAsync(source, cancellationToken).ConfigureAwait(false);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>The text of the response from its beginning; may be called again.</summary>
    public Stream Open() => _isCompressed ? new GZipStream(new Reader(this), CompressionMode.Decompress) : new Reader(this);

    public void Dispose()
    {
        foreach (var piece in _pieces)
            ArrayPool<byte>.Shared.Return(piece);
        _pieces.Clear();
        _length = 0;
    }

    private async Task FillAsync(Stream source, CancellationToken cancellationToken)
    {
        while (true)
        {
            var used = (int)(_length % PieceSize);
            if (used == 0)
                _pieces.Add(ArrayPool<byte>.Shared.Rent(PieceSize));
            var read = await source.ReadAsync(_pieces[^1].AsMemory(used, PieceSize - used), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return;
            _length += read;
        }
    }

    private sealed class Reader(ResponseBody body) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var within = (int)(_position % PieceSize);
            var count = (int)Math.Min(Math.Min(PieceSize - within, body._length - _position), buffer.Length);
            if (count == 0)
                return 0;
            body._pieces[(int)(_position / PieceSize)].AsSpan(within, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
