namespace CortexSharp.Local.Server.Inference;

/// <summary>
/// Decides whether a tool is called. The learners of the offline Cortex do not know tools, so a plain rule stands in for a model's judgement:
/// a user who names a word of a tool's name gets that tool called, with arguments that a learner makes to its schema.
/// </summary>
internal static class ToolRule
{
    private const int ShortestWord = 3;

    /// <summary>The tool to call; null for an answer in text, which always follows a tool's result.</summary>
    /// <param name="request">What is asked.</param>
    public static Tool? Choose(InferenceRequest request)
    {
        if (request.Tools.Count == 0 || request.Turns[^1] is not { Role: "user", Content: var asked })
            return null;
        return request.Tools.FirstOrDefault(tool => Names(tool, asked)) ?? (request.MustCall ? request.Tools[0] : null);
    }

    private static bool Names(Tool tool, string asked) =>
        tool.Name.Split('_', '-', '.').Any(word => word.Length >= ShortestWord && asked.Contains(word, StringComparison.OrdinalIgnoreCase));
}
