using CortexSharp.Sql;

namespace CortexSharp.Completions;

/// <summary>
/// The call that gives a row's answer: with <c>AI_COMPLETE</c> and its error details, or where an account refuses those with <c>TRY_COMPLETE</c>.
/// </summary>
/// <param name="Model">The model's name.</param>
/// <param name="Options">How to answer.</param>
/// <param name="Schema">The form of the answer.</param>
/// <param name="HasErrorDetails">Whether a failing row says why; else it is NULL.</param>
internal readonly record struct AnswerCall(string Model, CompletionOptions? Options, ResponseSchema? Schema, bool HasErrorDetails)
{
    /// <summary>The call over a column of prompts.</summary>
    public SqlStatement Over(SqlStatement prompt) => HasErrorDetails
        ? CompletionStatements.AiComplete(Model, prompt, Options, Schema, errorDetails: true)
        : CompletionStatements.TryComplete(Model, prompt, Options, Schema);
}
