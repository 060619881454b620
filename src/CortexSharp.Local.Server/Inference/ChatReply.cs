using System.Text.Json;
using CortexSharp.Local.Cortex.Completion;

namespace CortexSharp.Local.Server.Inference;

/// <summary>
/// Writes answers as <c>v1/chat/completions</c> does: OpenAI's form, with what Snowflake leaves out of it left out (its page on the Cortex REST API).
/// </summary>
internal static class ChatReply
{
    /// <summary>The whole answer.</summary>
    public static void Write(Utf8JsonWriter writer, InferenceRequest request, InferenceAnswer answer)
    {
        WriteHead(writer, "chat.completion"u8, request, answer);
        for (var i = 0; i < request.Choices; i++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, i);
            writer.WriteStartObject("message"u8);
            writer.WriteString("role"u8, "assistant"u8);
            if (answer.Tool is { } tool)
            {
                writer.WriteNull("content"u8);
                WriteCall(writer, answer, tool, answer.Text, index: null);
            }
            else
            {
                writer.WriteString("content"u8, answer.Text);
            }

            writer.WriteEndObject();
            WriteFinishReason(writer, answer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteUsage(writer, answer.Usage);
        writer.WriteEndObject();
    }

    /// <summary>The events of a streamed answer.</summary>
    public static IEnumerable<Action<Utf8JsonWriter>> Events(InferenceRequest request, InferenceAnswer answer)
    {
        var isFirst = true;
        foreach (var piece in answer.Pieces())
        {
            var isHead = isFirst;
            yield return writer => WriteDelta(writer, request, answer, piece, isHead);
            isFirst = false;
        }

        yield return writer => WriteDelta(writer, request, answer, null, isFirst);
        if (request.IncludeUsage)
        {
            yield return writer =>
            {
                WriteHead(writer, "chat.completion.chunk"u8, request, answer);
                writer.WriteEndArray();
                WriteUsage(writer, answer.Usage);
                writer.WriteEndObject();
            };
        }
    }

    private static void WriteDelta(Utf8JsonWriter writer, InferenceRequest request, InferenceAnswer answer, string? piece, bool isHead)
    {
        WriteHead(writer, "chat.completion.chunk"u8, request, answer);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, 0);
        writer.WriteStartObject("delta"u8);
        if (isHead && answer.Family is ModelFamily.OpenAi)
            writer.WriteString("role"u8, "assistant"u8);
        if (piece is not null && answer.Tool is { } tool)
            WriteCall(writer, answer, isHead ? tool : null, piece, index: 0);
        else if (piece is not null)
            writer.WriteString("content"u8, piece);
        writer.WriteEndObject();
        if (piece is null)
            WriteFinishReason(writer, answer);
        else
            writer.WriteNull("finish_reason"u8);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, ReadOnlySpan<byte> kind, InferenceRequest request, InferenceAnswer answer)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, $"chatcmpl-{answer.Id}");
        writer.WriteString("object"u8, kind);
        writer.WriteNumber("created"u8, answer.Created.ToUnixTimeSeconds());
        writer.WriteString("model"u8, request.Model);
        writer.WriteStartArray("choices"u8);
    }

    // A stream tells a call's id and name once, and its arguments piece by piece.
    private static void WriteCall(Utf8JsonWriter writer, InferenceAnswer answer, string? tool, string arguments, int? index)
    {
        writer.WriteStartArray("tool_calls"u8);
        writer.WriteStartObject();
        if (index is { } number)
            writer.WriteNumber("index"u8, number);
        if (tool is not null)
        {
            writer.WriteString("id"u8, answer.CallId);
            writer.WriteString("type"u8, "function"u8);
        }

        writer.WriteStartObject("function"u8);
        if (tool is not null)
            writer.WriteString("name"u8, tool);
        writer.WriteString("arguments"u8, arguments);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    // OpenAI's models give every reason, Claude's none, all others only one.
    private static void WriteFinishReason(Utf8JsonWriter writer, InferenceAnswer answer)
    {
        if (answer.Family is ModelFamily.Claude)
            writer.WriteNull("finish_reason"u8);
        else
            writer.WriteString("finish_reason"u8, answer.Family is ModelFamily.OpenAi ? answer.FinishReason : "stop");
    }

    private static void WriteUsage(Utf8JsonWriter writer, TokenUsage usage)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, usage.Prompt);
        writer.WriteNumber("completion_tokens"u8, usage.Completion);
        writer.WriteNumber("total_tokens"u8, usage.Total);
        writer.WriteStartObject("prompt_tokens_details"u8);
        writer.WriteNumber("cached_tokens"u8, 0);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
