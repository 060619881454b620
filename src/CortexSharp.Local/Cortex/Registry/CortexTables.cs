using System.Globalization;
using CortexSharp.Local.Storage;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Cortex.Registry;

/// <summary>The tables in which jobs and models live, beside the user's own in the same file; made on first use.</summary>
/// <param name="database">The file.</param>
internal sealed class CortexTables(LocalDatabase database)
{
    private const int Version = 1;

    // Ids are never used again (AUTOINCREMENT), so that a model that was loaded cannot be mistaken for a later one of the same name.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS "_cortexsharp_cortex_version" (version INTEGER NOT NULL);
        INSERT INTO "_cortexsharp_cortex_version" SELECT $version WHERE NOT EXISTS (SELECT 1 FROM "_cortexsharp_cortex_version");
        CREATE TABLE IF NOT EXISTS "_cortexsharp_models" (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            database_name TEXT NOT NULL, schema_name TEXT NOT NULL, name TEXT NOT NULL,
            model_type TEXT NOT NULL, base_model TEXT NOT NULL, owner TEXT NOT NULL, comment TEXT NOT NULL,
            created_on INTEGER NOT NULL, content BLOB NOT NULL,
            UNIQUE (database_name, schema_name, name));
        CREATE TABLE IF NOT EXISTS "_cortexsharp_jobs" (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, query_id TEXT NOT NULL,
            status TEXT NOT NULL, progress REAL NOT NULL DEFAULT 0,
            database_name TEXT NOT NULL, schema_name TEXT NOT NULL,
            model_database TEXT NOT NULL, model_schema TEXT NOT NULL, model_name TEXT NOT NULL, base_model TEXT NOT NULL,
            training_data TEXT NOT NULL, validation_data TEXT, options TEXT, max_epochs INTEGER NOT NULL,
            created_on INTEGER NOT NULL, finished_on INTEGER,
            trained_tokens INTEGER, training_loss REAL, validation_loss REAL, error_code TEXT, error_message TEXT,
            owner TEXT, lease_until INTEGER);
        SELECT version FROM "_cortexsharp_cortex_version";
        """;

    private readonly Lock _gate = new();
    private bool _ready;

    /// <summary>Does something on a connection, after seeing to it that the tables are there.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="work">What to do; it leaves the connection without open readers and transactions.</param>
    public T Use<T>(Func<SqliteConnection, T> work)
    {
        var connection = database.Rent();
        var clean = false;
        try
        {
            EnsureTables(connection);
            var result = work(connection);
            clean = true;
            return result;
        }
        finally
        {
            database.Return(connection, clean);
        }
    }

    /// <summary>A command with its parameters.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The statement, with parameters named <c>$name</c>.</param>
    /// <param name="parameters">Their values; null is the SQL <c>NULL</c>.</param>
    public static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private void EnsureTables(SqliteConnection connection)
    {
        lock (_gate)
        {
            if (_ready)
                return;
            using var transaction = connection.BeginTransaction(deferred: false);
            using var command = Command(connection, Schema, ("$version", Version));
            command.Transaction = transaction;
            var version = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            if (version > Version)
            {
                throw new InvalidOperationException(
                    $"The file {database.FilePath} was written by a newer version: its models and jobs have the format {version}, this version knows {Version}.");
            }

            transaction.Commit();
            _ready = true;
        }
    }
}
