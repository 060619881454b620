using System.Collections.Immutable;
using System.Globalization;
using CortexSharp.Local.Engine.Execution;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>The stored tables and their columns. Remarks, which change no result, lie beside them.</summary>
internal sealed class TableStore(SqliteConnection connection)
{
    public const string Definition = """
        CREATE TABLE IF NOT EXISTS cortex_tables (
            id INTEGER PRIMARY KEY AUTOINCREMENT, database_name TEXT NOT NULL, schema_name TEXT NOT NULL, name TEXT NOT NULL,
              created_on INTEGER NOT NULL,
            UNIQUE (database_name, schema_name, name));
        CREATE TABLE IF NOT EXISTS cortex_table_remarks (table_id INTEGER PRIMARY KEY, comment TEXT, is_transient INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE IF NOT EXISTS cortex_columns (
            table_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, precision INTEGER NOT NULL,
              scale INTEGER NOT NULL,
            not_null INTEGER NOT NULL, default_sql TEXT, PRIMARY KEY (table_id, ordinal)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS cortex_column_remarks (
            table_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, comment TEXT, key TEXT NOT NULL DEFAULT 'None', PRIMARY KEY (table_id,
              ordinal)) WITHOUT ROWID;
        """;

    public TableInfo? Find(SqlIdentifier name) => List(
        CatalogConnectionExtensions.NameCondition, ("$database", name.Database), ("$schema", name.Schema), ("$name", name.Name)).SingleOrDefault();

    /// <summary>All tables in Snowflake's order.</summary>
    public ImmutableArray<TableInfo> List() => List("TRUE");

    /// <summary>Creates a table and its storage.</summary>
    public TableInfo Create(SqlIdentifier name, ImmutableArray<ColumnInfo> columns, long now, string? comment = null, bool isTransient = false)
    {
        connection.Run(
            "INSERT INTO cortex_tables (database_name, schema_name, name, created_on) VALUES ($database, $schema, $name, $now)",
            ("$database", name.Database), ("$schema", name.Schema), ("$name", name.Name), ("$now", now));
        var id = connection.Scalar("SELECT last_insert_rowid()");
        if (comment is not null || isTransient)
        {
            connection.Run(
                "INSERT INTO cortex_table_remarks (table_id, comment, is_transient) VALUES ($id, $comment, $transient)", ("$id", id),
                ("$comment", comment), ("$transient", isTransient));
        }

        var named = columns.Select((column, i) => column with { Physical = PhysicalColumn(i) }).ToImmutableArray();
        for (var i = 0; i < named.Length; i++)
            AddToCatalog(id, i, named[i]);
        // No declared types: an affinity would change values behind our back.
        connection.Run(
            $"CREATE TABLE {TableInfo.PhysicalName(id)} ({string.Join(", ", named.Select(c => c.Physical + (c.NotNull ? " NOT NULL" : "")))})");
        connection.Touch();
        return new(id, name.Database!, name.Schema!, name.Name, now, comment, isTransient, named);
    }

    public void Drop(TableInfo table)
    {
        connection.Run($"DROP TABLE {table.Physical}");
        foreach (var part in (ReadOnlySpan<string>)["cortex_columns", "cortex_column_remarks", "cortex_table_remarks"])
            connection.Run($"DELETE FROM {part} WHERE table_id = $id", ("$id", table.Id));
        connection.Run("DELETE FROM cortex_tables WHERE id = $id", ("$id", table.Id));
        connection.Touch();
    }

    public void Rename(TableInfo table, SqlIdentifier name) => connection.Rename("cortex_tables", table.Id, name);

    public void Comment(TableInfo table, string? comment)
    {
        connection.Run(
            "INSERT INTO cortex_table_remarks (table_id, comment) VALUES ($id, $comment) ON CONFLICT (table_id) DO UPDATE SET comment = $comment",
            ("$id", table.Id), ("$comment", comment));
        connection.Touch();
    }

    public void Comment(TableInfo table, ColumnInfo column, string? comment)
    {
        connection.Run(
            """
            INSERT INTO cortex_column_remarks (table_id, ordinal, comment) VALUES ($id, $ordinal, $comment)
            ON CONFLICT (table_id, ordinal) DO UPDATE SET comment = $comment
            """,
            ("$id", table.Id), ("$ordinal", Ordinal(column)), ("$comment", comment));
        connection.Touch();
    }

