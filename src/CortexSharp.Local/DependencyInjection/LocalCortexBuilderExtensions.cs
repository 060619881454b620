using CortexSharp.DependencyInjection;
using CortexSharp.Local;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the offline Cortex.</summary>
public static class LocalCortexBuilderExtensions
{
    /// <summary>Runs statements on the offline Cortex, which the container disposes.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="path">The SQLite file, created when missing; default: a private database that is gone at the end.</param>
    public static ICortexSharpBuilder UseLocal(this ICortexSharpBuilder builder, string path = ":memory:") =>
        builder.UseLocal(new LocalCortexOptions { Path = path });

    /// <summary>Runs statements on the offline Cortex, which the container disposes.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="options">How the offline Cortex is set up.</param>
    public static ICortexSharpBuilder UseLocal(this ICortexSharpBuilder builder, LocalCortexOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return builder.UseExecutor(_ => new LocalCortex(options));
    }
}
