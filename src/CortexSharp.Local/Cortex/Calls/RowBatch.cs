using System.Collections.Concurrent;

namespace CortexSharp.Local.Cortex.Calls;

/// <summary>Evaluates the rows of a call on all processors.</summary>
internal static class RowBatch
{
    // Below this a thread costs more than it gains.
    private const int FewRows = 8;

    /// <summary>Evaluates every row; the results keep the rows' order.</summary>
    /// <typeparam name="T">What a row gives.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="evaluate">
    /// Evaluates one row; called on several threads at once. A row that has its result at once costs no task; the others are all begun,
    /// then waited for together.
    /// </param>
    /// <param name="cancellationToken">Stops before the next row.</param>
    public static async Task<T[]> EvaluateAsync<T>(
        IReadOnlyList<object?[]> rows, Func<object?[], ValueTask<T>> evaluate, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var results = new T[rows.Count];
        var pending = new ConcurrentBag<Task>();
        try
        {
            if (rows.Count < FewRows)
            {
                for (var i = 0; i < results.Length; i++)
                    Begin(i);
            }
            else
            {
                var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
                await Task.Run(() => Parallel.For(0, results.Length, options, Begin), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // Also when it was cancelled: nothing of this statement goes on behind its end.
            await Task.WhenAll(pending).ConfigureAwait(false);
        }

        return results;

        void Begin(int row)
        {
            var result = evaluate(rows[row]);
            if (result.IsCompletedSuccessfully)
                results[row] = result.Result;
            else
                pending.Add(StoreAsync(row, result));
        }

        async Task StoreAsync(int row, ValueTask<T> result) => results[row] = await result.ConfigureAwait(false);
    }
}
