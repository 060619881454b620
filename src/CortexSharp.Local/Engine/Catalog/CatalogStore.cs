using CortexSharp.Local.Engine.Execution;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>The engine's own tables: what exists, with Snowflake's names and types. Reads and writes on the connection it is given.</summary>
internal sealed class CatalogStore(SqliteConnection connection)
{
    public TableStore Tables { get; } = new(connection);

    public ViewStore Views { get; } = new(connection);

    public SchemaStore Schemas { get; } = new(connection);

    public FunctionStore Functions { get; } = new(connection);

    /// <summary>A number that grows with every change of the catalog, by any process.</summary>
    public long Version => connection.Scalar("PRAGMA user_version");

    /// <summary>Creates the engine's tables where they are missing.</summary>
    public static void Prepare(SqliteConnection connection) =>
        connection.Run(TableStore.Definition + ViewStore.Definition + SchemaStore.Definition + FunctionStore.Definition);

    /// <summary>The table or view of this name.</summary>
    public CatalogObject? Find(SqlIdentifier name) => Tables.Find(name) is { } table ? table : Views.Find(name);

    /// <summary>Takes away all that lies in a schema, or in all schemas of a database.</summary>
    public void Clear(string database, string? schema)
    {
        foreach (var table in Tables.List().Where(t => t.Database == database && (schema is null || t.Schema == schema)))
            Tables.Drop(table);
        foreach (var view in Views.List().Where(v => v.Database == database && (schema is null || v.Schema == schema)))
            Views.Drop(view);
        foreach (var function in Functions.List().Where(f => f.Database == database && (schema is null || f.Schema == schema)))
            Functions.Drop(function);
    }
}
