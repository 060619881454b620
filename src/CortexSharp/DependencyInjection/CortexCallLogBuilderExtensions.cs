using CortexSharp.Completions;
using CortexSharp.DependencyInjection;
using CortexSharp.Sql;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets an application count its calls.</summary>
public static class CortexCallLogBuilderExtensions
{
    /// <summary>
    /// Registers an <see cref="ICortexCallLog"/> under the registration's key, and lets the <see cref="ICortexCompleteClient"/> of this registration
    /// count into it. A log that was registered before stays; so does a client that was, which then counts only by
    /// <see cref="CortexCallLogExtensions.WithCallLog"/>. The container's end writes the last counts: dispose the provider, as a host does.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="options">Who counts, and into which table.</param>
    public static ICortexSharpBuilder AddCallLog(this ICortexSharpBuilder builder, CallLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        var key = builder.ServiceKey;
        builder.Services.TryAddKeyedSingleton<ICortexCallLog>(key, (provider, _) => new CortexCallLog(
            key is null ? provider.GetRequiredService<ISqlExecutor>() : provider.GetRequiredKeyedService<ISqlExecutor>(key),
            options, provider.GetService<TimeProvider>(), provider.GetService<ILogger<CortexCallLog>>()));
        return builder;
    }
}
