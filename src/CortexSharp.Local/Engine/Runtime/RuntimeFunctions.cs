using System.Collections.Concurrent;
using CortexSharp.Local.Engine.Runtime.Callbacks;
using CortexSharp.Local.Engine.Runtime.Json;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>All functions that SQLite calls back for.</summary>
internal static class RuntimeFunctions
{
    /// <summary>Stands before every name, so that none of SQLite's own is replaced.</summary>
    public const string Prefix = "cs_";

    private static readonly RuntimeFunction[] Functions =
    [
        .. TextRuntime.All, .. RegexRuntime.All, .. NumberRuntime.All, .. FloatRuntime.All, .. BinaryRuntime.All, .. ConversionRuntime.All,
        .. VariantRuntime.All, .. ObjectRuntime.All, .. ArrayRuntime.All, .. VectorRuntime.All, .. HashRuntime.All,
    ];

    private static readonly RuntimeAggregate[] Aggregates = [.. HashRuntime.Aggregates, .. AggregateRuntime.All];

    // Functions on times know their zone; nearly every database has the same.
    private static readonly ConcurrentDictionary<string, CallbackRegistry> Registries = new(StringComparer.Ordinal);

    /// <summary>Registers them on a new connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="zone">The session's time zone.</param>
    public static void Register(SqliteConnection connection, TimeZoneInfo zone) =>
        Registries.GetOrAdd(zone.Id, static (_, zone) => new(Prefix, [.. Functions, .. new TemporalRuntime(zone).All], Aggregates), zone)
            .Register(connection);
}
