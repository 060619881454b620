using CortexSharp.Local.Cortex.Completion;

namespace CortexSharp.Local.Server.Inference;

/// <summary>What a model answered.</summary>
/// <param name="Id">The request's id.</param>
/// <param name="Created">When it was answered.</param>
/// <param name="Family">Whose model it is, which decides the answer's form.</param>
/// <param name="Text">The text; for a call of a tool its arguments as JSON.</param>
/// <param name="Tool">The tool that is called; null for a text.</param>
/// <param name="FinishReason">Why it ended, in OpenAI's words.</param>
/// <param name="Usage">What it used up.</param>
internal sealed record InferenceAnswer(
    string Id, DateTimeOffset Created, ModelFamily Family, string Text, string? Tool, string FinishReason, TokenUsage Usage)
{
    /// <summary>The id of the call, by which its result is told.</summary>
    public string CallId => $"call_{Id.Replace("-", "", StringComparison.Ordinal)[..24]}";

    /// <summary>The text in the pieces in which it is streamed: words, each with the white space before it.</summary>
    public IEnumerable<string> Pieces()
    {
        var start = 0;
        for (var i = 1; i < Text.Length; i++)
        {
            if (!char.IsWhiteSpace(Text[i]) || char.IsWhiteSpace(Text[i - 1]))
                continue;
            yield return Text[start..i];
            start = i;
        }

        if (start < Text.Length)
            yield return Text[start..];
    }
}
