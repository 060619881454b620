using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex.Answering;

/// <summary>What a model gave.</summary>
/// <param name="Text">The answer; null when there is none.</param>
/// <param name="Error">Why there is none, as <c>return_error_details</c> shows it; null together with the text for an answer of <c>NULL</c>.</param>
/// <param name="Status">The error's HTTP status, which raising functions show.</param>
/// <param name="PromptTokens">The tokens of the prompt, when the model counts them itself.</param>
/// <param name="CompletionTokens">The tokens of the answer, when the model counts them itself.</param>
internal readonly record struct Reply(string? Text, string? Error = null, int Status = 0, int? PromptTokens = null, int? CompletionTokens = null)
{
    /// <summary>An answer that was cut off where it had to be JSON.</summary>
    public static Reply CutOff => Unreadable("unexpected end of JSON input");

    public static Reply Failed(string error, int status = 400) => new(null, error, status);

    /// <summary>This reply, if its text is the JSON object that a response schema demands; else the error that Snowflake reports.</summary>
    public Reply AsJson() =>
        Text is null || JsonText.TryParse(Text) is { ValueKind: JsonValueKind.Object } ? this : Unreadable("invalid JSON object");

    // Snowflake's words (page AI_COMPLETE structured outputs, section on error conditions).
    private static Reply Unreadable(string reason) => Failed(
        "json mode output validation error: An error occurred while unmarshalling the model output. "
        + $"Model returned invalid JSON that cannot be parsed due to: {reason}", status: 422);
}
