using System.Globalization;
using CortexSharp.Local.Engine.Execution;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>What the parts of the catalog do alike.</summary>
internal static class CatalogConnectionExtensions
{
    public const string NameCondition = "database_name = $database AND schema_name = $schema AND name = $name";

    /// <summary>Marks the catalog as changed, so that no translation made before is used.</summary>
    public static void Touch(this SqliteConnection connection) =>
        connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {connection.Scalar("PRAGMA user_version") + 1}"));

    /// <summary>Gives a row of one of the catalog's tables another name.</summary>
    public static void Rename(this SqliteConnection connection, string table, long id, SqlIdentifier name)
    {
        connection.Run(
            $"UPDATE {table} SET database_name = $database, schema_name = $schema, name = $name WHERE id = $id",
            ("$database", name.Database), ("$schema", name.Schema), ("$name", name.Name), ("$id", id));
        connection.Touch();
    }

    /// <summary>A cell that may be null.</summary>
    public static string? Text(this SqliteDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
