using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>One call that counts the tokens of a text.</summary>
/// <param name="catalog">The models.</param>
/// <param name="call">The whole call.</param>
/// <param name="model">The model's name.</param>
/// <param name="text">The text.</param>
/// <param name="options">Options, which are checked only; null when the function has none.</param>
/// <param name="failures">What a failing row does.</param>
internal sealed class CountTokensCall(
    ModelCatalog catalog, BoundCall call, BoundArgument model, BoundArgument text, BoundArgument? options, FailureMode failures) : ICortexFunction
{
    /// <inheritdoc/>
    public CortexResultType ResultType => failures is FailureMode.Details ? CortexResultType.Variant : CortexResultType.Number;

    /// <inheritdoc/>
    public IReadOnlyList<int> RowArguments => call.RowArguments;

    /// <inheritdoc/>
    public async Task<object?[]> EvaluateAsync(IReadOnlyList<object?[]> rows, CallContext context, CancellationToken cancellationToken)
    {
        var batch = new CompletionBatch(catalog, context, "AI_COUNT_TOKENS", maxTokensLimit: int.MaxValue);
        var counts = await RowBatch.EvaluateAsync(rows, row => ValueTask.FromResult(Count(batch, row)), cancellationToken).ConfigureAwait(false);
        if (failures is FailureMode.Raise && Array.Find(counts, c => c.Error is not null).Error is { } error)
            throw CortexErrors.RemoteService("COUNT_TOKENS$V1", 400, error);
        return Array.ConvertAll(counts, Shape);
    }

    private (long? Tokens, string? Error) Count(CompletionBatch batch, object?[] row)
    {
        if (model.TextIn(row) is not { } name || text.TextIn(row) is not { } input)
            return default;
        var found = batch.Model(name);
        if ((found.Error ?? batch.Options(options?.TextIn(row)).Error) is { } error)
            return (null, error);
        // Unlike in AI_COMPLETE the name must be in lower case; tuned models and those with foreign tokenisers are not counted.
        return found.Value!.BaseModel is { } baseModel && BaseModelLimits.CanCountTokens(baseModel)
            ? baseModel == name ? (TokenCounter.Count(input), null) : (null, $"unknown model \"{name}\"")
            : (null, $"model \"{name}\" is not supported for counting tokens");
    }

    private object? Shape((long? Tokens, string? Error) count)
    {
        if (failures is not FailureMode.Details)
            return count.Tokens;
        return JsonText.Write(count, static (writer, c) =>
        {
            writer.WriteStartObject();
            if (c.Tokens is { } tokens)
                writer.WriteNumber("value"u8, tokens);
            else
                writer.WriteNull("value"u8);
            writer.WriteString("error"u8, c.Error);
            writer.WriteEndObject();
        });
    }
}
