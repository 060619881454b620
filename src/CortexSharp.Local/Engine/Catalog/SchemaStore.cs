using System.Collections.Immutable;
using CortexSharp.Local.Engine.Execution;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>
/// The databases and schemas that statements created or dropped. Others need not be created: they exist unless they, or their database,
/// were dropped.
/// </summary>
internal sealed class SchemaStore(SqliteConnection connection)
{
    // The database itself is the row whose schema is empty, which no schema's name can be.
    public const string Definition = """
        CREATE TABLE IF NOT EXISTS cortex_schemas (
            database_name TEXT NOT NULL, schema_name TEXT NOT NULL, created_on INTEGER NOT NULL, comment TEXT, is_dropped INTEGER NOT NULL,
            PRIMARY KEY (database_name, schema_name)) WITHOUT ROWID;
        """;

    public SchemaInfo? Find(string database, string? schema) =>
        List("database_name = $database AND schema_name = $schema", ("$database", database), ("$schema", schema ?? "")).SingleOrDefault();

    /// <summary>All that are known, dropped ones included.</summary>
    public ImmutableArray<SchemaInfo> List() => List("TRUE");

    /// <summary>Whether objects can be created there.</summary>
    public bool Exists(string database, string schema) =>
        Find(database, null) is not { IsDropped: true } && Find(database, schema) is not { IsDropped: true };

    /// <summary>Writes one down, as created or as dropped.</summary>
    public void Set(SchemaInfo schema)
    {
        connection.Run(
            "INSERT OR REPLACE INTO cortex_schemas (database_name, schema_name, created_on, comment, is_dropped) VALUES ($database, $schema, "
            + "$now, $comment, $dropped)",
            ("$database", schema.Database), ("$schema", schema.Schema ?? ""), ("$now", schema.CreatedOn), ("$comment", schema.Comment),
            ("$dropped", schema.IsDropped));
        connection.Touch();
    }

    /// <summary>Forgets a database's schemas.</summary>
    public void ForgetSchemas(string database) =>
        connection.Run("DELETE FROM cortex_schemas WHERE database_name = $database AND schema_name <> ''", ("$database", database));

    private ImmutableArray<SchemaInfo> List(string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(
            $"SELECT database_name, schema_name, created_on, comment, is_dropped FROM cortex_schemas WHERE {condition} ORDER BY database_name, "
            + "schema_name", parameters);
        using var reader = command.ExecuteReader();
        var schemas = ImmutableArray.CreateBuilder<SchemaInfo>();
        while (reader.Read())
        {
            schemas.Add(
                new(
                    reader.GetString(0), reader.GetString(1) is { Length: > 0 } name ? name : null, reader.GetInt64(2), reader.Text(3),
                    reader.GetBoolean(4)));
        }

        return schemas.ToImmutable();
    }
}
