namespace CortexSharp.Files.Jsonl;

/// <summary>Cuts a stream into lines at LF, in one reused buffer that never grows far beyond the longest line allowed.</summary>
internal sealed class LineReader(Stream stream, int maxBytes) : IAsyncDisposable
{
    private const int InitialBytes = 64 * 1024;

    // One less than an array can hold: the buffer always has room to see that a line is too long.
    private readonly int _maxBytes = Math.Min(maxBytes, Array.MaxLength - 1);
    private byte[] _buffer = new byte[InitialBytes];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>The line without its LF, valid until the next read; empty when <see cref="IsTooLong"/>.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    public long LineNumber { get; private set; }

    public bool IsTooLong { get; private set; }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        IsTooLong = false;
        var scanned = 0;
        while (true)
        {
            var newline = _buffer.AsSpan((_start + scanned).._end).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                Take(scanned + newline, terminator: 1);
                return true;
            }

            scanned = _end - _start;
            if (scanned > _maxBytes)
            {
                // Drop what came so far, and go on to where the next line starts.
                IsTooLong = true;
                _start = _end;
                scanned = 0;
            }

            if (_atEnd)
            {
                if (scanned == 0 && !IsTooLong) return false;
                Take(scanned, terminator: 0);
                return true;
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private void Take(int length, int terminator)
    {
        LineNumber++;
        IsTooLong |= length > _maxBytes;
        Line = IsTooLong ? default : _buffer.AsMemory(_start, length);
        if (LineNumber == 1 && Line.Span.StartsWith("\uFEFF"u8)) Line = Line[3..];
        _start += length + terminator;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, Array.MaxLength));
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        _atEnd = read == 0;
    }
}
