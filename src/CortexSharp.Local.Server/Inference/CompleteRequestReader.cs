using System.Text.Json;
using CortexSharp.Local.Cortex.Completion;

namespace CortexSharp.Local.Server.Inference;

/// <summary>Reads the body of <c>inference:complete</c>, Snowflake's own dialect (its OpenAPI file of Cortex inference).</summary>
internal static class CompleteRequestReader
{
    private const int DefaultMaxTokens = 4096;
    private const int MaxTokens = 16_384;

    /// <summary>Reads a request.</summary>
    /// <exception cref="InferenceException">It is refused.</exception>
    public static InferenceRequest Read(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            throw InferenceException.Bad("the body must be a JSON object");
        var model = body.Text("model") ?? throw InferenceException.Bad("model is required");
        var guardrails = body.Property("guardrails") is { ValueKind: JsonValueKind.Object } given ? given : default;
        var choice = body.Property("tool_choice") is { ValueKind: JsonValueKind.Object } chosen ? chosen : default;
        var chosenNames = choice.ValueKind is JsonValueKind.Object && choice.Property("name") is { ValueKind: JsonValueKind.Array } names
            ? names.EnumerateArray().Select(n => n.GetString()).ToHashSet()
            : null;
        var options = new CompletionOptions(
            body.Whole("max_tokens", 1, MaxTokens) ?? body.Whole("max_output_tokens", 1, MaxTokens) ?? DefaultMaxTokens,
            body.Number("temperature", 1),
            body.Number("top_p", 1),
            guardrails.ValueKind is JsonValueKind.Object && guardrails.Flag("enabled") == true);
        return new(model, Turns(body), options)
        {
            Schema = Schema(body.Property("response_format")),
            Tools = [.. Tools(body, Responder.FamilyOf(model)).Where(t => chosenNames is null || chosenNames.Contains(t.Name))],
            MustCall = choice.ValueKind is JsonValueKind.Object && choice.Text("type") is "required" or "tool",
            IsStreamed = body.Flag("stream") ?? true,
            IncludeUsage = true,
            WhenUnsafe = guardrails.ValueKind is JsonValueKind.Object ? guardrails.Text("response_when_unsafe") : null,
        };
    }

    private static List<ChatTurn> Turns(JsonElement body)
    {
        if (body.Property("messages") is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0)
            throw InferenceException.Bad("messages must be an array of at least one message");
        var turns = new List<ChatTurn>();
        foreach (var message in messages.EnumerateArray())
        {
            if (message.ValueKind is not JsonValueKind.Object)
                throw InferenceException.Bad("a message must be an object");
            var role = message.Text("role") ?? "user";
            var isResult = message.Property("content_list") is { ValueKind: JsonValueKind.Array } items
                && items.EnumerateArray().Any(i => i.Text("type") == "tool_results");
            var before = turns.Count > 0 ? turns[^1].Role : null;
            var isInTurn = role switch
            {
                "system" => turns.Count == 0,
                "user" => before is null or "system" or "assistant",
                "assistant" => before is "user" or "tool",
                _ => false,
            };
            if (!isInTurn)
                throw InferenceException.Bad("invalid messages: at most one system message, first; then user and assistant in turn");
            turns.Add(new(isResult ? "tool" : role, Content(message)));
        }

        return turns[^1].Role is "user" or "tool" ? turns : throw InferenceException.Bad("invalid messages: the last message must be the user's");
    }

    private static string Content(JsonElement message)
    {
        if (message.Text("content") is { } text)
            return text;
        return message.Property("content_list") is { ValueKind: JsonValueKind.Array } items
            ? string.Concat(items.EnumerateArray().Select(Item))
            : throw InferenceException.Bad("a message must have content or content_list");
    }

    private static string Item(JsonElement item) => item.Text("type") switch
    {
        "text" => item.Text("text") ?? "",
        "tool_use" or "tool_results" => item.GetRawText(),
        "anthropic" or "openai" => "",
        "image" => throw InferenceException.Bad("the offline Cortex has no model that sees images; leave image items out"),
        var type => throw InferenceException.Bad($"content item {type} is not supported"),
    };

    private static IEnumerable<Tool> Tools(JsonElement body, ModelFamily family)
    {
        if (body.Property("tools") is not { ValueKind: JsonValueKind.Array } tools)
            return [];
        if (family is ModelFamily.Open)
            throw InferenceException.Bad("tools are not supported by this model");
        return tools.EnumerateArray().Select(tool => tool.Property("tool_spec") is { ValueKind: JsonValueKind.Object } spec
            && spec.Text("name") is { } name
            ? new Tool(name, spec.Property("input_schema")?.GetRawText() ?? """{"type":"object","properties":{}}""")
            : throw InferenceException.Bad("a tool must have a tool_spec with a name"));
    }

    private static string? Schema(JsonElement? format) => format switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } known when known.Text("type") != "json" =>
            throw InferenceException.Bad("please provide a type for the response format object"),
        { ValueKind: JsonValueKind.Object } known when known.Property("schema") is { } schema => schema.GetRawText(),
        _ => throw InferenceException.Bad("please provide a schema for the response format object"),
    };
}
