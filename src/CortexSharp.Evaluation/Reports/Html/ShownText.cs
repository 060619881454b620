namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>A text, or its beginning.</summary>
/// <param name="Value">What is shown.</param>
/// <param name="Left">How many characters are not.</param>
internal readonly record struct ShownText(string Value, int Left)
{
    /// <summary>How long names of runs, measures, tags and cases may be.</summary>
    private const int LongestName = 200;

    public static ShownText Of(string text, int limit)
    {
        if (text.Length <= limit)
            return new(text, 0);
        var end = char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return new(text[..end], text.Length - end);
    }

    /// <summary>A name, which says by an ellipsis that it goes on.</summary>
    public static string Name(string name) => Line(name, LongestName);

    /// <summary>A text within a line, which says by an ellipsis that it goes on.</summary>
    public static string Line(string text, int limit) => Of(text, limit) is { Left: > 0 } cut ? $"{cut.Value}…" : text;

    public ShownText CutTo(int limit) => Of(Value, limit) is var cut ? cut with { Left = cut.Left + Left } : default;
}
