using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CortexSharp.Local.Storage;

/// <summary>
/// The right to write to the file, until it is committed or given up. SQLite's own waiting for another process cannot be cancelled; this can.
/// </summary>
internal sealed class WriteTransaction : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(25);

    private readonly SqliteConnection _connection;
    private bool _isOpen = true;

    private WriteTransaction(SqliteConnection connection) => _connection = connection;

    /// <summary>Waits until no other process writes, and begins.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SqliteException">Another process held the file for longer than <see cref="LocalDatabase.LockTimeout"/>.</exception>
    public static WriteTransaction Begin(SqliteConnection connection, CancellationToken cancellationToken)
    {
        raw.sqlite3_busy_timeout(connection.Handle, 0);
        try
        {
            var begun = Stopwatch.GetTimestamp();
            var pause = TimeSpan.FromMilliseconds(1);
            while (true)
            {
                // Immediately a writer: a reader that becomes one later can fail for what happened between.
                var result = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
                if (result == raw.SQLITE_OK)
                    return new(connection);
                cancellationToken.ThrowIfCancellationRequested();
                if (result != raw.SQLITE_BUSY || Stopwatch.GetElapsedTime(begun) > LocalDatabase.LockTimeout)
                    SqliteException.ThrowExceptionForRC(result, connection.Handle);
                cancellationToken.WaitHandle.WaitOne(pause);
                pause = pause < LongestPause ? pause * 2 : LongestPause;
            }
        }
        finally
        {
            raw.sqlite3_busy_timeout(connection.Handle, (int)LocalDatabase.LockTimeout.TotalMilliseconds);
        }
    }

    /// <summary>Makes the changes last.</summary>
    /// <exception cref="SqliteException">They could not be written; they are undone.</exception>
    public void Commit()
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection.Handle, "COMMIT"), _connection.Handle);
        _isOpen = false;
    }

    /// <summary>Undoes the changes unless they were committed.</summary>
    public void Dispose()
    {
        // Some errors have undone them already; then this has nothing to do, and says so by an error that tells nothing new.
        if (_isOpen)
            raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
        _isOpen = false;
    }
}
