using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Registry;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary><c>AI_COMPLETE</c> for a single string (Snowflake's page of that name).</summary>
/// <param name="catalog">The models.</param>
/// <param name="policy">What failing rows do.</param>
/// <param name="options">The clock.</param>
internal sealed class AiComplete(ModelCatalog catalog, ErrorPolicy policy, LocalCortexOptions options) : IFunctionFamily
{
    private static readonly Signature Signature = new("AI_COMPLETE",
        new Parameter("MODEL", Required: true),
        new Parameter("PROMPT", Required: true),
        new Parameter("MODEL_PARAMETERS"),
        new Parameter("RESPONSE_FORMAT"),
        new Parameter("SHOW_DETAILS", ConstantOnly: true),
        new Parameter("RETURN_ERROR_DETAILS", ConstantOnly: true));

    /// <inheritdoc/>
    public IEnumerable<string> Names => [Signature.Function];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        var call = Signature.Bind(arguments);
        if (call[1].ConstantKind is JsonValueKind.Object)
            throw CortexErrors.NotSupported("AI_COMPLETE with a prompt object", "which takes a prompt of text");
        return new AiCompleteCall(catalog, options.TimeProvider, call, showDetails: call.Flag(4), policy.Of(name, call.Flag(5)));
    }
}
