namespace CortexSharp.Evaluation.Running;

/// <summary>How far an evaluation is; told after each slice of each model, and after every 50 answers where a client is asked case by case.</summary>
/// <param name="Model">The model that was asked last.</param>
/// <param name="Answers">
/// How many answers are there, of all models, failed ones and those of earlier calls too, as far as their slices were come to.
/// </param>
/// <param name="Total">How many there will be; null while the number of cases is not known.</param>
/// <param name="Errors">How many of them are errors.</param>
/// <param name="Tokens">The tokens that answering read and wrote, as far as they are known.</param>
/// <param name="AnswersPerSecond">How many answers this call got in a second; 0 when it only found earlier ones.</param>
/// <param name="TimeLeft">The time until the end at this rate; null when it cannot be told.</param>
public sealed record EvaluationProgress(
    string Model, long Answers, long? Total, long Errors, long Tokens, double AnswersPerSecond, TimeSpan? TimeLeft)
{
    /// <summary>The tokens that scoring used up, as judges do, as far as they are known; apart from <see cref="Tokens"/>.</summary>
    public long ScoringTokens { get; init; }
}
