using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Stands in where no Cortex is: no function is known, no model exists.</summary>
internal sealed class NoCortex : ICortexFunctions, IModelRegistry
{
    public bool Contains(string name) => false;

    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments) => throw SqlErrors.UnknownFunction(name);

    public Task<IReadOnlyList<RegisteredModel>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RegisteredModel>>([]);

    public Task<bool> DropAsync(string database, string schema, string name, CancellationToken cancellationToken) => Task.FromResult(false);
}
