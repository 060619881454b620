using CortexSharp.BaseModels;
using CortexSharp.Completions;
using CortexSharp.DependencyInjection;
using CortexSharp.Evaluation.Running;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Pipeline;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Resolution;
using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what keeps models.</summary>
public static class CortexSharpLifecycleExtensions
{
    /// <summary>
    /// Registers <see cref="IModelLedger"/>, <see cref="IModelPromoter"/>, <see cref="IFineTunePipeline"/>, <see cref="IModelRetirement"/> and <see
    /// cref="ICortexModelResolver"/> as singletons, under the key of the registration where it has one, and what they need of <see
    /// cref="CortexSharpEvaluationExtensions.AddEvaluation"/>; what was registered before stays. To keep something in other tables, register a <see
    /// cref="ModelLedger"/> or <see cref="ModelPromoter"/> of your own; to train elsewhere, an <see cref="ITrainingBackend"/>.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="resolver">How the resolver remembers; default: for 30 seconds.</param>
    /// <param name="otherTables">
    /// The tables of promoters in other schemas, whose use cases may call models that are looked at for retirement; default: none.
    /// </param>
    /// <param name="otherCallLogs">
    /// The tables of call logs beside the one of <see cref="CortexCallLogBuilderExtensions.AddCallLog"/>, whose calls keep a model from retirement;
    /// default: none.
    /// </param>
    public static ICortexSharpBuilder AddLifecycle(
        this ICortexSharpBuilder builder, ModelResolverOptions? resolver = null, IReadOnlyList<PromotionTables>? otherTables = null,
        IReadOnlyList<SqlIdentifier>? otherCallLogs = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = builder.ServiceKey;
        builder.Services.TryAddKeyedSingleton<IModelLedger>(key, (provider, _) => new ModelLedger(Get<ISqlExecutor>(provider, key)));
        builder.Services.TryAddKeyedSingleton<IModelPromoter>(key, (provider, _) => PromoterOf(provider, key));
        builder.Services.TryAddKeyedSingleton<IModelRetirement>(key, (provider, _) => new ModelRetirement(
            Get<ISqlExecutor>(provider, key),
            [
                Get<IModelPromoter>(provider, key),
                .. (otherTables ?? []).Select(tables => PromoterOf(provider, key, tables)),
            ],
            Get<IModelLedger>(provider, key), Get<ICortexUsageClient>(provider, key), Get<ICortexBaseModelClient>(provider, key),
            provider.GetService<TimeProvider>(), Get<ICortexFineTuneClient>(provider, key),
            [
                .. Find<ICortexCallLog>(provider, key) is { } log ? [log] : Array.Empty<ICortexCallLog>(),
                // They only read, so they have nothing to write when they end.
                .. (otherCallLogs ?? []).Select(table => new CortexCallLog(Get<ISqlExecutor>(provider, key), new("retirement") { Table = table })),
            ]));
        builder.AddEvaluation();
        builder.Services.TryAddKeyedSingleton<IFineTunePipeline>(key, (provider, _) => new FineTunePipeline(
            Get<ISqlExecutor>(provider, key), Get<ITrainingDataClient>(provider, key), Get<ITrainingBackend>(provider, key),
            Get<ICortexEvaluator>(provider, key), Get<IModelLedger>(provider, key), Get<IModelPromoter>(provider, key)));
        builder.Services.TryAddKeyedSingleton<ICortexModelResolver>(
            key, (provider, _) => new ModelResolver(Get<IModelPromoter>(provider, key), resolver));
        return builder;
    }

    private static ModelPromoter PromoterOf(IServiceProvider provider, object? key, PromotionTables? tables = null) =>
        new(Get<ISqlExecutor>(provider, key), Get<ICortexCompleteClient>(provider, key), tables);

    private static T? Find<T>(IServiceProvider provider, object? key)
        where T : class => key is null ? provider.GetService<T>() : provider.GetKeyedService<T>(key);

    private static T Get<T>(IServiceProvider provider, object? key)
        where T : notnull => key is null ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(key);
}
