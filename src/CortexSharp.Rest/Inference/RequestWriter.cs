using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CortexSharp.Completions;

namespace CortexSharp.Rest.Inference;

/// <summary>
/// Writes a request's body in the dialect of its endpoint. Straight to UTF-8, so that a schema goes through as it is and an image is no tree of
/// objects.
/// </summary>
internal static class RequestWriter
{
    // The body is JSON to a JSON reader, never HTML: letters of other scripts stay letters.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body.</summary>
    /// <param name="request">The question, checked by <see cref="InferenceRouting"/>.</param>
    /// <param name="endpoint">Where it goes.</param>
    /// <param name="stream">Whether the answer is to be streamed.</param>
    public static ReadOnlyMemory<byte> Write(CompletionRequest request, InferenceEndpoint endpoint, bool stream)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("model", request.Model);
            if (endpoint is InferenceEndpoint.ChatCompletions)
                ChatCompletionsDialect.Write(writer, request, stream);
            else
                InferenceCompleteDialect.Write(writer, request, stream);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
