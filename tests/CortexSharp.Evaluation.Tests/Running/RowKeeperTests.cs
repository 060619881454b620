using System.Runtime.CompilerServices;
using CortexSharp.Evaluation.Running;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Tests.Running;

public sealed class RowKeeperTests
{
    private readonly List<string> _written = [];
    private readonly CancellationTokenSource _cancel = new();

    [Fact]
    public async Task KeepAllAsync_WriteUnderWay_IsFollowedByOneOfAllThatCame()
    {
        var (begun, goOn) = (NewSignal(), NewSignal());

        await KeepAsync(Source(), Write);

        Assert.Equal(["[[1]]", "[[2],[3],[4]]"], _written);

        async IAsyncEnumerable<int> Source()
        {
            yield return 1;
            await begun.Task;
            yield return 2;
            yield return 3;
            yield return 4;
            goOn.SetResult();
        }

        async Task Write(string rows)
        {
            begun.TrySetResult();
            await goOn.Task;
            _written.Add(rows);
        }
    }

    [Fact]
    public async Task KeepAllAsync_SlowWrite_LetsNoMoreThanFiftyPaidRowsWait()
    {
        var (pulled, pulledInWrite, fifty) = (0, 0, NewSignal());

        await KeepAsync(Source(), Write);

        Assert.Equal(50, pulledInWrite);
        Assert.Equal(120, _written.Sum(rows => rows.Split("],[").Length));

        async IAsyncEnumerable<int> Source()
        {
            for (var i = 1; i <= 120; i++)
            {
                await Task.Yield();
                pulled = i;
                if (i == 50)
                    fifty.SetResult();
                yield return i;
            }
        }

        async Task Write(string rows)
        {
            await fifty.Task;
            pulledInWrite = pulledInWrite == 0 ? pulled : pulledInWrite;
            _written.Add(rows);
        }
    }

    [Fact]
    public async Task KeepAllAsync_RowsThatCostNothing_AreWrittenTogether()
    {
        await KeepAsync(Enumerable.Range(1, 100).ToAsyncEnumerable(), Written, isPaid: false);

        Assert.Equal(100, Assert.Single(_written).Split("],[").Length);
    }

    [Fact]
    public async Task KeepAllAsync_SourceFails_KeepsWhatCameAndTells()
    {
        var error = await Assert.ThrowsAsync<CortexException>(() => KeepAsync(Source(), Written));

        Assert.Equal("lost", error.ServerMessage ?? error.Message);
        Assert.Equal("[[1],[2]]", string.Join("", _written).Replace("]][[", "],[", StringComparison.Ordinal));

        static async IAsyncEnumerable<int> Source()
        {
            yield return 1;
            yield return 2;
            await Task.Yield();
            throw new CortexException(CortexErrorKind.Network, "lost");
        }
    }

    [Fact]
    public async Task KeepAllAsync_Cancelled_KeepsWhatCame()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => KeepAsync(Source(), Written));

        Assert.Equal(["[[1]]"], _written);

        async IAsyncEnumerable<int> Source([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return 1;
            await _cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    [Fact]
    public async Task KeepAllAsync_WriteFails_StopsTheSourceAndWritesOnceMore()
    {
        var failed = NewSignal();

        var error = await Assert.ThrowsAsync<CortexException>(() => KeepAsync(Source(), Write));

        Assert.Equal("lost", error.ServerMessage ?? error.Message);
        Assert.Equal(["[[1]]", "[[2]]"], _written);

        async IAsyncEnumerable<int> Source([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return 1;
            await failed.Task;
            yield return 2;
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        async Task Write(string rows)
        {
            if (failed.TrySetResult())
            {
                await Task.Yield();
                throw new CortexException(CortexErrorKind.Network, "lost");
            }

            _written.Add(rows);
        }
    }

    private Task Written(string rows)
    {
        _written.Add(rows);
        return Task.CompletedTask;
    }

    private async Task KeepAsync(IAsyncEnumerable<int> items, Func<string, Task> write, bool isPaid = true)
    {
        using var batch = new JsonBatch();
        var keeper = new RowKeeper(batch, () =>
        {
            var text = batch.Take();
            return () => write(text);
        });
        await keeper.KeepAllAsync(items, _ => isPaid, (json, number) => json.WriteNumberValue(number), _cancel.Token);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
