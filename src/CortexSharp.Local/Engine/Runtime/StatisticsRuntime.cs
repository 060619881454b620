using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Aggregates over doubles that SQLite lacks.</summary>
internal static class StatisticsRuntime
{
    public static void Register(SqliteConnection connection, string prefix)
    {
        Register(connection, prefix + "median", static values =>
        {
            var sorted = values.Order().ToArray();
            var middle = sorted.Length / 2;
            return sorted.Length == 0 ? null : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        });
        Register(connection, prefix + "variance", Variance);
        Register(connection, prefix + "stddev", static values => Variance(values) is { } variance ? Math.Sqrt(variance) : null);
    }

    private static void Register(SqliteConnection connection, string name, Func<IReadOnlyCollection<double>, double?> finish) =>
        connection.CreateAggregate<double?, List<double>?, double?>(
            name,
            null, // a seed object would be shared by all groups
            static (values, value) =>
            {
                values ??= [];
                if (value is { } v)
                    values.Add(v);
                return values;
            },
            values => finish(values ?? []),
            isDeterministic: true);

    /// <summary>The sample variance.</summary>
    private static double? Variance(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2)
            return null;
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
    }
}
