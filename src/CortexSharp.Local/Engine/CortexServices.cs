using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Engine;

/// <summary>What the engine calls on for everything that is not SQL.</summary>
/// <param name="Functions">The Cortex functions.</param>
/// <param name="Account">Models, parameters, and what else is no table.</param>
/// <param name="Start">Starts what goes on in the background, once the engine is complete.</param>
/// <param name="Lifetime">Stops it, before the database is closed.</param>
internal sealed record CortexServices(ICortexFunctions Functions, Account Account, Action? Start = null, IAsyncDisposable? Lifetime = null);
