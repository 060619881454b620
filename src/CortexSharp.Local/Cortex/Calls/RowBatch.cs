namespace CortexSharp.Local.Cortex.Calls;

/// <summary>Evaluates the rows of a call on all processors.</summary>
internal static class RowBatch
{
    // Below this a thread costs more than it gains.
    private const int FewRows = 8;

    /// <summary>Evaluates every row; the results keep the rows' order.</summary>
    /// <typeparam name="T">What a row gives.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="evaluate">Evaluates one row; called on several threads at once.</param>
    /// <param name="cancellationToken">Stops before the next row.</param>
    public static async Task<T[]> EvaluateAsync<T>(IReadOnlyList<object?[]> rows, Func<object?[], T> evaluate, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var results = new T[rows.Count];
        if (rows.Count < FewRows)
        {
            for (var i = 0; i < results.Length; i++)
                results[i] = evaluate(rows[i]);
            return results;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Task.Run(() => Parallel.For(0, results.Length, options, i => results[i] = evaluate(rows[i])), cancellationToken).ConfigureAwait(false);
        return results;
    }
}
