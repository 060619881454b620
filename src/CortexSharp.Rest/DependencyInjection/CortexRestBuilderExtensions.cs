using System.Net;
using CortexSharp.DependencyInjection;
using CortexSharp.Rest;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Connections;
using CortexSharp.Rest.DependencyInjection;
using CortexSharp.Rest.Http;
using CortexSharp.Rest.Inference;
using CortexSharp.Rest.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses Snowflake's REST endpoints.</summary>
public static class CortexRestBuilderExtensions
{
    /// <summary>Reaches an account over HTTP, without a driver: statements by the SQL API, questions by the inference endpoints.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="configure">Sets the options, secrets included.</param>
    /// <param name="configureClient">Changes the HTTP client: its handler, its proxy; default: the system's proxy, no redirects.</param>
    public static ICortexSharpBuilder UseRest(
        this ICortexSharpBuilder builder, Action<CortexRestOptions> configure, Action<IHttpClientBuilder>? configureClient = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Use(builder, options => options.Configure(configure), configureClient);
    }

    /// <summary>Reaches an account over HTTP with options from configuration; callbacks that give tokens can be set by <c>services.Configure</c>
    /// besides.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="section">The section that holds the options' properties.</param>
    /// <param name="configureClient">Changes the HTTP client: its handler, its proxy; default: the system's proxy, no redirects.</param>
    public static ICortexSharpBuilder UseRest(
        this ICortexSharpBuilder builder, IConfiguration section, Action<IHttpClientBuilder>? configureClient = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Use(builder, options => options.Bind(section), configureClient);
    }

    /// <summary>Reaches an account over HTTP as a connection in <c>connections.toml</c> says, the file that Snowflake's own tools read.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="connectionName">The connection's name; default: the default connection (<c>SNOWFLAKE_DEFAULT_CONNECTION_NAME</c>,
    /// <c>default_connection_name</c>, or <c>default</c>).</param>
    /// <param name="configureClient">Changes the HTTP client: its handler, its proxy; default: the system's proxy, no redirects.</param>
    public static ICortexSharpBuilder UseRest(
        this ICortexSharpBuilder builder, string connectionName = "", Action<IHttpClientBuilder>? configureClient = null)
    {
        ArgumentNullException.ThrowIfNull(connectionName);
        return Use(builder, options => options.Configure(o => o.ConnectionName = connectionName), configureClient);
    }

    private static ICortexSharpBuilder Use(
        ICortexSharpBuilder builder, Action<OptionsBuilder<CortexRestOptions>> configure, Action<IHttpClientBuilder>? configureClient)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var (services, key) = (builder.Services, builder.ServiceKey);
        var name = key?.ToString() ?? Options.Options.DefaultName;
        var options = services.AddOptions<CortexRestOptions>(name);
        configure(options);
        options.ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<CortexRestOptions>>(
            provider => new ConnectionReader(name, ConnectionFiles.OfUser, provider.GetService<ILogger<CortexRestOptions>>()));
        services.AddSingleton<IValidateOptions<CortexRestOptions>>(new CortexRestOptionsValidator(name));

        var clientName = key is null ? "CortexSharp.Rest" : $"CortexSharp.Rest:{key}";
        var client = services.AddHttpClient(clientName)
            .ConfigureHttpClient((provider, http) =>
            {
                http.BaseAddress = OptionsOf(provider, name).Address;
                // Each call has its own deadline; a streamed answer may take longer than any one time for all.
                http.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                // Only results of statements are asked for compressed, and they stay so until they are read.
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = OptionsOf(provider, name).ConnectTimeout,
                // An answer that is left before its end closes its connection at once, instead of being read to the end for the sake of the
                // connection.
                MaxResponseDrainSize = 0,
                // The client lives as long as the program, so it is the connections that must follow a change of the DNS.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RedactLoggedHeaders(["Authorization"]);
        configureClient?.Invoke(client);

        services.TryAddKeyedSingleton(
            key, (provider, _) => OptionsOf(provider, name).CreateCredentials(provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddKeyedSingleton(key, (provider, _) =>
            new RestTransport(provider.GetRequiredService<IHttpClientFactory>().CreateClient(clientName), CredentialsOf(provider, key)));
        builder.UseExecutor(provider => new RestSqlExecutor(
            TransportOf(provider, key), SqlOptions(OptionsOf(provider, name), provider.GetService<TimeProvider>() ?? TimeProvider.System)));
        // Behind the executor's registration, which chooses SQL for questions too.
        services.AddKeyedSingleton<CompleteClientChoice>(key, (provider, sql) =>
        {
            var options = OptionsOf(provider, name);
            return new RestCompleteClient(
                TransportOf(provider, key), sql, options.Inference, options.Role, provider.GetService<TimeProvider>() ?? TimeProvider.System,
                provider.GetService<ILogger<RestCompleteClient>>());
        });
        return builder;
    }

    private static RestSqlExecutorOptions SqlOptions(CortexRestOptions options, TimeProvider time) => new()
    {
        Role = options.Role,
        Warehouse = options.Warehouse,
        Database = options.Database,
        Schema = options.Schema,
        QueryTag = options.QueryTag,
        Timeout = options.StatementTimeout,
        TimeProvider = time,
    };

    private static CortexRestOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<CortexRestOptions>>().Get(name);

    private static RestTransport TransportOf(IServiceProvider provider, object? key) =>
        key is null ? provider.GetRequiredService<RestTransport>() : provider.GetRequiredKeyedService<RestTransport>(key);

    private static IRestCredentials CredentialsOf(IServiceProvider provider, object? key) =>
        key is null ? provider.GetRequiredService<IRestCredentials>() : provider.GetRequiredKeyedService<IRestCredentials>(key);
}
