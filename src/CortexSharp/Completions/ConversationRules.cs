namespace CortexSharp.Completions;

/// <summary>Refuses a conversation that the server would refuse, or would misread.</summary>
internal static class ConversationRules
{
    /// <summary>Throws for the first turn that is out of order or holds what its role cannot say.</summary>
    public static void Check(IReadOnlyList<CompletionMessage> messages)
    {
        if (messages.Count == 0)
            throw new ArgumentException("There is no message; give at least one user message.", nameof(messages));
        var expected = CompletionRole.User;
        ToolCall[] calls = [];
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            CheckParts(message, i);
            if (message.Role == CompletionRole.System && i == 0)
                continue;
            if (message.Role != expected)
                throw Wrong(i, $"has role '{message.Role}' where '{expected}' is due: an optional system message, then user and assistant in turn.");
            if (message.Role == CompletionRole.Tool)
                CheckResults(message, i, calls);
            calls = [.. message.Parts.OfType<ToolCall>()];
            expected = calls.Length > 0 ? CompletionRole.Tool
                : message.Role == CompletionRole.Assistant ? CompletionRole.User : CompletionRole.Assistant;
        }

        if (expected != CompletionRole.Assistant)
        {
            throw new ArgumentException(
                calls.Length > 0 ? "The last message calls tools; add a message of their results." : "The last message must be the user's.");
        }
    }

    private static void CheckParts(CompletionMessage message, int index)
    {
        foreach (var part in message.Parts)
        {
            var fits = part switch
            {
                TextPart => message.Role != CompletionRole.Tool,
                ImagePart => message.Role == CompletionRole.User,
                ToolCall => message.Role == CompletionRole.Assistant,
                _ => message.Role == CompletionRole.Tool,
            };
            if (!fits)
            {
                throw Wrong(
                    index,
                    $"has role '{message.Role}', which cannot hold a {part.GetType().Name}: users give text and images, the assistant text and "
                    + "tool calls, tools their results.");
            }
        }
    }

    private static void CheckResults(CompletionMessage message, int index, ToolCall[] calls)
    {
        var open = calls.Select(static call => call.Id).ToList();
        foreach (var result in message.Parts.OfType<ToolResult>())
        {
            if (!open.Remove(result.CallId))
                throw Wrong(index, $"answers the tool call '{result.CallId}', which the turn before did not make, or is answered twice.");
        }

        if (open.Count > 0)
            throw Wrong(index, $"leaves the tool call '{open[0]}' without a result; all calls of one turn are answered in one message.");
    }

    private static ArgumentException Wrong(int index, string what) => new($"Message {index + 1} {what}");
}
