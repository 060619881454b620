using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Registers all functions that SQLite calls back for.</summary>
internal static class RuntimeFunctions
{
    /// <summary>Stands before every name, so that none of SQLite's own is replaced.</summary>
    public const string Prefix = "cs_";

    private static readonly RuntimeFunction[] All =
        [.. TextRuntime.All, .. RegexRuntime.All, .. NumberRuntime.All, .. FloatRuntime.All, .. BinaryRuntime.All, .. ConversionRuntime.All, .. JsonRuntime.All, .. VectorRuntime.All, .. HashRuntime.All];

    /// <summary>Registers them on a new connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="zone">The session's time zone.</param>
    public static void Register(SqliteConnection connection, TimeZoneInfo zone)
    {
        foreach (var function in All.Concat(new TemporalRuntime(zone).All))
            connection.CreateFunction(Prefix + function.Name, Guarded(function), function.Deterministic);
        connection.CreateAggregate(Prefix + "hash_agg", 0L, static (long sum, long hash) => unchecked(sum + hash), isDeterministic: true);
        StatisticsRuntime.Register(connection, Prefix);
    }

    private static Func<object?[], object?> Guarded(RuntimeFunction function) => arguments =>
    {
        // The provider gives DBNull for null.
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is DBNull or null)
            {
                if (function.Strict)
                    return null;
                arguments[i] = null;
            }
        }

        try
        {
            return function.Invoke(arguments);
        }
        catch (LocalSqlException e)
        {
            throw new InvalidOperationException(Encode(e), e);
        }
    };

    /// <summary>SQLite carries nothing but a message out of a callback, so the error travels as one.</summary>
    public static string Encode(LocalSqlException error) => string.Create(CultureInfo.InvariantCulture, $"\u0001{error.Code}\u0001{error.SqlState}\u0001{error.Message}\u0001");

    /// <summary>The error inside SQLite's message; null when it is none of ours.</summary>
    public static LocalSqlException? Decode(string message)
    {
        var parts = message.Split('\u0001');
        return parts.Length >= 5 ? new(int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], string.Join('\u0001', parts[3..^1])) : null;
    }
}
