using System.Diagnostics.CodeAnalysis;
using CortexSharp.Sql;

namespace CortexSharp.SnowflakeDriver;

/// <summary>Makes executors over the official driver, for programs without a container.</summary>
public static class SnowflakeExecutor
{
    /// <summary>Makes an executor; it holds no resources of its own, sessions are the driver's.</summary>
    /// <param name="options">How to connect.</param>
    /// <param name="timeProvider">The clock that times statements out; default: <see cref="TimeProvider.System"/>.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message says which and how to put it right.</exception>
    /// <exception cref="InvalidOperationException">The driver is not in this application.</exception>
    [RequiresUnreferencedCode(DriverFactory.Reflection)]
    public static DbSqlExecutor Create(SnowflakeDriverOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Check().ToList() is { Count: > 0 } failures)
            throw new ArgumentException(string.Join(' ', failures), nameof(options));
        var factory = options.ProviderFactory?.Invoke() ?? DriverFactory.Find() ?? throw new InvalidOperationException(DriverFactory.Missing);
        return new DbSqlExecutor(new SnowflakeDataSource(options, factory), new DbSqlExecutorOptions
        {
            Dialect = DbDialect.Snowflake with
            {
                CheckStatement = DriverRules.CheckStatement,
                CheckColumn = DriverRules.CheckColumn,
                QueryId = QueryIdOf,
                SetQueryTag = SetQueryTag,
            },
            ErrorReader = new SnowflakeErrorReader(),
            Timeout = options.StatementTimeout,
            TimeProvider = timeProvider ?? TimeProvider.System,
        });
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Create demands an untrimmed application.")]
    private static void SetQueryTag(System.Data.Common.DbCommand command, string tag)
    {
        if (command.GetType().GetProperty("QueryTag") is not { CanWrite: true } property)
        {
            throw new CortexException(
                CortexErrorKind.NotSupported,
                "This version of the driver cannot set QueryTag for one statement. "
                + "Update Snowflake.Data, or set QUERY_TAG in the connection string.");
        }

        property.SetValue(command, tag);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Create demands an untrimmed application.")]
    private static string? QueryIdOf(System.Data.Common.DbDataReader reader) =>
        reader.GetType().GetMethod("GetQueryId", [])?.Invoke(reader, null) as string;
}
