using CortexSharp.Evaluation.Running;
using CortexSharp.Sql;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>Kills the client at every statement of an evaluation, then goes on with it.</summary>
public sealed class ResumingTests
{
    private const int OneSlice = 3;
    private const int TwoSlices = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EvaluateAsync_ConnectionLostAtEveryStatement_EndsAsIfUndisturbed(bool statementHasRun)
    {
        var undisturbed = await UndisturbedAsync(OneSlice);
        var killed = 0;
        while (true)
        {
            await using var rig = await Rig.CreateAsync(OneSlice);
            var rule = rig.Controls.OnStatement().Skip(killed).Once();
            var loss = statementHasRun ? rule.LoseConnectionAfter() : rule.LoseConnectionBefore();
            var error = await Record.ExceptionAsync(() => rig.EvaluateAsync());
            if (loss.Fired == 0)
                break;
            Assert.Equal(CortexErrorKind.Network, Assert.IsType<CortexException>(error).Kind);

            await rig.EvaluateAsync();

            Assert.True(undisturbed == await rig.DumpAsync(), $"Other tables after statement {killed}.");
            Assert.True(rig.Asked.Fired == 2 * OneSlice, $"{rig.Asked.Fired} answers were asked for after statement {killed}.");
            killed++;
        }

        Assert.True(killed > 35);
    }

    [Fact]
    public async Task EvaluateAsync_KilledAtEveryStatementWhileItRunsOn_EndsAsIfUndisturbed()
    {
        var undisturbed = await UndisturbedAsync(TwoSlices);
        var killed = 0;
        while (true)
        {
            await using var rig = await Rig.CreateAsync(TwoSlices);
            await using var dying = new DyingClient(rig.Cortex, killed);
            // What the dead client has sent goes on only once the next client has come to the same request.
            var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var asked = rig.Controls.OnCompletion(_ => true).Answer(async (call, token) =>
            {
                if (dying.IsDead)
                    await caughtUp.Task.WaitAsync(token);
                return Rig.Answer(call);
            });
            await Record.ExceptionAsync(() => rig.EvaluateAsync(executor: dying));
            if (!dying.IsDead)
                break;

            await using var next = new DyingClient(rig.Cortex, int.MaxValue, () => caughtUp.TrySetResult());
            await rig.EvaluateAsync(executor: next);
            await dying.LastStatement;

            Assert.True(undisturbed == await rig.DumpAsync(), $"Other tables after {dying.Died}.");
            Assert.True(asked.Fired == 2 * TwoSlices, $"{asked.Fired} answers were asked for after statement {killed}.");
            killed++;
        }

        Assert.True(killed > 50);
    }

    [Fact]
    public async Task EvaluateAsync_ExecutorThatFindsNothingAgain_WaitsForTheEndOfTheStatement()
    {
        await using var rig = await Rig.CreateAsync();
        var plain = new PlainExecutor(rig.Cortex);
        rig.Controls.OnStatement("AI_COMPLETE").Once().LoseConnectionBefore();
        await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(executor: plain));

        var error = await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(executor: plain));
        Assert.Equal(CortexErrorKind.Conflict, error.Kind);
        Assert.Contains("may still run", error.Message);
        Assert.Equal(0, rig.Asked.Fired);

        var result = await rig.EvaluateAsync(rig.Request() with { StatementLifetime = TimeSpan.Zero }, plain);
        Assert.Equal((5, 10), (result[Rig.Good].Count, rig.Asked.Fired));
    }

    [Fact]
    public async Task EvaluateAsync_ExecutorThatFindsNothingAgain_FindsTheAnswers()
    {
        await using var rig = await Rig.CreateAsync();
        var plain = new PlainExecutor(rig.Cortex);
        rig.Controls.OnStatement("AI_COMPLETE").Once().LoseConnectionAfter();
        await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(executor: plain));

        var result = await rig.EvaluateAsync(executor: plain);

        Assert.Equal((5, 10), (result[Rig.Good].Count, rig.Asked.Fired));
    }

    [Fact]
    public async Task EvaluateAsync_Cancelled_GoesOn()
    {
        await using var rig = await Rig.CreateAsync();
        using var cancel = new CancellationTokenSource();
        var waiting = rig.Controls.OnCompletion("What is 4?").Once().Answer(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return null;
        });

        var running = new CortexEvaluator(rig.Cortex).EvaluateAsync(rig.Request(), null, cancel.Token);
        await waiting.Reached;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var result = await rig.EvaluateAsync();

        Assert.All(result.Runs, run => Assert.Equal((5, 0), (run.Count, run.Errors)));
    }

    private static async Task<string> UndisturbedAsync(int cases)
    {
        await using var rig = await Rig.CreateAsync(cases);
        await rig.EvaluateAsync();
        return await rig.DumpAsync();
    }

    /// <summary>A client's process: at some statement it dies, and the statement that it has sent runs on without it.</summary>
    private sealed class DyingClient(IResumableSqlExecutor inner, int survives, Action? onRequest = null) : IResumableSqlExecutor, IAsyncDisposable
    {
        private int _left = survives;

        public string Died { get; private set; } = "";

        public bool IsDead { get; private set; }

        public Task LastStatement { get; private set; } = Task.CompletedTask;

        public Task<SqlResult> ExecuteAsync(SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (IsDead)
                throw new InvalidOperationException("A dead client sends nothing.");
            if (_left-- == 0)
            {
                IsDead = true;
                Died = statement.ToString();
                LastStatement = RunOnAsync(statement, options);
                throw new ProcessDied();
            }

            if (options?.RequestId is not null)
                onRequest?.Invoke();
            return inner.ExecuteAsync(statement, options, cancellationToken);
        }

        public Task<SqlResult> AttachAsync(string queryId, CancellationToken cancellationToken = default) => inner.AttachAsync(queryId, cancellationToken);

        public async ValueTask DisposeAsync() => await LastStatement;

        private async Task RunOnAsync(SqlStatement statement, SqlExecutionOptions? options)
        {
            await using var result = await inner.ExecuteAsync(statement, options, CancellationToken.None);
            await foreach (var _ in result.Rows)
            {
            }
        }
    }

    private sealed class ProcessDied : Exception;

    /// <summary>An executor as that over a driver: it refuses request ids and finds nothing again.</summary>
    private sealed class PlainExecutor(ISqlExecutor inner) : ISqlExecutor
    {
        public Task<SqlResult> ExecuteAsync(SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
        {
            Assert.Null(options?.RequestId);
            Assert.Null(options?.QueryTag);
            return inner.ExecuteAsync(statement, options, cancellationToken);
        }
    }
}
