using CortexSharp.Local.Cortex.Answering;

namespace CortexSharp.Local.Testing;

/// <summary>A model that lets the rules answer first.</summary>
/// <param name="model">The model.</param>
/// <param name="controls">The rules.</param>
/// <param name="time">The clock.</param>
internal sealed class ControlledModel(ICompletionModel model, TestControls controls, TimeProvider time) : ICompletionModel
{
    /// <inheritdoc/>
    public ValueTask<Reply> AnswerAsync(Question question, CancellationToken cancellationToken) =>
        controls.Completions.IsEmpty ? model.AnswerAsync(question, cancellationToken) : ByRulesAsync(question, cancellationToken);

    private async ValueTask<Reply> ByRulesAsync(Question question, CancellationToken cancellationToken)
    {
        var call = new CompletionCall(question.Model, question.Prompt.Whole, question.Context.QueryId, question.Context.QueryTag);
        try
        {
            if (controls.Completions.TryMatch(call, out var match))
            {
                await match.WaitAsync(time, cancellationToken).ConfigureAwait(false);
                if (await match.Action(call, match.Turn, cancellationToken).ConfigureAwait(false) is { } reply)
                    return question.Schema is null ? reply : reply.AsJson();
            }
        }
#pragma warning disable CA1031 // Conditions and answers are the test's own code; what they throw is this row's failure.
        catch (Exception e)
#pragma warning restore CA1031
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ModelFailure.Of(e);
        }

        return await model.AnswerAsync(question, cancellationToken).ConfigureAwait(false);
    }
}
