using CortexSharp;
using CortexSharp.BaseModels;
using CortexSharp.Completions;
using CortexSharp.DependencyInjection;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using CortexSharp.Usage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers CortexSharp.</summary>
public static class CortexSharpServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ICortexCompleteClient"/>, <see cref="ICortexFineTuneClient"/> with its <see cref="IFineTuningJournal"/> and as the
    /// <see cref="ITrainingBackend"/>, <see cref="ICortexBaseModelClient"/>, <see cref="ITrainingDataClient"/> and <see cref="ICortexUsageClient"/>
    /// as singletons. Choose an executor on the builder that comes back; what was registered before stays, and what is registered after counts
    /// instead.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; default: none set.</param>
    public static ICortexSharpBuilder AddCortexSharp(this IServiceCollection services, Action<CortexSharpOptions>? configure = null) =>
        Add(services, null, options => Configure(options, configure));

    /// <summary>Registers the clients with options bound from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that holds the options' properties.</param>
    public static ICortexSharpBuilder AddCortexSharp(this IServiceCollection services, IConfiguration section) =>
        Add(services, null, options => options.Bind(section));

    /// <summary>Registers the clients under a key, for a second account beside the first.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key; its text is the name of the options.</param>
    /// <param name="configure">Sets the options; default: none set.</param>
    public static ICortexSharpBuilder AddKeyedCortexSharp(
        this IServiceCollection services, object serviceKey, Action<CortexSharpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        return Add(services, serviceKey, options => Configure(options, configure));
    }

    /// <summary>Registers the clients under a key with options bound from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key; its text is the name of the options.</param>
    /// <param name="section">The section that holds the options' properties.</param>
    public static ICortexSharpBuilder AddKeyedCortexSharp(this IServiceCollection services, object serviceKey, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        return Add(services, serviceKey, options => options.Bind(section));
    }

    private static CortexSharpBuilder Add(IServiceCollection services, object? key, Action<OptionsBuilder<CortexSharpOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var name = key?.ToString() ?? Options.Options.DefaultName;
        var options = services.AddOptions<CortexSharpOptions>(name);
        configure(options);
        options.ValidateOnStart();
        services.AddSingleton<IValidateOptions<CortexSharpOptions>>(provider => new CortexSharpOptionsValidator(provider, key, name));

        // A null key registers the plain service.
        // Options come first: their check says what is missing better than the container would, also where no host checks at start.
        services.TryAddKeyedSingleton<ICortexCompleteClient>(key, (provider, _) =>
        {
            var options = OptionsOf(provider, name);
            var sql = new CortexCompleteClient(Executor(provider, key), options.HistoryMode, provider.GetService<ILogger<CortexCompleteClient>>());
            var choice = key is null ? provider.GetService<CompleteClientChoice>() : provider.GetKeyedService<CompleteClientChoice>(key);
            var client = choice is null ? sql : choice(provider, sql);
            var log = key is null ? provider.GetService<ICortexCallLog>() : provider.GetKeyedService<ICortexCallLog>(key);
            return log is null ? client : client.WithCallLog(log);
        });
        services.TryAddKeyedSingleton<ICortexFineTuneClient>(key, (provider, _) =>
        {
            var models = TunableModels(provider, name);
            return new CortexFineTuneClient(Executor(provider, key), models, provider.GetService<ILogger<CortexFineTuneClient>>());
        });
        services.TryAddKeyedSingleton<IFineTuningJournal>(key, (provider, _) => new SqlFineTuningJournal(CheckedExecutor(provider, key, name)));
        services.TryAddKeyedSingleton<ITrainingBackend>(key, (provider, _) => new FineTuneBackend(
            Get<ICortexFineTuneClient>(provider, key),
            Get<IFineTuningJournal>(provider, key),
            OptionsOf(provider, name).CheckBaseModelBeforeTraining ? Get<ICortexBaseModelClient>(provider, key) : null));
        services.TryAddKeyedSingleton<ICortexBaseModelClient>(key, (provider, _) =>
        {
            var models = TunableModels(provider, name);
            return new CortexBaseModelClient(Executor(provider, key), models);
        });
        services.TryAddKeyedSingleton<ICortexUsageClient>(key, (provider, _) => new CortexUsageClient(CheckedExecutor(provider, key, name)));
        services.TryAddKeyedSingleton<ITrainingDataClient>(key, (provider, _) => new TrainingDataClient(CheckedExecutor(provider, key, name)));
        return new CortexSharpBuilder(services, key);
    }

    private static void Configure(OptionsBuilder<CortexSharpOptions> options, Action<CortexSharpOptions>? configure)
    {
        if (configure is not null)
            options.Configure(configure);
    }

    private static CortexSharpOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<CortexSharpOptions>>().Get(name);

    private static TunableBaseModel[]? TunableModels(IServiceProvider provider, string name) =>
        OptionsOf(provider, name).TunableBaseModels is { Count: > 0 } models ? [.. models] : null;

    private static ISqlExecutor CheckedExecutor(IServiceProvider provider, object? key, string name)
    {
        OptionsOf(provider, name);
        return Executor(provider, key);
    }

    private static ISqlExecutor Executor(IServiceProvider provider, object? key) => Get<ISqlExecutor>(provider, key);

    private static T Get<T>(IServiceProvider provider, object? key)
        where T : notnull => key is null ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(key);
}
