using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Registry;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary><c>AI_COUNT_TOKENS</c> for <c>ai_complete</c>, and the legacy <c>COUNT_TOKENS</c> (Snowflake's pages of these names).</summary>
/// <param name="catalog">The models.</param>
/// <param name="options">Whether error details are allowed.</param>
internal sealed class CountTokens(ModelCatalog catalog, LocalCortexOptions options) : IFunctionFamily
{
    private const string Counted = "ai_complete";

    // Error details are taken by name only: Snowflake's Python library found that the positional form gives NULL without a word.
    private static readonly Signature Signature = new("AI_COUNT_TOKENS",
        new Parameter("FUNCTION_NAME", Required: true, ConstantOnly: true),
        new Parameter("MODEL_NAME", Required: true),
        new Parameter("INPUT_TEXT", Required: true),
        new Parameter("OPTIONS"),
        new Parameter("RETURN_ERROR_DETAILS", ConstantOnly: true, NamedOnly: true));

    private static readonly Signature Legacy = new("SNOWFLAKE.CORTEX.COUNT_TOKENS", new("MODEL_NAME", Required: true), new("INPUT_TEXT", Required: true));

    /// <inheritdoc/>
    public IEnumerable<string> Names => [Signature.Function, Legacy.Function];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        if (name == Legacy.Function)
        {
            var legacy = Legacy.Bind(arguments);
            return new CountTokensCall(catalog, legacy, legacy[0], legacy[1], options: null, FailureMode.Raise);
        }

        // The function to count for comes first, and not every one takes a model, so it is looked at before the number of arguments.
        if (arguments is [{ IsConstant: true, Constant: { ValueKind: JsonValueKind.String } function }, ..] && function.GetString() != Counted)
            throw CortexErrors.NotSupported($"AI_COUNT_TOKENS for '{function.GetString()}'", $"which counts for '{Counted}'");
        var call = Signature.Bind(arguments);
        var details = call.Flag(4);
        if (details && !options.AllowErrorDetails)
            throw CortexErrors.DetailsNotAllowed(name);
        return new CountTokensCall(catalog, call, call[1], call[2], call[3], details ? FailureMode.Details : FailureMode.Null);
    }
}
