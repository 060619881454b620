using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Registry;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary><c>SNOWFLAKE.CORTEX.COMPLETE</c>, which raises, and <c>TRY_COMPLETE</c>, which gives NULL (Snowflake's pages of these names).</summary>
/// <param name="catalog">The models.</param>
/// <param name="time">The clock.</param>
internal sealed class LegacyComplete(ModelCatalog catalog, TimeProvider time) : IFunctionFamily
{
    private const string Raising = "SNOWFLAKE.CORTEX.COMPLETE";
    private const string Trying = "SNOWFLAKE.CORTEX.TRY_COMPLETE";

    /// <inheritdoc/>
    public IEnumerable<string> Names => [Raising, Trying];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        var call = new Signature(name, new("MODEL", Required: true), new("PROMPT", Required: true), new("OPTIONS")).Bind(arguments);
        var withOptions = call[2].IsGiven;
        var fits = call[1].ConstantKind is not JsonValueKind.Object && call[1].ConstantKind is JsonValueKind.Array == withOptions;
        if (call[1].IsConstant && !fits)
        {
            throw CortexErrors.InvalidArgument(name, call[1].Written,
                withOptions ? "with options an array of {'role','content'} objects is expected" : "without options a prompt of text is expected");
        }

        return new LegacyCompleteCall(catalog, time, call, withOptions, raises: name == Raising);
    }
}
