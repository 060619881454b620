using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using CortexSharp.Sql;

namespace CortexSharp.SnowflakeDriver;

/// <summary>Reads <c>SqlState</c> and <c>QueryId</c> off the driver's exceptions, which declare them anew and leave
/// <see cref="DbException.SqlState"/> null.</summary>
internal sealed class SnowflakeErrorReader : IDbErrorReader
{
    [RequiresUnreferencedCode(DriverFactory.Reflection)]
    public SnowflakeErrorReader()
    {
    }

    /// <inheritdoc/>
    public SnowflakeError Read(DbException exception)
    {
        var error = DbErrorReader.Instance.Read(exception);
        return error with
        {
            SqlState = Declared(exception, nameof(error.SqlState)) ?? error.SqlState,
            QueryId = Declared(exception, nameof(error.QueryId)) ?? error.QueryId,
            // The driver's own failures wrap the reason: a full pool is "internal error" outside and only inside says so.
            Message = exception.InnerException is { } inner and not DbException ? $"{error.Message} {inner.Message}" : error.Message,
        };
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The constructor demands an untrimmed application.")]
    private static string? Declared(DbException exception, string name) =>
        exception.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            ?.GetValue(exception) is string { Length: > 0 } text ? text : null;
}
