using CortexSharp.DependencyInjection;
using CortexSharp.Evaluation.Running;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what evaluates models.</summary>
public static class CortexSharpEvaluationExtensions
{
    /// <summary>
    /// Registers <see cref="ICortexEvaluator"/> and <see cref="IEvaluationStore"/> as singletons, under the key of the registration where it has one;
    /// what was registered before stays. The clock is the registered <see cref="TimeProvider"/>, if there is one.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="tables">Where evaluations are kept; default: see there.</param>
    public static ICortexSharpBuilder AddEvaluation(this ICortexSharpBuilder builder, EvaluationTables? tables = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = builder.ServiceKey;
        builder.Services.TryAddKeyedSingleton<ICortexEvaluator>(
            key, (provider, _) => new CortexEvaluator(ExecutorOf(provider, key), tables, provider.GetService<TimeProvider>()));
        builder.Services.TryAddKeyedSingleton<IEvaluationStore>(key, (provider, _) => new EvaluationStore(ExecutorOf(provider, key), tables));
        return builder;
    }

    private static ISqlExecutor ExecutorOf(IServiceProvider provider, object? key) =>
        key is null ? provider.GetRequiredService<ISqlExecutor>() : provider.GetRequiredKeyedService<ISqlExecutor>(key);
}
