using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>
/// <c>AI_NULL_IF_ERROR</c> and <c>AI_THROW_IF_ERROR</c>, which take the value out of an object of value and error
/// (Snowflake's behaviour change BCR-2184).
/// </summary>
internal sealed class ErrorHelpers : IFunctionFamily
{
    private const string Throwing = "AI_THROW_IF_ERROR";

    /// <inheritdoc/>
    public IEnumerable<string> Names => ["AI_NULL_IF_ERROR", Throwing];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments) =>
        new ErrorHelperCall(name, new Signature(name, new Parameter("RESULT", Required: true)).Bind(arguments), throws: name == Throwing);
}
