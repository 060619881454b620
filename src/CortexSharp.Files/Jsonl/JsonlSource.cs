using System.Text.Json;
using System.Text.Unicode;
using CortexSharp.Files.Internal;

namespace CortexSharp.Files.Jsonl;

internal sealed class JsonlSource(Stream stream, int maxRecordBytes, MalformedRecords malformed) : IRecordSource
{
    private readonly LineReader _lines = new(stream, maxRecordBytes);
    private FieldNames _names = FieldNames.None;

    public FieldNames Columns => FieldNames.None;

    public async ValueTask<DataRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await _lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!_lines.IsTooLong && IsBlank(_lines.Line.Span)) continue;
            var problem = Parse(out var record);
            if (problem is null) return record;
            malformed.Report(_lines.LineNumber, problem);
        }

        return null;
    }

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private static bool IsBlank(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept(" \t\r"u8);

    private string? Parse(out DataRecord? record)
    {
        record = null;
        if (_lines.IsTooLong) return $"a line of more than {maxRecordBytes} bytes";
        if (!Utf8.IsValid(_lines.Line.Span)) return "not valid UTF-8";

        JsonElement json;
        try
        {
            json = JsonElement.Parse(_lines.Line.Span);
        }
        catch (JsonException error)
        {
            // Neither its message nor the exception itself is passed on: they quote the line.
            return $"not valid JSON at byte {error.BytePositionInLine + 1}";
        }

        var problem = JsonFields.Read(json, ref _names, out var values);
        if (problem is null) record = new DataRecord(_names, values, _lines.LineNumber);
        return problem;
    }
}
