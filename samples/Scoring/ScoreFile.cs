using System.Buffers;
using System.Text.Json;

namespace CortexSharp.Samples.Scoring;

/// <summary>Writes one JSON line a pair, through a buffer.</summary>
internal sealed class ScoreFile : IAsyncDisposable
{
    private const int FlushAt = 1 << 16;

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushAt);
    private readonly Utf8JsonWriter _writer;

    public ScoreFile(Stream stream)
    {
        _stream = stream;
        _writer = new(_buffer);
    }

    /// <summary>Writes a line.</summary>
    /// <param name="id">The pair's <c>id</c> as it was; left out when the record has none.</param>
    /// <param name="writeScores">Writes the scores.</param>
    /// <param name="cancellationToken">Cancels the waiting for the file.</param>
    public async ValueTask WriteAsync(JsonElement? id, Action<Utf8JsonWriter> writeScores, CancellationToken cancellationToken)
    {
        _writer.Reset();
        _writer.WriteStartObject();
        if (id is { } value)
        {
            _writer.WritePropertyName("id");
            value.WriteTo(_writer);
        }

        writeScores(_writer);
        _writer.WriteEndObject();
        _writer.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAt)
            await FlushAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync(CancellationToken.None);
        await _writer.DisposeAsync();
        await _stream.DisposeAsync();
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }
}
