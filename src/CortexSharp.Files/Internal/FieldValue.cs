using System.Buffers;
using System.Text.Json;

namespace CortexSharp.Files.Internal;

/// <summary>A text or a JSON value. CSV stays plain strings, so that a wide file does not pay for JSON it never shows.</summary>
internal readonly struct FieldValue
{
    private readonly string? _text;
    private readonly JsonElement _json;

    public FieldValue(string? text) => _text = text;

    public FieldValue(JsonElement json) => _json = json;

    private bool IsJson => _json.ValueKind is not JsonValueKind.Undefined;

    public string? Text => _json.ValueKind switch
    {
        JsonValueKind.Undefined => _text,
        JsonValueKind.String => _json.GetString(),
        JsonValueKind.Null => null,
        _ => _json.GetRawText(),
    };

    public JsonElement ToJson()
    {
        if (IsJson) return _json;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) WriteTo(writer);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (IsJson) _json.WriteTo(writer);
        else writer.WriteStringValue(_text);
    }
}
