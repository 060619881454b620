using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CortexSharp.Completions;

/// <summary>A conversation in the two forms in which SQL takes one.</summary>
internal static class Transcript
{
    /// <summary>
    /// One prompt: a lone user message as it is; else each turn under its role's name, and the assistant's name last for the model to go on from.
    /// </summary>
    public static string Render(IReadOnlyList<CompletionMessage> messages)
    {
        if (messages.Count == 1)
            return messages[0].Content;
        var builder = new StringBuilder();
        foreach (var message in messages)
            builder.Append(Heading(message.Role)).Append('\n').Append(message.Content).Append("\n\n");
        return builder.Append(Heading(CompletionRole.Assistant)).ToString();
    }

    /// <summary>The JSON array of role and content that <c>SNOWFLAKE.CORTEX.COMPLETE</c> takes.</summary>
    public static string ToJson(IReadOnlyList<CompletionMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var message in messages)
            {
                writer.WriteStartObject();
                writer.WriteString("role", message.Role.Value);
                writer.WriteString("content", message.Content);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Heading(CompletionRole role) => role switch
    {
        _ when role == CompletionRole.System => "System:",
        _ when role == CompletionRole.User => "User:",
        _ => "Assistant:",
    };
}
