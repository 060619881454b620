using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Registry;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>One call of <c>AI_COMPLETE</c>.</summary>
/// <remarks>
/// A row that fails is <c>NULL</c>, not the end of the statement (Snowflake's behaviour change BCR-2184), unless the account says otherwise.
/// </remarks>
internal sealed class AiCompleteCall : ICortexFunction
{
    private readonly ModelCatalog _catalog;
    private readonly TimeProvider _time;
    private readonly BoundCall _call;
    private readonly bool _showDetails;
    private readonly FailureMode _failures;

    /// <param name="catalog">The models.</param>
    /// <param name="time">The clock.</param>
    /// <param name="call">Model, prompt, parameters and response format, in this order.</param>
    /// <param name="showDetails">Whether usage and model are told with the answer.</param>
    /// <param name="failures">What a failing row does.</param>
    public AiCompleteCall(ModelCatalog catalog, TimeProvider time, BoundCall call, bool showDetails, FailureMode failures)
    {
        _catalog = catalog;
        _time = time;
        _call = call;
        _showDetails = showDetails;
        _failures = failures;
        ResultType = showDetails || failures is FailureMode.Details || call[3].IsGiven ? CortexResultType.Variant : CortexResultType.Varchar;
    }

    /// <inheritdoc/>
    public CortexResultType ResultType { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> RowArguments => _call.RowArguments;

    /// <inheritdoc/>
    public async Task<object?[]> EvaluateAsync(IReadOnlyList<object?[]> rows, CallContext context, CancellationToken cancellationToken)
    {
        // Snowflake names no upper bound for max_tokens here; the output limit of each model cuts the answer.
        var batch = new CompletionBatch(_catalog, context, "AI_COMPLETE", maxTokensLimit: int.MaxValue);
        var created = _time.GetUtcNow().ToUnixTimeSeconds();
        return await RowBatch.EvaluateAsync<object?>(
            rows, async row => Shape(await AskAsync(batch, row, cancellationToken).ConfigureAwait(false), created),
            cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<Answer> AskAsync(CompletionBatch batch, object?[] row, CancellationToken cancellationToken)
    {
        if (_call[0].TextIn(row) is not { } name || _call[1].TextIn(row) is not { } prompt)
            return new(Answer.Null);
        var model = batch.Model(name);
        var options = batch.Options(_call[2].TextIn(row));
        // A response format among the parameters is ignored (Snowflake's page on migrating from the legacy functions).
        return (model.Error ?? options.Error) is { } error
            ? new(Answer.Failed(error))
            : batch.AskAsync(model.Value!, PromptText.Single(prompt), options.Value!, _call[3].TextIn(row), cancellationToken);
    }

    private string? Shape(in Answer answer, long created)
    {
        if (_failures is FailureMode.Raise && answer.Error is not null)
            throw CortexErrors.RemoteService("AI_COMPLETE$V1", answer.Status, answer.Error);
        if (_failures is FailureMode.Details)
            return JsonText.Write((this, answer, created), static (writer, s) => s.Item1.WriteWithError(writer, s.answer, s.created));
        if (answer.Text is null || ResultType is CortexResultType.Varchar)
            return answer.Text;
        return answer.IsJson && !_showDetails
            ? answer.Text
            : JsonText.Write((this, answer, created), static (writer, s) => s.Item1.WriteResult(writer, s.answer, s.created));
    }

    private void WriteWithError(Utf8JsonWriter writer, in Answer answer, long created)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("value"u8);
        WriteResult(writer, answer, created);
        writer.WriteString("error"u8, answer.Error);
        writer.WriteEndObject();
    }

    private void WriteResult(Utf8JsonWriter writer, in Answer answer, long created)
    {
        if (_showDetails)
            AnswerJson.WriteDetails(writer, answer, created);
        else
            AnswerJson.WriteValue(writer, answer);
    }
}
