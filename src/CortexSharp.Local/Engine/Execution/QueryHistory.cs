using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CortexSharp.Local.Engine.Types;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>
/// The statements of late as <c>INFORMATION_SCHEMA.QUERY_HISTORY</c> and <c>QUERY_HISTORY_BY_USER</c> show them, with some of the columns of
/// Snowflake's page of that name. There is one user, who sees them all.
/// </summary>
internal static class QueryHistory
{
    /// <summary>The function that gives the rows as a JSON array of arrays, the newest first.</summary>
    private const string Rows = "cs_query_history";

    private static readonly (string Name, SqlType Type)[] Shown =
    [
        ("QUERY_ID", SqlType.Varchar), ("QUERY_TEXT", SqlType.Varchar), ("DATABASE_NAME", SqlType.Varchar), ("SCHEMA_NAME", SqlType.Varchar),
        ("ROLE_NAME", SqlType.Varchar), ("WAREHOUSE_NAME", SqlType.Varchar), ("QUERY_TAG", SqlType.Varchar), ("EXECUTION_STATUS", SqlType.Varchar),
        ("ERROR_MESSAGE", SqlType.Varchar), ("START_TIME", SqlType.TimestampLtz), ("END_TIME", SqlType.TimestampLtz),
    ];

    /// <summary>The columns.</summary>
    public static ImmutableArray<Translation.OutputColumn> Columns { get; } = [.. Shown.Select(c => new Translation.OutputColumn(c.Name, c.Type))];

    /// <summary>The rows as a query in SQLite's words, with columns named <c>c1</c>, <c>c2</c> and so on.</summary>
    /// <param name="most">How many, as an expression.</param>
    public static string Sql(string most)
    {
        var columns = Shown.Select((column, i) => column.Type == SqlType.TimestampLtz
            ? $"cs_from_milliseconds(value ->> {i}) AS c{i + 1}"
            : $"value ->> {i} AS c{i + 1}");
        return $"SELECT {string.Join(", ", columns)} FROM json_each({Rows}()) LIMIT {most}";
    }

    /// <summary>Lets a connection read the log.</summary>
    public static void Register(SqliteConnection connection, StatementLog log) => connection.CreateFunction(Rows, () => Read(log));

    private static string Read(StatementLog log)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var entry in log.NewestFirst())
                Write(json, entry);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, StatementEntry entry)
    {
        json.WriteStartArray();
        json.WriteStringValue(entry.QueryId);
        json.WriteStringValue(entry.Text);
        json.WriteStringValue(entry.Options.Database);
        json.WriteStringValue(entry.Options.Schema);
        json.WriteStringValue(entry.Options.Role);
        json.WriteStringValue(entry.Options.Warehouse);
        json.WriteStringValue(entry.Options.QueryTag ?? "");
        json.WriteStringValue(!entry.Outcome.IsCompleted ? "RUNNING" : entry.Outcome.IsFaulted ? "FAILED_WITH_ERROR" : "SUCCESS");
        json.WriteStringValue(entry.Outcome.Exception?.InnerException?.Message);
        json.WriteNumberValue(entry.StartedAt.ToUnixTimeMilliseconds());
        if (entry.EndedAt is { } end)
            json.WriteNumberValue(end.ToUnixTimeMilliseconds());
        else
            json.WriteNullValue();
        json.WriteEndArray();
    }
}
