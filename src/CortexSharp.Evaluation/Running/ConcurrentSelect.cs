using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CortexSharp.Evaluation.Running;

/// <summary>Work on several items at once, each of which may be paid for.</summary>
internal static class ConcurrentSelect
{
    /// <summary>
    /// The results as they come. When one item fails, no other is begun, but what is on its way is waited for, and its results still come before the
    /// failure; the same when the caller cancels.
    /// </summary>
    /// <param name="items">The items.</param>
    /// <param name="concurrency">How many at once.</param>
    /// <param name="select">
    /// Works on an item. The first token says that no more is to be begun, the second that the result is not wanted either.
    /// </param>
    /// <param name="cancellationToken">Cancels all.</param>
    public static async IAsyncEnumerable<TResult> SelectConcurrently<TItem, TResult>(
        this IAsyncEnumerable<TItem> items,
        int concurrency,
        Func<TItem, CancellationToken, CancellationToken, ValueTask<TResult>> select,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var readerHasLeft = new CancellationTokenSource();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, readerHasLeft.Token);
        // Bounded, so that little is unkept while the reader writes down what it has.
        var results = Channel.CreateBounded<TResult>(new BoundedChannelOptions(concurrency) { SingleReader = true });
        var working = WorkAsync();
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return result;
        }
        finally
        {
            await readerHasLeft.CancelAsync().ConfigureAwait(false);
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task WorkAsync()
        {
            try
            {
                var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancelled.Token };
                await Parallel.ForEachAsync(items, options, async (item, noMore) =>
                {
                    var result = await select(item, noMore, cancelled.Token).ConfigureAwait(false);
                    await results.Writer.WriteAsync(result, readerHasLeft.Token).ConfigureAwait(false);
                }).ConfigureAwait(false);
                results.Writer.Complete();
            }
            catch (Exception exception)
            {
                results.Writer.Complete(exception);
            }
        }
    }
}
