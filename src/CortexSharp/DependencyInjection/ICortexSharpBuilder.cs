using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.DependencyInjection;

/// <summary>Continues the registration of CortexSharp: choose an executor by one of the <c>Use…</c> extensions.</summary>
public interface ICortexSharpBuilder
{
    /// <summary>The services being registered.</summary>
    IServiceCollection Services { get; }

    /// <summary>The key of this registration; <see langword="null"/> for the one without a key.</summary>
    object? ServiceKey { get; }
}