    /// <summary>Adds a column; the caller fills it.</summary>
    /// <returns>The column with its name in SQLite.</returns>
    public ColumnInfo AddColumn(TableInfo table, ColumnInfo column)
    {
        var ordinal = table.Columns.Max(Ordinal) + 1;
        AddToCatalog(table.Id, ordinal, column);
        connection.Run($"ALTER TABLE {table.Physical} ADD COLUMN {PhysicalColumn(ordinal)}");
        connection.Touch();
        return column with { Physical = PhysicalColumn(ordinal) };
    }

    public void DropColumn(TableInfo table, ColumnInfo column)
    {
        foreach (var part in (ReadOnlySpan<string>)["cortex_columns", "cortex_column_remarks"])
            connection.Run($"DELETE FROM {part} WHERE table_id = $id AND ordinal = $ordinal", ("$id", table.Id), ("$ordinal", Ordinal(column)));
        connection.Run($"ALTER TABLE {table.Physical} DROP COLUMN {column.Physical}");
        connection.Touch();
    }

    public void RenameColumn(TableInfo table, ColumnInfo column, string name)
    {
        connection.Run(
            "UPDATE cortex_columns SET name = $name WHERE table_id = $id AND ordinal = $ordinal", ("$name", name), ("$id", table.Id),
            ("$ordinal", Ordinal(column)));
        connection.Touch();
    }

    private static string PhysicalColumn(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"c{ordinal + 1}");

    private static int Ordinal(ColumnInfo column) => int.Parse(column.Physical.AsSpan(1), CultureInfo.InvariantCulture) - 1;

    private void AddToCatalog(long tableId, int ordinal, ColumnInfo column)
    {
        connection.Run(
            "INSERT INTO cortex_columns (table_id, ordinal, name, kind, precision, scale, not_null, default_sql) VALUES ($id, $ordinal, $name, "
            + "$kind, $precision, $scale, $notNull, $default)",
            ("$id", tableId), ("$ordinal", ordinal), ("$name", column.Name), ("$kind", column.Type.Kind.ToString()),
            ("$precision", column.Type.Precision),
            ("$scale", column.Type.Scale), ("$notNull", column.NotNull), ("$default", column.Default));
        if (column.Comment is not null || column.Key is not ColumnKey.None)
        {
            connection.Run(
                "INSERT INTO cortex_column_remarks (table_id, ordinal, comment, key) VALUES ($id, $ordinal, $comment, $key)",
                ("$id", tableId), ("$ordinal", ordinal), ("$comment", column.Comment), ("$key", column.Key.ToString()));
        }
    }

    private ImmutableArray<TableInfo> List(string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(
            $"""
            SELECT t.id, t.database_name, t.schema_name, t.name, t.created_on, tr.comment, tr.is_transient,
                c.name, c.ordinal, c.kind, c.precision, c.scale, c.not_null, c.default_sql, cr.key, cr.comment
            FROM (SELECT * FROM cortex_tables WHERE {condition}) t JOIN cortex_columns c ON c.table_id = t.id
            LEFT JOIN cortex_table_remarks tr ON tr.table_id = t.id LEFT JOIN cortex_column_remarks cr ON cr.table_id = t.id
              AND cr.ordinal = c.ordinal
            ORDER BY t.database_name, t.schema_name, t.name, c.ordinal
            """,
            parameters);
        using var reader = command.ExecuteReader();
        var tables = ImmutableArray.CreateBuilder<TableInfo>();
        var columns = ImmutableArray.CreateBuilder<ColumnInfo>();
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            if (tables.Count == 0 || tables[^1].Id != id)
            {
                Complete();
                tables.Add(
                    new(
                        id, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.Text(5),
                        !reader.IsDBNull(6) && reader.GetBoolean(6), []));
            }

            var type = new SqlType(Enum.Parse<SqlTypeKind>(reader.GetString(9)), reader.GetInt32(10), reader.GetInt32(11));
            var key = reader.Text(14) is { } text ? Enum.Parse<ColumnKey>(text) : ColumnKey.None;
            columns.Add(
                new(reader.GetString(7), PhysicalColumn(reader.GetInt32(8)), type, reader.GetBoolean(12), reader.Text(13), key, reader.Text(15)));
        }

        Complete();
        return tables.ToImmutable();

        void Complete()
        {
            if (tables.Count > 0)
                tables[^1] = tables[^1] with { Columns = columns.ToImmutable() };
            columns.Clear();
        }
    }
}
