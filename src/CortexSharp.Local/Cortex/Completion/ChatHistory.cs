using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>The conversation that legacy <c>COMPLETE</c> takes when options are given (Snowflake's page COMPLETE).</summary>
internal static class ChatHistory
{
    // Snowflake does not document these words.
    private const string Invalid = "invalid messages object: expected an array of {'role','content'} objects, at most one system message and that "
        + "first, "
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
        var turns = new List<ChatTurn>();
        var expected = "user";
        var last = "";
        foreach (var (index, message) in messages.EnumerateArray().Index())
        {
            if (TextOf(message, "role") is not { } role || TextOf(message, "content") is not { } content)
                return Invalid;
            turns.Add(new(role, content));
            if (index == 0 && role == "system")
                continue;
            if (role != expected)
                return Invalid;
            expected = role == "user" ? "assistant" : "user";
            last = content;
        }

        if (expected != "assistant")
            return Invalid;
        prompt = new PromptText(turns.Count == 1 ? last : string.Join('\n', turns.Select(t => $"{t.Role}: {t.Content}")), last, turns);
        return null;
    }

    private static string? TextOf(JsonElement message, string key) =>
        message.ValueKind is JsonValueKind.Object && message.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
