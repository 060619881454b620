using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Stands in where no Cortex is: no function and no view is known.</summary>
internal sealed class NoCortex : ICortexFunctions, ISystemViews
{
    public bool Contains(string name) => false;

    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments) => throw SqlErrors.UnknownFunction(name);

    public SystemView? Find(SqlIdentifier name) => null;
}
