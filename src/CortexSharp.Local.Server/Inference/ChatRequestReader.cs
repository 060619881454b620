using System.Net;
using System.Text.Json;
using CortexSharp.Local.Cortex.Completion;

namespace CortexSharp.Local.Server.Inference;

/// <summary>Reads the body of <c>v1/chat/completions</c> (Snowflake's page on the Cortex REST API; what it ignores is ignored here).</summary>
internal static class ChatRequestReader
{
    private const int DefaultMaxTokens = 4096;
    private const int MaxTokens = 131_072;
    private const int MaxTemperature = 2;
    private const string AnyObject =
        """{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}""";

    // "store" and "service_tier" are errors for every model; "max_tokens" has been given up for another name.
    private static readonly string[] Refused = ["max_tokens", "store", "service_tier", "audio"];

    /// <summary>Reads a request.</summary>
    /// <exception cref="InferenceException">It is refused.</exception>
    public static InferenceRequest Read(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            throw InferenceException.Bad("the body must be a JSON object");
        var model = body.Text("model") ?? throw new InferenceException(HttpStatusCode.UnprocessableEntity, "Missing required field: model", "399302");
        foreach (var name in Refused)
        {
            if (body.Property(name) is not null)
            {
                throw InferenceException.Bad(
                    name == "max_tokens" ? "max_tokens is not supported, use max_completion_tokens" : $"{name} is not supported");
            }
        }

        var family = Responder.FamilyOf(model);
        var choice = ToolChoice(body.Property("tool_choice"));
        return new(model, Turns(body, family), Options(body))
        {
            Schema = Schema(body.Property("response_format"), family),
            Tools = [.. Tools(body, family).Where(t => choice.Name is null || t.Name == choice.Name).Where(_ => !choice.IsNone)],
            MustCall = choice.MustCall,
            IsStreamed = body.Flag("stream") ?? false,
            IncludeUsage = body.Property("stream_options") is { ValueKind: JsonValueKind.Object } stream && stream.Flag("include_usage") == true,
            Choices = family is ModelFamily.OpenAi ? body.Whole("n", 1, 128) ?? 1 : 1,
        };
    }

    private static CompletionOptions Options(JsonElement body) => new(
        body.Whole("max_completion_tokens", 1, MaxTokens) ?? DefaultMaxTokens, body.Number("temperature", MaxTemperature), body.Number("top_p", 1));

    private static List<ChatTurn> Turns(JsonElement body, ModelFamily family)
    {
        if (body.Property("messages") is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0)
            throw InferenceException.Bad("messages must be an array of at least one message");
        return [.. messages.EnumerateArray().Select(message => message.ValueKind is JsonValueKind.Object && message.Text("role") is { } role
            ? new ChatTurn(role == "developer" ? "system" : role, Content(message, family))
            : throw InferenceException.Bad("a message must have a role"))];
    }

    private static string Content(JsonElement message, ModelFamily family) => message.Property("content") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(part => Part(part, family))),
        null when message.Property("tool_calls") is { } calls => calls.GetRawText(),
        _ => throw InferenceException.Bad("a message must have content"),
    };

    private static string Part(JsonElement part, ModelFamily family) => TypeOf(part) switch
    {
        "text" => part.Text("text") ?? "",
        "image_url" when family is ModelFamily.Open => throw InferenceException.Bad("model does not support given modality"),
        "image_url" => throw InferenceException.Bad("the offline Cortex has no model that sees images; leave image_url parts out"),
        var type => throw InferenceException.Bad($"content part {type} is not supported"),
    };

    private static string? TypeOf(JsonElement part) =>
        part.ValueKind is JsonValueKind.Object ? part.Text("type") : throw InferenceException.Bad("a content part must be an object");

    private static IEnumerable<Tool> Tools(JsonElement body, ModelFamily family)
    {
        if (body.Property("tools") is not { } tools)
            return [];
        if (family is ModelFamily.Open)
            throw InferenceException.Bad("tools are not supported by this model");
        if (tools.ValueKind is not JsonValueKind.Array)
            throw InferenceException.Bad("tools must be an array");
        return tools.EnumerateArray().Select(tool => tool.ValueKind is JsonValueKind.Object && tool.Text("type") == "function"
            && tool.Property("function") is { ValueKind: JsonValueKind.Object } function && function.Text("name") is { } name
            ? new Tool(name, function.Property("parameters")?.GetRawText() ?? """{"type":"object","properties":{}}""")
            : throw InferenceException.Bad("a tool must be a function with a name"));
    }

    private static (bool IsNone, bool MustCall, string? Name) ToolChoice(JsonElement? choice) => choice switch
    {
        null => default,
        { ValueKind: JsonValueKind.String } word => word.GetString() switch
        {
            "auto" => default,
            "none" => (true, false, null),
            "required" => (false, true, null),
            _ => throw InferenceException.Bad("tool_choice must be auto, required, none or a function"),
        },
        { ValueKind: JsonValueKind.Object } named when named.Property("function") is { ValueKind: JsonValueKind.Object } function =>
            (false, true, function.Text("name")),
        _ => throw InferenceException.Bad("tool_choice must be auto, required, none or a function"),
    };

    // OpenAI's models take every type, Claude's only json_schema; all others ignore it, and say nothing.
    private static string? Schema(JsonElement? format, ModelFamily family) =>
        format is not { ValueKind: JsonValueKind.Object } known ? null : known.Text("type") switch
        {
            _ when family is ModelFamily.Open => null,
            "json_schema" => known.Property("json_schema") is { ValueKind: JsonValueKind.Object } named && named.Property("schema") is { } schema
                ? schema.GetRawText()
                : throw InferenceException.Bad("please provide a schema for the response format object"),
            "json_object" when family is ModelFamily.OpenAi => AnyObject,
            "text" when family is ModelFamily.OpenAi => null,
            _ => throw InferenceException.Bad("response_format is not supported by this model"),
        };
}
