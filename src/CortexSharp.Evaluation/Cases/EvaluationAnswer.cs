using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Cases;

/// <summary>
/// What a model answered to a case: a text or an error, never both and never neither. A <c>NULL</c> of Snowflake's is an error, not an empty text.
/// <see cref="ToString"/> does not show the text.
/// </summary>
public sealed record EvaluationAnswer
{
    private EvaluationAnswer(string caseKey, string? text, AnswerError? error)
    {
        ArgumentException.ThrowIfNullOrEmpty(caseKey);
        CaseKey = caseKey;
        Text = text;
        Error = error;
    }

    /// <summary>The key of the case.</summary>
    public string CaseKey { get; }

    /// <summary>The answer, which may be empty; <see langword="null"/> when there is an <see cref="Error"/>.</summary>
    public string? Text { get; }

    /// <summary>Why there is no answer; <see langword="null"/> when there is one.</summary>
    public AnswerError? Error { get; }

    /// <summary>The tokens used; <see langword="null"/> when not known.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>How long the caller waited; <see langword="null"/> when not known, as for one row of a statement over many.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>An answer.</summary>
    /// <param name="caseKey">The key of the case.</param>
    /// <param name="text">What the model answered.</param>
    public static EvaluationAnswer Of(string caseKey, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(caseKey, text, null);
    }

    /// <summary>No answer.</summary>
    /// <param name="caseKey">The key of the case.</param>
    /// <param name="error">Why.</param>
    public static EvaluationAnswer Failed(string caseKey, AnswerError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(caseKey, null, error);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{nameof(EvaluationAnswer)} to {CaseKey}, {(Text is { } text ? $"{text.Length} characters" : $"error {Error!.Kind}")}";
}
