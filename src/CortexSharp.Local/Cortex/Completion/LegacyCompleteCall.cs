using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Registry;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>One call of the legacy <c>COMPLETE</c> or <c>TRY_COMPLETE</c>.</summary>
/// <param name="catalog">The models.</param>
/// <param name="time">The clock.</param>
/// <param name="call">Model, prompt or history, and options, in this order.</param>
/// <param name="withOptions">Whether options are given, which makes the prompt a history and the answer JSON.</param>
/// <param name="raises">Whether a failing row fails the statement.</param>
internal sealed class LegacyCompleteCall(ModelCatalog catalog, TimeProvider time, BoundCall call, bool withOptions, bool raises) : ICortexFunction
{
    private const int MaxTokensLimit = 8192;

    /// <inheritdoc/>
    public CortexResultType ResultType => CortexResultType.Varchar;

    /// <inheritdoc/>
    public IReadOnlyList<int> RowArguments => call.RowArguments;

    /// <inheritdoc/>
    public async Task<object?[]> EvaluateAsync(IReadOnlyList<object?[]> rows, CallContext context, CancellationToken cancellationToken)
    {
        var batch = new CompletionBatch(catalog, context, raises ? "COMPLETE" : "TRY_COMPLETE", MaxTokensLimit);
        var created = time.GetUtcNow().ToUnixTimeSeconds();
        var answers = await RowBatch.EvaluateAsync(rows, row => AskAsync(batch, row, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (raises && Array.Find(answers, a => a.Error is not null) is { Error: { } error, Status: var status })
            throw CortexErrors.RemoteService("COMPLETE$V2", status, error);
        return Array.ConvertAll<Answer, object?>(answers, answer => Shape(answer, created));
    }

    private ValueTask<Answer> AskAsync(CompletionBatch batch, object?[] row, CancellationToken cancellationToken)
    {
        if (call[0].TextIn(row) is not { } name || call[1].TextIn(row) is not { } text)
            return new(Answer.Null);
        var model = batch.Model(name);
        var options = batch.Options(call[2].TextIn(row));
        var prompt = PromptText.Single(text);
        var error = model.Error ?? options.Error ?? (withOptions ? ChatHistory.Parse(text, out prompt) : null);
        return error is null
            ? batch.AskAsync(model.Value!, prompt, options.Value!, options.Value!.ResponseFormat, cancellationToken)
            : new(Answer.Failed(error));
    }

    // With a response format the text is JSON that follows the schema, without details.
    private string? Shape(Answer answer, long created) => answer.Text is null || answer.IsJson || !withOptions
        ? answer.Text
        : JsonText.Write((answer, created), static (writer, s) => AnswerJson.WriteDetails(writer, s.answer, s.created));
}
