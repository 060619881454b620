using System.Text.Json;
using CortexSharp.Completions;

namespace CortexSharp.Rest.Inference;

/// <summary>The request as <c>inference:complete</c> takes it, Snowflake's own dialect (its specification <c>cortex-inference.yaml</c>).</summary>
internal static class InferenceCompleteDialect
{
    // The guide says 16384 where the specification says 4096, so it is always sent; this is also what holds over SQL.
    private const int DefaultMaxTokens = 4096;

    /// <summary>Writes everything behind the model.</summary>
    public static void Write(Utf8JsonWriter writer, CompletionRequest request, bool stream)
    {
        writer.WriteStartArray("messages");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var message in request.Messages)
        {
            foreach (var call in message.Parts.OfType<ToolCall>())
                names[call.Id] = call.Name;
            WriteMessage(writer, message, names);
        }

        writer.WriteEndArray();
        if (request.Options?.Temperature is { } temperature)
            writer.WriteNumber("temperature", temperature);
        if (request.Options?.TopP is { } topP)
            writer.WriteNumber("top_p", topP);
        writer.WriteNumber("max_tokens", request.Options?.MaxTokens ?? DefaultMaxTokens);
        if (request.Options?.Guardrails is true)
            WriteGuardrails(writer);
        if (request.ResponseSchema is { } schema)
            WriteSchema(writer, schema);
        if (request.Tools.Count > 0)
            WriteTools(writer, request);
        // Always said: here the default is true.
        writer.WriteBoolean("stream", stream);
    }

    private static void WriteMessage(Utf8JsonWriter writer, CompletionMessage message, Dictionary<string, string> names)
    {
        writer.WriteStartObject();
        // The results of tools are the user's turn here, all in one message.
        writer.WriteString("role", message.Role == CompletionRole.Tool ? CompletionRole.User.Value : message.Role.Value);
        var hasImages = message.Parts.OfType<ImagePart>().Any();
        // One of the two; text stays in content beside calls of tools.
        var listed = hasImages ? message.Parts : [.. message.Parts.Where(static part => part is ToolCall or ToolResult)];
        if (listed.Count == 0 || (!hasImages && message.Content.Length > 0))
            writer.WriteString("content", message.Content);
        if (listed.Count > 0)
            WriteList(writer, listed, names);
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<CompletionPart> parts, Dictionary<string, string> names)
    {
        writer.WriteStartArray("content_list");
        foreach (var part in parts)
        {
            writer.WriteStartObject();
            switch (part)
            {
                case TextPart text:
                    writer.WriteString("type", "text");
                    writer.WriteString("text", text.Text);
                    break;
                case ImagePart image:
                    writer.WriteString("type", "image");
                    writer.WriteStartObject("details");
                    writer.WriteString("type", "base64");
                    writer.WriteBase64String("content", image.Data.Span);
                    writer.WriteString("content_type", image.MediaType);
                    writer.WriteEndObject();
                    break;
                case ToolCall call:
                    WriteCall(writer, call);
                    break;
                case ToolResult result:
                    WriteResult(writer, result, names.GetValueOrDefault(result.CallId, ""));
                    break;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCall(Utf8JsonWriter writer, ToolCall call)
    {
        writer.WriteString("type", "tool_use");
        writer.WriteStartObject("tool_use");
        writer.WriteString("tool_use_id", call.Id);
        writer.WriteString("name", call.Name);
        writer.WritePropertyName("input");
        try
        {
            (call.Arguments.Length == 0 ? JsonElement.Parse("{}") : call.ParseArguments()).WriteTo(writer);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException(
                $"The arguments of tool call {call.Id} are not JSON, which inference:complete needs.", nameof(call), exception);
        }

        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, ToolResult result, string name)
    {
        // The specification's discriminator says tool_result; its enumeration, its samples and Snowflake's partners say tool_results.
        writer.WriteString("type", "tool_results");
        writer.WriteStartObject("tool_results");
        writer.WriteString("tool_use_id", result.CallId);
        writer.WriteString("name", name);
        writer.WriteStartArray("content");
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", result.Content);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteString("status", "success");
        writer.WriteEndObject();
    }

    private static void WriteGuardrails(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("guardrails");
        writer.WriteBoolean("enabled", true);
        // Said, so that a blocked answer is known by its text where no reason is given.
        writer.WriteString("response_when_unsafe", CompletionReader.GuardText);
        writer.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter writer, ResponseSchema schema)
    {
        writer.WriteStartObject("response_format");
        writer.WriteString("type", "json");
        writer.WritePropertyName("schema");
        schema.Schema.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter writer, CompletionRequest request)
    {
        writer.WriteStartArray("tools");
        foreach (var tool in request.Tools)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("tool_spec");
            writer.WriteString("type", "generic");
            writer.WriteString("name", tool.Name);
            writer.WriteString("description", tool.Description);
            writer.WritePropertyName("input_schema");
            tool.Parameters.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (request.ToolChoice is not { } choice)
            return;
        writer.WriteStartObject("tool_choice");
        writer.WriteString("type", choice.Mode);
        if (choice.ToolName is not null)
        {
            // A list here, though it holds one.
            writer.WriteStartArray("name");
            writer.WriteStringValue(choice.ToolName);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
