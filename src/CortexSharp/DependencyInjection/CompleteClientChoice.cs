using CortexSharp.Completions;

namespace CortexSharp.DependencyInjection;

/// <summary>Chooses what answers questions to models. Each <c>Use…</c> registers one, and the last one counts, as with executors.</summary>
/// <param name="services">The services.</param>
/// <param name="sql">The client that asks by SQL.</param>
internal delegate ICortexCompleteClient CompleteClientChoice(IServiceProvider services, ICortexCompleteClient sql);
