using System.Collections.Immutable;
using System.Text.Json;
using CortexSharp.Local.Engine.Execution;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>The views.</summary>
internal sealed class ViewStore(SqliteConnection connection)
{
    public const string Definition = """
        CREATE TABLE IF NOT EXISTS cortex_views (
            id INTEGER PRIMARY KEY AUTOINCREMENT, database_name TEXT NOT NULL, schema_name TEXT NOT NULL, name TEXT NOT NULL,
              created_on INTEGER NOT NULL, comment TEXT,
            columns TEXT NOT NULL, body TEXT NOT NULL, text TEXT NOT NULL, is_secure INTEGER NOT NULL, UNIQUE (database_name, schema_name, name));
        """;

    public ViewInfo? Find(SqlIdentifier name) => List(
        CatalogConnectionExtensions.NameCondition, ("$database", name.Database), ("$schema", name.Schema), ("$name", name.Name)).SingleOrDefault();

    /// <summary>All views in Snowflake's order.</summary>
    public ImmutableArray<ViewInfo> List() => List("TRUE");

    public void Create(ViewInfo view)
    {
        connection.Run(
            """
            INSERT INTO cortex_views (database_name, schema_name, name, created_on, comment, columns, body, text, is_secure)
            VALUES ($database, $schema, $name, $now, $comment, $columns, $body, $text, $secure)
            """,
            ("$database", view.Database), ("$schema", view.Schema), ("$name", view.Name), ("$now", view.CreatedOn), ("$comment", view.Comment),
            ("$columns", Write(view.Columns)), ("$body", view.Body), ("$text", view.Text), ("$secure", view.IsSecure));
        connection.Touch();
    }

    public void Drop(ViewInfo view)
    {
        connection.Run("DELETE FROM cortex_views WHERE id = $id", ("$id", view.Id));
        connection.Touch();
    }

    public void Rename(ViewInfo view, SqlIdentifier name) => connection.Rename("cortex_views", view.Id, name);

    public void Comment(ViewInfo view, string? comment)
    {
        connection.Run("UPDATE cortex_views SET comment = $comment WHERE id = $id", ("$comment", comment), ("$id", view.Id));
        connection.Touch();
    }

    /// <summary>Names and comments in turn, as a JSON array.</summary>
    private static string Write(ImmutableArray<ViewColumn> columns)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (var column in columns)
            {
                writer.WriteStringValue(column.Name);
                writer.WriteStringValue(column.Comment);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static ImmutableArray<ViewColumn> ReadColumns(string json)
    {
        var values = JsonElement.Parse(json).EnumerateArray().Select(v => v.GetString()).Chunk(2);
        return [.. values.Select(pair => new ViewColumn(pair[0]!, pair[1]))];
    }

    private ImmutableArray<ViewInfo> List(string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(
            $"SELECT id, database_name, schema_name, name, created_on, comment, columns, body, text, is_secure FROM cortex_views WHERE {condition} "
            + "ORDER BY database_name, schema_name, name",
            parameters);
        using var reader = command.ExecuteReader();
        var views = ImmutableArray.CreateBuilder<ViewInfo>();
        while (reader.Read())
        {
            views.Add(new(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.Text(5),
                ReadColumns(reader.GetString(6)), reader.GetString(7), reader.GetString(8), reader.GetBoolean(9)));
        }

        return views.ToImmutable();
    }
}
