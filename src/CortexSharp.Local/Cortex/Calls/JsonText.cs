using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CortexSharp.Local.Cortex.Calls;

/// <summary>Builds JSON text with a writer that each thread keeps.</summary>
internal static class JsonText
{
    // Answers are text that people read and no HTML: only what JSON itself demands is escaped, as Snowflake does.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // One huge answer should not be paid for ever after.
    private const int LargestKept = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes one JSON value.</summary>
    /// <typeparam name="TState">What to write from.</typeparam>
    /// <param name="state">What to write from.</param>
    /// <param name="write">Writes the value; must not build other JSON meanwhile.</param>
    public static string Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = _buffer ??= new();
        var writer = _writer ??= new(buffer, Options);
        writer.Reset();
        buffer.ResetWrittenCount();
        write(writer, state);
        writer.Flush();
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        if (buffer.Capacity > LargestKept)
            (_buffer, _writer) = (null, null);
        return text;
    }

    /// <summary>Reads JSON; null when the text is none.</summary>
    /// <param name="text">The text.</param>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
