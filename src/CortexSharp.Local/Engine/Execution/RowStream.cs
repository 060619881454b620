using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Local.Testing;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Rows of an open reader. SQLite works synchronously, so rows are fetched in small batches on the thread pool.</summary>
internal sealed class RowStream(
    SqliteCommand command, SqliteDataReader reader, CellReader cells, ImmutableArray<OutputColumn> columns, Func<bool, ValueTask> release)
    : IAsyncDisposable
{
    private const int BatchSize = 256;

    private readonly SqlType[] _types = [.. columns.Select(c => c.Type)];
    private List<object?[]> _buffered = [];
    private Task? _reading;
    private bool _finished;
    private int _disposed;

    /// <summary>Reads ahead, so that a small result is whole at once.</summary>
    /// <param name="rows">How many rows at most.</param>
    /// <returns>The whole result; null when there is more.</returns>
    public List<object?[]>? ReadAhead(int rows)
    {
        _buffered = Read(rows);
        return _finished ? _buffered : null;
    }

    /// <summary>All rows, those read ahead first.</summary>
    public async IAsyncEnumerable<object?[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = _buffered;
        _buffered = [];
        while (true)
        {
            foreach (var row in batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return row;
            }

            if (_finished)
                yield break;
            await Interleaving.StepAsync("rows").ConfigureAwait(false);
            var reading = Task.Run(() => Read(BatchSize), cancellationToken);
            _reading = reading;
            batch = await reading.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        // A batch may be under way when the consumer gives up; SQLite's connection is not for two threads.
        if (_reading is { } reading)
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await reader.DisposeAsync().ConfigureAwait(false);
        await command.DisposeAsync().ConfigureAwait(false);
        await release(_reading?.IsFaulted != true).ConfigureAwait(false);
    }

    private List<object?[]> Read(int most)
    {
        var rows = new List<object?[]>(Math.Min(most, BatchSize));
        while (rows.Count < most)
        {
            if (!reader.Read())
            {
                _finished = true;
                break;
            }

            var row = new object?[_types.Length];
            for (var i = 0; i < row.Length; i++)
                row[i] = cells.Read(reader, i, _types[i]);
            rows.Add(row);
        }

        return rows;
    }
}
