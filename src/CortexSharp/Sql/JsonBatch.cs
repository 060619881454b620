using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CortexSharp.Sql;

/// <summary>Rows on their way into a table, as one JSON text of arrays, which every executor can bind and FLATTEN takes apart.</summary>
internal sealed class JsonBatch : IDisposable
{
    // Well below what one bound text may hold, 16 million characters.
    private const int MostBytes = 4_000_000;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public JsonBatch()
    {
        _json = new(_buffer);
        _json.WriteStartArray();
    }

    public bool IsFull => _json.BytesCommitted + _json.BytesPending >= MostBytes;

    public int Count { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="write">Writes its cells.</param>
    public void Add(Action<Utf8JsonWriter> write)
    {
        _json.WriteStartArray();
        write(_json);
        _json.WriteEndArray();
        Count++;
    }

    /// <summary>The rows as text; the batch then begins anew.</summary>
    public string Take()
    {
        _json.WriteEndArray();
        _json.Flush();
        var text = Encoding.UTF8.GetString(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
        Count = 0;
        return text;
    }

    public void Dispose() => _json.Dispose();
}
