using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Engine;

/// <summary>What the engine calls on for everything that is not SQL.</summary>
/// <param name="Functions">The Cortex functions.</param>
/// <param name="Models">The models.</param>
/// <param name="Start">Starts what goes on in the background, once the engine is complete.</param>
/// <param name="Lifetime">Stops it, before the database is closed.</param>
internal sealed record CortexServices(ICortexFunctions Functions, IModelRegistry Models, Action? Start = null, IAsyncDisposable? Lifetime = null);
