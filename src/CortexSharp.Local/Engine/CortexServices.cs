using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Engine;

/// <summary>What the engine calls on for everything that is not SQL.</summary>
/// <param name="Functions">The Cortex functions.</param>
/// <param name="Models">The models.</param>
internal sealed record CortexServices(ICortexFunctions Functions, IModelRegistry Models);
