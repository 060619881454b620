using System.Text.Json;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>Writes answers in the shapes that Snowflake gives them (page AI_COMPLETE (single string), section Returns).</summary>
internal static class AnswerJson
{
    /// <summary>The answer alone: an object that follows the schema, or a string.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="answer">The answer; NULL and failed ones become null.</param>
    public static void WriteValue(Utf8JsonWriter writer, in Answer answer)
    {
        if (answer.Text is null)
            writer.WriteNullValue();
        else if (answer.IsJson)
            writer.WriteRawValue(answer.Text, skipInputValidation: true);
        else
            writer.WriteStringValue(answer.Text);
    }

    /// <summary>The answer with details; keys in the order of the alphabet, as a VARIANT shows them.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="answer">The answer; NULL and failed ones become null.</param>
    /// <param name="created">The time in seconds since 1970.</param>
    public static void WriteDetails(Utf8JsonWriter writer, in Answer answer, long created)
    {
        if (answer.Text is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        if (!answer.IsJson)
        {
            writer.WriteStartArray("choices"u8);
            writer.WriteStartObject();
            writer.WriteString("messages"u8, answer.Text);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteNumber("created"u8, created);
        writer.WriteString("model"u8, answer.Model);
        if (answer.IsJson)
        {
            writer.WriteStartArray("structured_output"u8);
            writer.WriteStartObject();
            writer.WritePropertyName("raw_message"u8);
            WriteValue(writer, answer);
            writer.WriteString("type"u8, "json"u8);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        WriteUsage(writer, answer.Usage);
        writer.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter writer, TokenUsage usage)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("completion_tokens"u8, usage.Completion);
        if (usage.Guardrail is { } guardrail)
            writer.WriteNumber("guardrail_tokens"u8, guardrail);
        writer.WriteNumber("prompt_tokens"u8, usage.Prompt);
        writer.WriteNumber("total_tokens"u8, usage.Total);
        writer.WriteEndObject();
    }
}
