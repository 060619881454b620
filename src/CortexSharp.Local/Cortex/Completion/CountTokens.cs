using System.Collections.Frozen;
using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Embedding;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary><c>AI_COUNT_TOKENS</c>, and the legacy <c>COUNT_TOKENS</c> (Snowflake's pages of these names).</summary>
/// <remarks>Of functions with a prompt of their own only what the call gives is counted: what Snowflake adds to it is not documented.</remarks>
/// <param name="catalog">The models.</param>
/// <param name="policy">What failing rows do.</param>
internal sealed class CountTokens(ModelCatalog catalog, ErrorPolicy policy) : IFunctionFamily
{
    private const string Name = "AI_COUNT_TOKENS";
    private const string Counted = "ai_complete";
    private const string Embedded = "ai_embed";

    private static readonly Parameter Function = new("FUNCTION_NAME", Required: true, ConstantOnly: true);

    // Error details are taken by name only: Snowflake's Python library found that the positional form gives NULL without a word.
    private static readonly Parameter Details = new("RETURN_ERROR_DETAILS", ConstantOnly: true, NamedOnly: true);

    private static readonly Signature OfModel = new(Name,
        Function, new Parameter("MODEL_NAME", Required: true), new Parameter("INPUT_TEXT", Required: true), new Parameter("OPTIONS"), Details);

    private static readonly Signature OfTask = new(Name,
        Function, new Parameter("INPUT_TEXT", Required: true), new Parameter("INPUT_2"), new Parameter("OPTIONS"), Details);

    private static readonly Signature Legacy =
        new("SNOWFLAKE.CORTEX.COUNT_TOKENS", new("MODEL_NAME", Required: true), new("INPUT_TEXT", Required: true));

    // Functions that take no model, whose texts, labels and options all count.
    private static readonly FrozenSet<string> Tasks =
        new[] { "ai_classify", "ai_extract", "ai_filter", "ai_redact", "ai_sentiment", "ai_similarity", "ai_translate" }.ToFrozenSet(
            StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<string> Names => [Name, Legacy.Function];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        if (name == Legacy.Function)
        {
            var legacy = Legacy.Bind(arguments);
            return new CountTokensCall(catalog, legacy, legacy[0], legacy[1], options: null, FailureMode.Raise);
        }

        // The function to count for comes first, and not every one takes a model, so it is looked at before the number of arguments.
        var function = arguments is [{ IsConstant: true, Constant: { ValueKind: JsonValueKind.String } constant }, ..]
            ? constant.GetString()!
            : Counted;
        if (Tasks.Contains(function))
            return OfTaskFunction(OfTask.Bind(arguments));
        if (function is not (Counted or Embedded))
        {
            throw CortexErrors.NotSupported(
                $"AI_COUNT_TOKENS for '{function}'",
                $"which counts for {Counted}, {Embedded}, {string.Join(", ", Tasks.Order())}; names are in lower case");
        }

        var call = OfModel.Bind(arguments);
        var failures = policy.Of(name, call.Flag(4));
        return function == Embedded ? OfEmbedding(call, failures) : new CountTokensCall(catalog, call, call[1], call[2], call[3], failures);
    }

    private RowCall OfTaskFunction(BoundCall call) =>
        new("AI_COUNT_TOKENS$V1", call, CortexResultType.Number, policy.Of(Name, call.Flag(4)), (row, _) => new(
            call[1].TextIn(row) is { } text
                ? (long)(TokenCounter.Count(text) + TokenCounter.Count(call[2].TextIn(row)) + TokenCounter.Count(call[3].TextIn(row)))
                : null));

    private static RowCall OfEmbedding(BoundCall call, FailureMode failures) =>
        new("AI_COUNT_TOKENS$V1", call, CortexResultType.Number, failures, (row, _) =>
        {
            if (call[1].TextIn(row) is not { } model || call[2].TextIn(row) is not { } text)
                return new(null);
            return EmbeddingModel.Find(model)?.Name == model ? new((long)TokenCounter.Count(text)) : RowResult.Failed($"unknown model \"{model}\"");
        });
}
