using System.Collections.Concurrent;
using CortexSharp.Local.Testing;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Storage;

/// <summary>The SQLite file behind the offline Cortex, and a pool of open connections to it.</summary>
/// <remarks>
/// Connections are pooled here and not by the provider, because preparing one (functions, pragmas) costs more than opening it and the
/// provider's pool forgets both. Write-ahead logging lets readers and one writer work side by side, in one process and in several.
/// </remarks>
internal sealed class LocalDatabase : IAsyncDisposable
{
    /// <summary>How long a writer waits for another process that writes.</summary>
    public static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(1);

    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private readonly Action<SqliteConnection> _prepare;
    private readonly string _connectionString;
    private readonly string? _temporaryFile;
    private volatile bool _disposed;

    /// <summary>Names the file; nothing is opened yet.</summary>
    /// <param name="path">A file, created when missing, or <c>:memory:</c> for a private database that is gone when this is disposed.</param>
    /// <param name="prepare">Called once for each new connection, to register functions.</param>
    /// <param name="life">The life of the process that this plays; default: one without an end. It is disposed with the database.</param>
    public LocalDatabase(string path, Action<SqliteConnection> prepare, ProcessLife? life = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        SQLitePCL.Batteries_V2.Init();
        _prepare = prepare;
        Life = life ?? new(null);
        // A real in-memory database cannot be read and written by two connections at once (shared cache locks whole tables), so a
        // temporary file stands in for it; without syncing it is as fast.
        if (path == ":memory:")
            _temporaryFile = path = Path.Combine(Path.GetTempPath(), $"cortexsharp-{Guid.NewGuid():N}.db");
        FilePath = Path.GetFullPath(path);
        _connectionString =
            new SqliteConnectionStringBuilder { DataSource = FilePath, Pooling = false, DefaultTimeout = (int)LockTimeout.TotalSeconds }.ToString();
    }

    /// <summary>The full path of the file.</summary>
    public string FilePath { get; }

    /// <summary>The life of the process that this plays: behind its end nothing gets a connection.</summary>
    public ProcessLife Life { get; }

    /// <summary>Takes an open, prepared connection; give it back by <see cref="Return"/>.</summary>
    public SqliteConnection Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Life.ThrowIfEnded();
        if (_idle.TryTake(out var connection))
            return connection;
        connection = new SqliteConnection(_connectionString);
        connection.Open();
        SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, (int)LockTimeout.TotalMilliseconds);
        using var command = connection.CreateCommand();
        command.CommandText =
            $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(_temporaryFile is null ? "NORMAL" : "OFF")}; PRAGMA cache_size = -4096;";
        command.ExecuteNonQuery();
        _prepare(connection);
        return connection;
    }

    /// <summary>Gives a connection back. It must hold no open reader, transaction or temporary table; one that may is passed as unusable.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="reusable">Whether the connection is clean.</param>
    public void Return(SqliteConnection connection, bool reusable = true)
    {
        if (reusable && !_disposed && !Life.HasEnded)
            _idle.Add(connection);
        else
            connection.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
        if (_temporaryFile is not null)
        {
            foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
                File.Delete(_temporaryFile + suffix);
        }

        Life.Dispose();
        return ValueTask.CompletedTask;
    }
}
