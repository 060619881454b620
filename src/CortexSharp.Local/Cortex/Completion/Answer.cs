namespace CortexSharp.Local.Cortex.Completion;

/// <summary>What came of one row: an answer, an error, or neither when there was no prompt.</summary>
/// <param name="Model">The model's name as called.</param>
/// <param name="Text">The answer's text.</param>
/// <param name="IsJson">Whether the text is JSON that follows a response schema.</param>
/// <param name="Usage">What it used up.</param>
/// <param name="Error">The error, as <c>return_error_details</c> shows it.</param>
/// <param name="Status">The error's HTTP status, which raising functions show.</param>
internal readonly record struct Answer(string Model, string? Text, bool IsJson, TokenUsage Usage, string? Error, int Status)
{
    /// <summary>The SQL <c>NULL</c> for a prompt that is <c>NULL</c>.</summary>
    public static Answer Null => default;

    public static Answer Failed(string error, int status = 400) => new("", null, false, default, error, status);
}
