using System.Text.Json;

namespace CortexSharp.Local.Cortex.Calls;

/// <summary>The arguments of one call, matched to the parameters of its function.</summary>
/// <param name="function">The function's name as errors show it.</param>
/// <param name="arguments">One for each parameter, in the signature's order.</param>
/// <param name="rowArguments">The positions in the call of what rows hold.</param>
internal sealed class BoundCall(string function, BoundArgument[] arguments, IReadOnlyList<int> rowArguments)
{
    /// <summary>See <see cref="ICortexFunction.RowArguments"/>.</summary>
    public IReadOnlyList<int> RowArguments => rowArguments;

    /// <summary>The argument for a parameter.</summary>
    /// <param name="parameter">The parameter's place in the signature.</param>
    public BoundArgument this[int parameter] => arguments[parameter];

    /// <summary>The constant truth value for a parameter; false when it is not given.</summary>
    /// <param name="parameter">The parameter's place in the signature.</param>
    /// <exception cref="LocalSqlException">The argument is something else.</exception>
    public bool Flag(int parameter) => this[parameter] switch
    {
        { IsGiven: false } or { ConstantKind: JsonValueKind.False } => false,
        { ConstantKind: JsonValueKind.True } => true,
        var other => throw CortexErrors.InvalidArgument(function, other.Written, "TRUE or FALSE is expected"),
    };
}
