using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Answering;

/// <summary>A learner of this project. It answers at once, on the thread that asks.</summary>
/// <param name="model">The learner.</param>
/// <param name="isTuned">Whether it learned from single prompts, and so sees only what the user said last.</param>
internal sealed class LearnedModel(ILanguageModel model, bool isTuned) : ICompletionModel
{
    /// <inheritdoc/>
    public ValueTask<Reply> AnswerAsync(Question question, CancellationToken cancellationToken) => new(Answer(question));

    private Reply Answer(Question question)
    {
        var prompt = isTuned ? question.Prompt.LastTurn : question.Prompt.Whole;
        var limit = question.Options.MaxTokens;
        if (question.Schema is not { } schema)
            return new(TokenLimit.Cut(model.Complete(prompt), limit));
        try
        {
            var json = SchemaAnswer.Create(schema.Schema, prompt, model);
            return TokenLimit.IsExceeded(json, limit) ? Reply.CutOff : new(json);
        }
        catch (ArgumentException e)
        {
            // A schema may be well-formed and still have no answer, as one that contains itself without end.
            return Reply.Failed($"input schema validation error: {e.Message}");
        }
    }
}
