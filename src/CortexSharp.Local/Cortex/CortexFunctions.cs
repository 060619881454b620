using System.Collections.Frozen;
using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex;

/// <summary>All Cortex functions, each found by its name in the family that knows it.</summary>
/// <param name="families">The families; no two know the same name.</param>
internal sealed class CortexFunctions(params IEnumerable<IFunctionFamily> families) : ICortexFunctions
{
    private readonly FrozenDictionary<string, IFunctionFamily> _families =
        families.SelectMany(family => family.Names, (family, name) => KeyValuePair.Create(name, family)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool Contains(string name) => _families.ContainsKey(name);

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments) => _families[name].Bind(name, arguments);
}
