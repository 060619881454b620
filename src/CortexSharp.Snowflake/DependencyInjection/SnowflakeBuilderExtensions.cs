using System.Diagnostics.CodeAnalysis;
using CortexSharp.DependencyInjection;
using CortexSharp.SnowflakeDriver;
using CortexSharp.SnowflakeDriver.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses Snowflake's official driver.</summary>
public static class SnowflakeBuilderExtensions
{
    /// <summary>Runs statements through Snowflake's driver, which the application adds: <c>dotnet add package Snowflake.Data</c>.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="connectionString">The driver's connection string.</param>
    [RequiresUnreferencedCode(DriverFactory.Reflection)]
    public static ICortexSharpBuilder UseSnowflake(this ICortexSharpBuilder builder, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        return builder.UseSnowflake(options => options.ConnectionString = connectionString);
    }

    /// <summary>Runs statements through Snowflake's driver.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="configure">Sets the options, such as callbacks for secrets.</param>
    [RequiresUnreferencedCode(DriverFactory.Reflection)]
    public static ICortexSharpBuilder UseSnowflake(this ICortexSharpBuilder builder, Action<SnowflakeDriverOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Use(builder, options => options.Configure(configure));
    }

    /// <summary>Runs statements through Snowflake's driver with options from configuration; callbacks for secrets can be set by
    /// <c>services.Configure</c> besides.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="section">The section that holds the options' properties.</param>
    [RequiresUnreferencedCode(DriverFactory.Reflection)]
    public static ICortexSharpBuilder UseSnowflake(this ICortexSharpBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Use(builder, options => options.Bind(section));
    }

    [RequiresUnreferencedCode(DriverFactory.Reflection)]
    private static ICortexSharpBuilder Use(ICortexSharpBuilder builder, Action<OptionsBuilder<SnowflakeDriverOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.ServiceKey?.ToString() ?? Options.Options.DefaultName;
        var options = builder.Services.AddOptions<SnowflakeDriverOptions>(name);
        configure(options);
        options.ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SnowflakeDriverOptions>>(new SnowflakeDriverOptionsValidator(name));
        return builder.UseExecutor(provider => SnowflakeExecutor.Create(
            provider.GetRequiredService<IOptionsMonitor<SnowflakeDriverOptions>>().Get(name), provider.GetService<TimeProvider>()));
    }
}
