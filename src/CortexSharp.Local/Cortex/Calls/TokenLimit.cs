using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Calls;

/// <summary>Holds texts against limits in tokens. A token has at least one character, so most texts need no counting.</summary>
internal static class TokenLimit
{
    /// <summary>Whether a text has more tokens than allowed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokens">The limit.</param>
    public static bool IsExceeded(string text, int maxTokens) => text.Length > maxTokens && TokenCounter.Count(text) > maxTokens;

    /// <summary>The beginning of a text that keeps to a limit; the text itself when it does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokens">The limit.</param>
    public static string Cut(string text, int maxTokens)
    {
        if (text.Length <= maxTokens)
            return text;
        var kept = TokenCounter.Truncate(text, maxTokens);
        return kept.Length == text.Length ? text : kept.ToString();
    }
}
