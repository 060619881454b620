using System.Text.Json;
using CortexSharp.Local.Cortex.Completion;

namespace CortexSharp.Local.Server.Inference;

/// <summary>Writes answers as <c>inference:complete</c> does (Snowflake's OpenAPI file of Cortex inference, and its guide of late 2025).</summary>
/// <remarks>
/// Its streams come in two forms, and this server sends both: OpenAI's and Claude's models have deltas that say their type, the others only
/// a <c>content_list</c>. In both a text is told twice. Models with open weights tell their usage in every event, the others in the last.
/// </remarks>
internal static class CompleteReply
{
    /// <summary>The whole answer.</summary>
    public static void Write(Utf8JsonWriter writer, InferenceRequest request, InferenceAnswer answer)
    {
        WriteHead(writer, request, answer);
        writer.WriteStartObject();
        writer.WriteStartObject("message"u8);
        writer.WriteString("content"u8, answer.Tool is null ? answer.Text : "");
        writer.WriteStartArray("content_list"u8);
        writer.WriteStartObject();
        if (answer.Tool is { } tool)
        {
            writer.WriteString("type"u8, "tool_use"u8);
            writer.WriteStartObject("tool_use"u8);
            writer.WriteString("tool_use_id"u8, answer.CallId);
            writer.WriteString("name"u8, tool);
            writer.WritePropertyName("input"u8);
            writer.WriteRawValue(answer.Text);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type"u8, "text"u8);
            writer.WriteString("text"u8, answer.Text);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteString("finish_reason"u8, answer.FinishReason);
        WriteUsage(writer, answer.Usage);
        writer.WriteEndObject();
    }

    /// <summary>The events of a streamed answer.</summary>
    public static IEnumerable<Action<Utf8JsonWriter>> Events(InferenceRequest request, InferenceAnswer answer)
    {
        if (answer.Tool is { } tool)
        {
            yield return writer => WriteEvent(writer, request, answer, delta => WriteItem(delta, answer, item =>
            {
                item.WriteString("tool_use_id"u8, answer.CallId);
                item.WriteString("name"u8, tool);
            }));
        }

        foreach (var piece in answer.Pieces())
        {
            yield return writer => WriteEvent(writer, request, answer, delta =>
            {
                if (answer.Tool is null)
                    delta.WriteString("content"u8, piece);
                WriteItem(delta, answer, item =>
                {
                    if (answer.Tool is null)
                        item.WriteString("text"u8, piece);
                    else
                        item.WriteString("input"u8, piece);
                });
            });
        }

        yield return writer => WriteEvent(writer, request, answer, null);
    }

    private static void WriteEvent(Utf8JsonWriter writer, InferenceRequest request, InferenceAnswer answer, Action<Utf8JsonWriter>? writeDelta)
    {
        WriteHead(writer, request, answer);
        writer.WriteStartObject();
        writer.WriteStartObject("delta"u8);
        writeDelta?.Invoke(writer);
        writer.WriteEndObject();
        if (writeDelta is null && answer.FinishReason == "content_filter")
            writer.WriteString("finish_reason"u8, "prohibited_content"u8);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (writeDelta is null || answer.Family is ModelFamily.Open)
        {
            WriteUsage(writer, answer.Usage);
        }
        else
        {
            writer.WriteStartObject("usage"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter writer, InferenceAnswer answer, Action<Utf8JsonWriter> write)
    {
        var isTyped = answer.Family is not ModelFamily.Open;
        if (isTyped)
        {
            writer.WriteString("type"u8, answer.Tool is null ? "text"u8 : "tool_use"u8);
            if (answer.Tool is not null)
                write(writer);
        }

        writer.WriteStartArray("content_list"u8);
        writer.WriteStartObject();
        if (answer.Tool is null)
            writer.WriteString("type"u8, "text"u8);
        write(writer);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteHead(Utf8JsonWriter writer, InferenceRequest request, InferenceAnswer answer)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, answer.Id);
        writer.WriteNumber("created"u8, answer.Created.ToUnixTimeSeconds());
        writer.WriteString("model"u8, request.Model);
        writer.WriteStartArray("choices"u8);
    }

    private static void WriteUsage(Utf8JsonWriter writer, TokenUsage usage)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, usage.Prompt);
        writer.WriteNumber("completion_tokens"u8, usage.Completion);
        if (usage.Guardrail is { } guard)
            writer.WriteNumber("guard_tokens"u8, guard);
        writer.WriteNumber("total_tokens"u8, usage.Total);
        writer.WriteEndObject();
    }
}
