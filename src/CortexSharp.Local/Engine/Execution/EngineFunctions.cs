using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>The Cortex functions, and the engine's own that must wait, which no SQLite callback can.</summary>
internal sealed class EngineFunctions(ICortexFunctions cortex, TimeProvider time) : ICortexFunctions
{
    public bool Contains(string name) => name == WaitFunction.Name || cortex.Contains(name);

    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments) =>
        name == WaitFunction.Name ? WaitFunction.Bind(arguments, time) : cortex.Bind(name, arguments);
}
