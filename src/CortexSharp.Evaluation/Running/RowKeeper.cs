using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Running;

/// <summary>Keeps rows while more of them come: a write takes all that came during the last one, so that nobody waits for a round trip.</summary>
/// <remarks>
/// Rows that were paid for are written at once, others when there are many. However it ends, what has come is kept before the end is told, also when
/// the caller has cancelled; a write that failed is made once more, so it must be one that may be made twice.
/// </remarks>
/// <param name="batch">Where rows wait.</param>
/// <param name="take">Takes the waiting rows, and gives what writes them.</param>
internal sealed class RowKeeper(JsonBatch batch, Func<Func<Task>> take)
{
    // A process that is killed was paid for so many rows at most that have come and are not kept.
    private const int MostUnkept = 50;

    private readonly Lock _lock = new();
    private Task _writing = Task.CompletedTask;
    private Func<Task>? _write;
    private int _unkept;

    /// <summary>Keeps all rows of a source.</summary>
    /// <param name="items">Gives them. It is cancelled when a write fails; what still comes then is kept too.</param>
    /// <param name="isPaid">Whether one was paid for.</param>
    /// <param name="cells">Writes the cells of a row.</param>
    /// <param name="cancellationToken">Cancels the source, never a write.</param>
    public async Task KeepAllAsync<T>(
        IAsyncEnumerable<T> items, Func<T, bool> isPaid, Action<Utf8JsonWriter, T> cells, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await foreach (var item in items.WithCancellation(stop.Token).ConfigureAwait(false))
            {
                if (Add(json => cells(json, item), isPaid(item), stop))
                    await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            await KeepRestAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Adds a row and sees to it that somebody writes it.</summary>
    /// <returns>Whether so much is waiting that no more should come for now.</returns>
    private bool Add(Action<Utf8JsonWriter> row, bool isPaid, CancellationTokenSource stop)
    {
        lock (_lock)
        {
            batch.Add(row);
            _unkept += isPaid ? 1 : 0;
            var isTooMuch = batch.IsFull || _unkept >= MostUnkept;
            if (_write is null && (isPaid || batch.IsFull))
            {
                var paid = _unkept;
                _write = take();
                _writing = Task.Run(() => WriteAsync(paid, stop));
            }

            return isTooMuch;
        }
    }

    private async Task WriteAsync(int paid, CancellationTokenSource stop)
    {
        while (_write is { } write)
        {
            try
            {
                await write().ConfigureAwait(false);
            }
            catch (Exception)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }

            lock (_lock)
            {
                _unkept -= paid;
                paid = _unkept;
                _write = paid > 0 || batch.IsFull ? take() : null;
            }
        }
    }

    private async Task KeepRestAsync()
    {
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_write is { } failed)
            await failed().ConfigureAwait(false);
        if (batch.Count > 0)
            await take()().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
    }
}
