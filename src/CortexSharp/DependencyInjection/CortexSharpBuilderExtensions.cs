using System.Data.Common;
using CortexSharp.DependencyInjection;
using CortexSharp.Sql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses what runs the statements. The choice that is made last counts.</summary>
public static class CortexSharpBuilderExtensions
{
    /// <summary>Runs statements on an executor of the caller's, which the caller disposes.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="executor">The executor.</param>
    public static ICortexSharpBuilder UseExecutor(this ICortexSharpBuilder builder, ISqlExecutor executor)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(executor);
        builder.Services.AddKeyedSingleton(builder.ServiceKey, executor);
        return builder.AskBySql();
    }

    /// <summary>Runs statements on an executor made from other services; the container disposes it.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="create">Makes the executor, once.</param>
    public static ICortexSharpBuilder UseExecutor(this ICortexSharpBuilder builder, Func<IServiceProvider, ISqlExecutor> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddKeyedSingleton(builder.ServiceKey, (provider, _) => create(provider));
        return builder.AskBySql();
    }

    /// <summary>Runs statements through an ADO.NET provider.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="dataSource">Gives the connections; the caller disposes it.</param>
    /// <param name="options">The provider's ways; default: Snowflake's driver.</param>
    public static ICortexSharpBuilder UseDbDataSource(
        this ICortexSharpBuilder builder, DbDataSource dataSource, DbSqlExecutorOptions? options = null) =>
        builder.UseExecutor(new DbSqlExecutor(dataSource, options));

    /// <summary>
    /// Runs statements through an ADO.NET provider whose data source is made from other services, such as a connection string in configuration.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="create">
    /// Gives the data source, once; whoever made it disposes it, so one that is registered as a service is disposed with the container.
    /// </param>
    /// <param name="options">The provider's ways; default: Snowflake's driver.</param>
    public static ICortexSharpBuilder UseDbDataSource(
        this ICortexSharpBuilder builder, Func<IServiceProvider, DbDataSource> create, DbSqlExecutorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return builder.UseExecutor(provider => new DbSqlExecutor(create(provider), options));
    }

    private static ICortexSharpBuilder AskBySql(this ICortexSharpBuilder builder)
    {
        builder.Services.AddKeyedSingleton<CompleteClientChoice>(builder.ServiceKey, static (_, sql) => sql);
        return builder;
    }
}
