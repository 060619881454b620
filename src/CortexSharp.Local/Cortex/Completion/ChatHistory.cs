using System.Text;
using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>The conversation that legacy <c>COMPLETE</c> takes when options are given (Snowflake's page COMPLETE).</summary>
internal static class ChatHistory
{
    // Snowflake does not document these words.
    private const string Invalid = "invalid messages object: expected an array of {'role','content'} objects, at most one system message and that first, "
        + "then user and assistant in turn, the user last";

    /// <summary>Reads a conversation.</summary>
    /// <param name="json">The array of messages.</param>
    /// <param name="prompt">What the models see of it.</param>
    /// <returns>The error; null when there is none.</returns>
    public static string? Parse(string json, out PromptText prompt)
    {
        prompt = default;
        if (JsonText.TryParse(json) is not { ValueKind: JsonValueKind.Array } messages)
            return Invalid;
        var whole = new StringBuilder();
        var expected = "user";
        var last = "";
        foreach (var (index, message) in messages.EnumerateArray().Index())
        {
            if (TextOf(message, "role") is not { } role || TextOf(message, "content") is not { } content)
                return Invalid;
            if (index > 0)
                whole.Append('\n');
            whole.Append(role).Append(": ").Append(content);
            if (index == 0 && role == "system")
                continue;
            if (role != expected)
                return Invalid;
            expected = role == "user" ? "assistant" : "user";
            last = content;
        }

        if (expected != "assistant")
            return Invalid;
        prompt = new PromptText(messages.GetArrayLength() == 1 ? last : whole.ToString(), last);
        return null;
    }

    private static string? TextOf(JsonElement message, string key) =>
        message.ValueKind is JsonValueKind.Object && message.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
