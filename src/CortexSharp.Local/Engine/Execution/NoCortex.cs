using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Stands in where no Cortex is: no function is known.</summary>
internal sealed class NoCortex : ICortexFunctions
{
    public bool Contains(string name) => false;

    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments) => throw SqlErrors.UnknownFunction(name);
}
