namespace CortexSharp;

/// <summary>Texts in tables of Markdown.</summary>
internal static class MarkdownCell
{
    /// <summary>A text that stays in its cell.</summary>
    public static string Of(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
