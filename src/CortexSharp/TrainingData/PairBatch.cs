using System.Buffers;
using System.Text;
using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>Pairs on their way into a table, as one JSON text, which every executor can bind.</summary>
internal sealed class PairBatch : IDisposable
{
    // Well below what one bound text may hold, 16 million characters.
    private const int MostBytes = 4_000_000;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private long _next = 1;

    public PairBatch()
    {
        _json = new(_buffer);
        _json.WriteStartArray();
    }

    public bool IsFull => _json.BytesCommitted + _json.BytesPending >= MostBytes;

    public bool IsEmpty { get; private set; } = true;

    public void Add(TrainingPair pair)
    {
        _json.WriteStartArray();
        _json.WriteNumberValue(_next++);
        _json.WriteStringValue(pair.Prompt);
        _json.WriteStringValue(pair.Completion);
        _json.WriteEndArray();
        IsEmpty = false;
    }

    /// <summary>The statement that writes the pairs, which then begins anew.</summary>
    public SqlStatement Take(SqlIdentifier table)
    {
        _json.WriteEndArray();
        _json.Flush();
        var text = Encoding.UTF8.GetString(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
        IsEmpty = true;
        return SqlStatement.Create(
            $"INSERT INTO {table} (ID, PROMPT, COMPLETION) SELECT f.value[0]::NUMBER, f.value[1]::VARCHAR, f.value[2]::VARCHAR FROM TABLE(FLATTEN(INPUT => PARSE_JSON({text}))) f");
    }

    public void Dispose() => _json.Dispose();
}
