using System.Collections.Immutable;
using System.Globalization;
using CortexSharp.Local.Engine.Execution;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>The engine's own tables: which tables exist, with Snowflake's names and types. Reads and writes on the connection it is given.</summary>
internal sealed class CatalogStore(SqliteConnection connection)
{
    /// <summary>Creates the engine's tables where they are missing.</summary>
    public static void Prepare(SqliteConnection connection) => connection.Run("""
        CREATE TABLE IF NOT EXISTS cortex_tables (
            id INTEGER PRIMARY KEY AUTOINCREMENT, database_name TEXT NOT NULL, schema_name TEXT NOT NULL, name TEXT NOT NULL, created_on INTEGER NOT NULL,
            UNIQUE (database_name, schema_name, name));
        CREATE TABLE IF NOT EXISTS cortex_columns (
            table_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, precision INTEGER NOT NULL, scale INTEGER NOT NULL,
            not_null INTEGER NOT NULL, default_sql TEXT, PRIMARY KEY (table_id, ordinal)) WITHOUT ROWID;
        """);

    /// <summary>A number that grows with every change of the catalog, by any process.</summary>
    public long Version => connection.Scalar("PRAGMA user_version");

    public TableInfo? Find(SqlIdentifier name) => List(
        "database_name = $database AND schema_name = $schema AND name = $name",
        ("$database", name.Database), ("$schema", name.Schema), ("$name", name.Name)).SingleOrDefault();

    /// <summary>All tables in Snowflake's order.</summary>
    public ImmutableArray<TableInfo> List() => List("TRUE");

    /// <summary>Creates a table and its storage.</summary>
    public TableInfo Create(SqlIdentifier name, ImmutableArray<ColumnInfo> columns, long now)
    {
        connection.Run(
            "INSERT INTO cortex_tables (database_name, schema_name, name, created_on) VALUES ($database, $schema, $name, $now)",
            ("$database", name.Database), ("$schema", name.Schema), ("$name", name.Name), ("$now", now));
        var id = connection.Scalar("SELECT last_insert_rowid()");
        var named = columns.Select((column, i) => column with { Physical = PhysicalColumn(i) }).ToImmutableArray();
        for (var i = 0; i < named.Length; i++)
            AddToCatalog(id, i, named[i]);
        // No declared types: an affinity would change values behind our back.
        connection.Run($"CREATE TABLE {TableInfo.PhysicalName(id)} ({string.Join(", ", named.Select(c => c.Physical + (c.NotNull ? " NOT NULL" : "")))})");
        Touch();
        return new(id, name.Database!, name.Schema!, name.Name, now, named);
    }

    public void Drop(TableInfo table)
    {
        connection.Run($"DROP TABLE {table.Physical}");
        connection.Run("DELETE FROM cortex_columns WHERE table_id = $id", ("$id", table.Id));
        connection.Run("DELETE FROM cortex_tables WHERE id = $id", ("$id", table.Id));
        Touch();
    }

    public void Rename(TableInfo table, SqlIdentifier name)
    {
        connection.Run(
            "UPDATE cortex_tables SET database_name = $database, schema_name = $schema, name = $name WHERE id = $id",
            ("$database", name.Database), ("$schema", name.Schema), ("$name", name.Name), ("$id", table.Id));
        Touch();
    }

    /// <summary>Adds a column; the caller fills it.</summary>
    /// <returns>Its name in SQLite.</returns>
    public string AddColumn(TableInfo table, ColumnInfo column)
    {
        var ordinal = table.Columns.Length;
        AddToCatalog(table.Id, ordinal, column);
        connection.Run($"ALTER TABLE {table.Physical} ADD COLUMN {PhysicalColumn(ordinal)}");
        Touch();
        return PhysicalColumn(ordinal);
    }

    private static string PhysicalColumn(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"c{ordinal + 1}");

    private void AddToCatalog(long tableId, int ordinal, ColumnInfo column) => connection.Run(
        "INSERT INTO cortex_columns (table_id, ordinal, name, kind, precision, scale, not_null, default_sql) VALUES ($id, $ordinal, $name, $kind, $precision, $scale, $notNull, $default)",
        ("$id", tableId), ("$ordinal", ordinal), ("$name", column.Name), ("$kind", column.Type.Kind.ToString()), ("$precision", column.Type.Precision),
        ("$scale", column.Type.Scale), ("$notNull", column.NotNull), ("$default", column.Default));

    private void Touch() => connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version + 1}"));

    private ImmutableArray<TableInfo> List(string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(
            $"""
            SELECT t.id, t.database_name, t.schema_name, t.name, t.created_on, c.name, c.ordinal, c.kind, c.precision, c.scale, c.not_null, c.default_sql
            FROM (SELECT * FROM cortex_tables WHERE {condition}) t JOIN cortex_columns c ON c.table_id = t.id
            ORDER BY t.database_name, t.schema_name, t.name, c.ordinal
            """,
            parameters);
        using var reader = command.ExecuteReader();
        var tables = ImmutableArray.CreateBuilder<TableInfo>();
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            if (tables.Count == 0 || tables[^1].Id != id)
                tables.Add(new(id, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), []));
            var type = new SqlType(Enum.Parse<SqlTypeKind>(reader.GetString(7)), reader.GetInt32(8), reader.GetInt32(9));
            var column = new ColumnInfo(reader.GetString(5), PhysicalColumn(reader.GetInt32(6)), type, reader.GetBoolean(10), reader.IsDBNull(11) ? null : reader.GetString(11));
            tables[^1] = tables[^1] with { Columns = tables[^1].Columns.Add(column) };
        }

        return tables.ToImmutable();
    }
}
