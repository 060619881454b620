using CortexSharp.Local.Storage;
using CortexSharp.Local.Testing;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Cortex;

/// <summary>The tables in which jobs, models, roles and usage live, beside the user's own in the same file; made on first use.</summary>
/// <param name="database">The file.</param>
internal sealed class CortexTables(LocalDatabase database)
{
    // One script for each version of the format; a file of an older version is brought up to date by those it lacks. Ids are never used
    // again (AUTOINCREMENT), so that a model that was loaded cannot be mistaken for a later one of the same name.
    private static readonly string[] Scripts =
    [
        """
        CREATE TABLE "_cortexsharp_models" (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            database_name TEXT NOT NULL, schema_name TEXT NOT NULL, name TEXT NOT NULL,
            model_type TEXT NOT NULL, base_model TEXT NOT NULL, owner TEXT NOT NULL, comment TEXT NOT NULL,
            created_on INTEGER NOT NULL, content BLOB NOT NULL,
            UNIQUE (database_name, schema_name, name));
        CREATE TABLE "_cortexsharp_jobs" (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, query_id TEXT NOT NULL,
            status TEXT NOT NULL, progress REAL NOT NULL DEFAULT 0,
            database_name TEXT NOT NULL, schema_name TEXT NOT NULL,
            model_database TEXT NOT NULL, model_schema TEXT NOT NULL, model_name TEXT NOT NULL, base_model TEXT NOT NULL,
            training_data TEXT NOT NULL, validation_data TEXT, options TEXT, max_epochs INTEGER NOT NULL,
            created_on INTEGER NOT NULL, finished_on INTEGER,
            trained_tokens INTEGER, training_loss REAL, validation_loss REAL, error_code TEXT, error_message TEXT,
            owner TEXT, lease_until INTEGER);
        """,
        """
        ALTER TABLE "_cortexsharp_jobs" ADD COLUMN role TEXT NOT NULL DEFAULT 'ACCOUNTADMIN';
        ALTER TABLE "_cortexsharp_jobs" ADD COLUMN credits INTEGER;
        UPDATE "_cortexsharp_models" SET owner = 'ACCOUNTADMIN';
        CREATE TABLE "_cortexsharp_model_tags" (
            model_id INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (model_id, name)) WITHOUT ROWID;
        CREATE TABLE "_cortexsharp_parameters" (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE "_cortexsharp_usage" (
            id INTEGER PRIMARY KEY, query_id TEXT NOT NULL, query_tag TEXT, role TEXT NOT NULL, warehouse_id INTEGER,
            function_name TEXT NOT NULL, model_name TEXT NOT NULL, hour INTEGER NOT NULL, started_on INTEGER NOT NULL, finished_on INTEGER NOT NULL,
            input_tokens INTEGER NOT NULL, output_tokens INTEGER, input_credits INTEGER, output_credits INTEGER);
        CREATE TABLE "_cortexsharp_roles" (
            name TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, comment TEXT NOT NULL, created_on INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE "_cortexsharp_grants" (
            grantee TEXT NOT NULL, privilege TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
            granted_by TEXT NOT NULL, created_on INTEGER NOT NULL, PRIMARY KEY (grantee, privilege, kind, name)) WITHOUT ROWID;
        CREATE TABLE "_cortexsharp_access_version" (version INTEGER NOT NULL);
        INSERT INTO "_cortexsharp_access_version" VALUES (1);
        INSERT INTO "_cortexsharp_grants" VALUES
            ('PUBLIC', 'USAGE', 'DATABASE_ROLE', 'SNOWFLAKE.CORTEX_USER', '', 0),
            ('PUBLIC', 'USE AI FUNCTIONS', 'ACCOUNT', 'LOCAL', '', 0),
            ('PUBLIC', 'USAGE', 'APPLICATION_ROLE', 'SNOWFLAKE."CORTEX-MODEL-ROLE-ALL"', '', 0);
        """,
    ];

    private readonly Lock _gate = new();
    private volatile bool _ready;

    /// <summary>Sees to it that the tables are there.</summary>
    /// <exception cref="InvalidOperationException">The file was written by a newer version.</exception>
    public void Ensure()
    {
        if (!_ready)
            Use(static _ => true);
    }

    /// <summary>The life of the process that this plays.</summary>
    public ProcessLife Life => database.Life;

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

    /// <summary>Runs one statement that changes something.</summary>
    /// <param name="sql">The statement, with parameters named <c>$name</c>.</param>
    /// <param name="parameters">Their values; null is the SQL <c>NULL</c>.</param>
    /// <returns>The number of rows it changed.</returns>
    public int Change(string sql, params (string Name, object? Value)[] parameters) => Use(connection =>
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    });

    /// <summary>Reads the rows of a query.</summary>
    /// <typeparam name="T">What a row gives.</typeparam>
    /// <param name="sql">The query, with parameters named <c>$name</c>.</param>
    /// <param name="read">Reads one row.</param>
    /// <param name="parameters">The parameters' values.</param>
    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] parameters) => Use(connection =>
    {
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    });

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
            Run("""CREATE TABLE IF NOT EXISTS "_cortexsharp_cortex_version" (version INTEGER NOT NULL)""");
            using var command = Command(connection, """SELECT version FROM "_cortexsharp_cortex_version" """);
            command.Transaction = transaction;
            var version = (long?)command.ExecuteScalar() ?? 0;
            if (version > Scripts.Length)
            {
                throw new InvalidOperationException(
                    $"The file {database.FilePath} was written by a newer version: its models and jobs have the format {version}, this version "
                    + $"knows {Scripts.Length}.");
            }

            if (version < Scripts.Length)
            {
                foreach (var script in Scripts.Skip((int)version))
                    Run(script);
                Run("""DELETE FROM "_cortexsharp_cortex_version"; INSERT INTO "_cortexsharp_cortex_version" VALUES ($version)""");
            }

            transaction.Commit();
            _ready = true;

            void Run(string sql)
            {
                using var change = Command(connection, sql, ("$version", Scripts.Length));
                change.Transaction = transaction;
                change.ExecuteNonQuery();
            }
        }
    }
}
