using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Running;

/// <summary>Scores one after the other, or several at once where a metric takes its time, as judging does.</summary>
internal static class OrderedScoring
{
    /// <summary>The scores in the order of the items, and of each whether it had to be waited for.</summary>
    public static async IAsyncEnumerable<(TItem Item, ImmutableArray<MetricScore> Scores, bool HasWaited)> ScoreAsync<TItem>(
        this IAsyncEnumerable<TItem> items,
        Func<TItem, ValueTask<ImmutableArray<MetricScore>>> score,
        int concurrency,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pending = new Queue<(TItem Item, Task<ImmutableArray<MetricScore>> Scores, bool HasWaited)>();
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var scores = score(item);
                var hasWaited = !scores.IsCompleted;
                pending.Enqueue((item, scores.AsTask(), hasWaited));
                while (pending.TryPeek(out var next) && (next.Scores.IsCompleted || pending.Count >= concurrency))
                {
                    yield return (next.Item, await next.Scores.ConfigureAwait(false), next.HasWaited);
                    pending.Dequeue();
                }
            }

            while (pending.TryPeek(out var next))
            {
                yield return (next.Item, await next.Scores.ConfigureAwait(false), next.HasWaited);
                pending.Dequeue();
            }
        }
        finally
        {
            foreach (var (_, scores, _) in pending)
                await ((Task)scores).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
