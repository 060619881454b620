using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CortexSharp.Files.Internal;

namespace CortexSharp.Files.Jsonl;

internal sealed class JsonlSink(Stream stream) : IRecordSink
{
    private const int BlockBytes = 64 * 1024;

    // A data file is not a web page, so quotes, angle brackets and accents stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(BlockBytes);
    private Utf8JsonWriter? _json;

    public async ValueTask WriteAsync(DataRecord record, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_json is null) _json = new Utf8JsonWriter(_buffer, Options);
        else _json.Reset();
        record.WriteTo(_json);
        _json.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= BlockBytes) await WriteBlockAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await WriteBlockAsync(cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await using var owned = stream.ConfigureAwait(false);
        await WriteBlockAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask WriteBlockAsync(CancellationToken cancellationToken)
    {
        if (_buffer.WrittenCount == 0) return;
        await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
    }
}
