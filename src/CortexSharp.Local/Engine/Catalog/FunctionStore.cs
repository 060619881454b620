using System.Collections.Immutable;
using CortexSharp.Local.Engine.Execution;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>The users' functions.</summary>
internal sealed class FunctionStore(SqliteConnection connection)
{
    public const string Definition = """
        CREATE TABLE IF NOT EXISTS cortex_functions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, database_name TEXT NOT NULL, schema_name TEXT NOT NULL, name TEXT NOT NULL,
              created_on INTEGER NOT NULL, comment TEXT,
            kind TEXT NOT NULL, precision INTEGER NOT NULL, scale INTEGER NOT NULL, body TEXT NOT NULL, is_strict INTEGER NOT NULL,
            is_secure INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS cortex_parameters (
            function_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, precision INTEGER NOT NULL,
              scale INTEGER NOT NULL, default_sql TEXT,
            PRIMARY KEY (function_id, ordinal)) WITHOUT ROWID;
        """;

    /// <summary>All functions of a name, which differ in their parameters.</summary>
    public ImmutableArray<FunctionInfo> Find(SqlIdentifier name) =>
        List(CatalogConnectionExtensions.NameCondition, ("$database", name.Database), ("$schema", name.Schema), ("$name", name.Name));

    /// <summary>All functions in Snowflake's order.</summary>
    public ImmutableArray<FunctionInfo> List() => List("TRUE");

    public void Create(FunctionInfo function)
    {
        connection.Run(
            """
            INSERT INTO cortex_functions (database_name, schema_name, name, created_on, comment, kind, precision, scale, body, is_strict, is_secure)
            VALUES ($database, $schema, $name, $now, $comment, $kind, $precision, $scale, $body, $strict, $secure)
            """,
            ("$database", function.Database), ("$schema", function.Schema), ("$name", function.Name), ("$now", function.CreatedOn),
            ("$comment", function.Comment),
            ("$kind", function.Returns.Kind.ToString()), ("$precision", function.Returns.Precision), ("$scale", function.Returns.Scale),
            ("$body", function.Body), ("$strict", function.IsStrict), ("$secure", function.IsSecure));
        var id = connection.Scalar("SELECT last_insert_rowid()");
        for (var i = 0; i < function.Parameters.Length; i++)
        {
            var parameter = function.Parameters[i];
            connection.Run(
                "INSERT INTO cortex_parameters (function_id, ordinal, name, kind, precision, scale, default_sql) VALUES ($id, $ordinal, $name, "
                + "$kind, $precision, $scale, $default)",
                ("$id", id), ("$ordinal", i), ("$name", parameter.Name), ("$kind", parameter.Type.Kind.ToString()),
                ("$precision", parameter.Type.Precision),
                ("$scale", parameter.Type.Scale), ("$default", parameter.Default));
        }

        connection.Touch();
    }

    public void Drop(FunctionInfo function)
    {
        connection.Run("DELETE FROM cortex_parameters WHERE function_id = $id", ("$id", function.Id));
        connection.Run("DELETE FROM cortex_functions WHERE id = $id", ("$id", function.Id));
        connection.Touch();
    }

    private static SqlType Type(SqliteDataReader reader, int ordinal) =>
        new(Enum.Parse<SqlTypeKind>(reader.GetString(ordinal)), reader.GetInt32(ordinal + 1), reader.GetInt32(ordinal + 2));

    private ImmutableArray<FunctionInfo> List(string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(
            $"""
            SELECT f.id, f.database_name, f.schema_name, f.name, f.created_on, f.comment, f.kind, f.precision, f.scale, f.body, f.is_strict,
              f.is_secure,
                p.name, p.kind, p.precision, p.scale, p.default_sql
            FROM (SELECT * FROM cortex_functions WHERE {condition}) f LEFT JOIN cortex_parameters p ON p.function_id = f.id
            ORDER BY f.database_name, f.schema_name, f.name, f.id, p.ordinal
            """,
            parameters);
        using var reader = command.ExecuteReader();
        var functions = ImmutableArray.CreateBuilder<FunctionInfo>();
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            if (functions.Count == 0 || functions[^1].Id != id)
            {
                functions.Add(new(
                    id, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.Text(5),
                    [], Type(reader, 6), reader.GetString(9), reader.GetBoolean(10), reader.GetBoolean(11)));
            }

            if (reader.Text(12) is { } name)
                functions[^1] = functions[^1] with { Parameters = functions[^1].Parameters.Add(new(name, Type(reader, 13), reader.Text(16))) };
        }

        return functions.ToImmutable();
    }
}
