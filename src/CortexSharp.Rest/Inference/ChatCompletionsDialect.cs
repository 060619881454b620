using System.Text.Json;
using CortexSharp.Completions;

namespace CortexSharp.Rest.Inference;

/// <summary>
/// The request as <c>v1/chat/completions</c> takes it: OpenAI's, with <c>max_completion_tokens</c> because <c>max_tokens</c> is an error here.
/// </summary>
internal static class ChatCompletionsDialect
{
    /// <summary>Writes everything behind the model.</summary>
    public static void Write(Utf8JsonWriter writer, CompletionRequest request, bool stream)
    {
        writer.WriteStartArray("messages");
        foreach (var message in request.Messages)
            WriteMessage(writer, message);
        writer.WriteEndArray();
        if (request.Options?.Temperature is { } temperature)
            writer.WriteNumber("temperature", temperature);
        if (request.Options?.TopP is { } topP)
            writer.WriteNumber("top_p", topP);
        if (request.Options?.MaxTokens is { } maxTokens)
            writer.WriteNumber("max_completion_tokens", maxTokens);
        if (request.ResponseSchema is { } schema)
            WriteSchema(writer, schema);
        if (request.Tools.Count > 0)
            WriteTools(writer, request);
        if (!stream)
            return;
        writer.WriteBoolean("stream", true);
        // Without it a stream has no usage.
        writer.WriteStartObject("stream_options");
        writer.WriteBoolean("include_usage", true);
        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, CompletionMessage message)
    {
        if (message.Role == CompletionRole.Tool)
        {
            foreach (var result in message.Parts.OfType<ToolResult>())
                WriteResult(writer, result);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("role", message.Role.Value);
        var calls = message.Parts.OfType<ToolCall>().ToList();
        if (message.Parts.OfType<ImagePart>().Any())
            WriteParts(writer, message);
        else if (calls.Count > 0 && message.Content.Length == 0)
            writer.WriteNull("content");
        else
            writer.WriteString("content", message.Content);
        if (calls.Count > 0)
            WriteCalls(writer, calls);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, ToolResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("role", "tool");
        writer.WriteString("tool_call_id", result.CallId);
        writer.WriteString("content", result.Content);
        writer.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter writer, CompletionMessage message)
    {
        writer.WriteStartArray("content");
        foreach (var part in message.Parts)
        {
            writer.WriteStartObject();
            if (part is ImagePart image)
            {
                writer.WriteString("type", "image_url");
                writer.WriteStartObject("image_url");
                writer.WriteString("url", $"data:{image.MediaType};base64,{Convert.ToBase64String(image.Data.Span)}");
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteString("type", "text");
                writer.WriteString("text", ((TextPart)part).Text);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCalls(Utf8JsonWriter writer, List<ToolCall> calls)
    {
        writer.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            writer.WriteStartObject();
            writer.WriteString("id", call.Id);
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", call.Name);
            writer.WriteString("arguments", call.Arguments);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSchema(Utf8JsonWriter writer, ResponseSchema schema)
    {
        writer.WriteStartObject("response_format");
        writer.WriteString("type", "json_schema");
        writer.WriteStartObject("json_schema");
        writer.WriteString("name", "answer");
        writer.WritePropertyName("schema");
        schema.Schema.WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter writer, CompletionRequest request)
    {
        writer.WriteStartArray("tools");
        foreach (var tool in request.Tools)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", tool.Name);
            writer.WriteString("description", tool.Description);
            writer.WritePropertyName("parameters");
            tool.Parameters.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (request.ToolChoice is not { } choice)
            return;
        if (choice.ToolName is null)
        {
            writer.WriteString("tool_choice", choice.Mode);
            return;
        }

        writer.WriteStartObject("tool_choice");
        writer.WriteString("type", "function");
        writer.WriteStartObject("function");
        writer.WriteString("name", choice.ToolName);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
