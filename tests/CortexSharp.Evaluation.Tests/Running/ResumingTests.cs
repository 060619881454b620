using System.Collections.Concurrent;
using CortexSharp.Conformance;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>Kills the client at every statement of an evaluation, then goes on with it.</summary>
public sealed class ResumingTests
{
    private const int OneSlice = 3;
    private const int TwoSlices = 5;

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public async Task EvaluateAsync_ConnectionLostAtEveryStatement_EndsAsIfUndisturbed(bool statementHasRun, int throttled)
    {
        var undisturbed = await UndisturbedAsync(OneSlice, throttled);
        var killed = 0;
        while (true)
        {
            await using var rig = await CreateAsync(OneSlice, throttled);
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

        Assert.True(killed > 35 + (6 * throttled), $"{killed} statements.");
    }

    [Theory]
    [InlineData(LastStatement.Done, OneSlice, 0, 35)]
    [InlineData(LastStatement.RunsOn, TwoSlices, 0, 50)]
    [InlineData(LastStatement.Late, OneSlice, 0, 35)]
    [InlineData(LastStatement.Lost, OneSlice, 2, 47)]
    [InlineData(LastStatement.Done, OneSlice, 2, 47)]
    [InlineData(LastStatement.RunsOn, OneSlice, 2, 47)]
    [InlineData(LastStatement.Late, OneSlice, 2, 47)]
    public async Task EvaluateAsync_KilledAtEveryStatement_EndsAsIfUndisturbed(LastStatement fate, int cases, int throttled, int atLeast) =>
        Assert.True(await KillAtEveryStatementAsync(cases, fate, Rig.Metrics(), Rig.Metrics(), throttled) > atLeast);

    [Theory]
    [InlineData(LastStatement.Done)]
    [InlineData(LastStatement.RunsOn)]
    [InlineData(LastStatement.Late)]
    public async Task EvaluateAsync_KilledAtEveryStatementAndOtherMetricsNext_EndsAsIfUndisturbed(LastStatement fate) =>
        Assert.True(await KillAtEveryStatementAsync(OneSlice, fate, Rig.Metrics(), Rig.OtherMetrics()) > 35);

    [Theory]
    [InlineData(LastStatement.Done)]
    [InlineData(LastStatement.RunsOn)]
    [InlineData(LastStatement.Late)]
    public async Task EvaluateAsync_KilledAtEveryStatementOfScoringAnew_EndsAsIfUndisturbed(LastStatement fate)
    {
        async Task ScoreAsync(Rig rig) => await rig.EvaluateAsync(rig.RequestBy(Rig.OtherMetrics()));

        Assert.True(await KillAtEveryStatementAsync(OneSlice, fate, Rig.Metrics(), Rig.OtherMetrics(), 0, ScoreAsync) > 20);
    }

    [Fact]
    public async Task EvaluateAsync_AnotherCallBegins_StopsTheEarlierOne()
    {
        var undisturbed = await UndisturbedAsync(TwoSlices, 0, Rig.OtherMetrics());
        await using var rig = await Rig.CreateAsync(TwoSlices);
        var (scoring, resume) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new DelegateMetric("chrf", async (_, _, token) =>
        {
            scoring.TrySetResult();
            await resume.Task.WaitAsync(token);
            return 1;
        });

        var earlier = rig.EvaluateAsync(rig.RequestBy(new MetricSet(slow)));
        await scoring.Task;
        await rig.EvaluateAsync(rig.RequestBy(Rig.OtherMetrics()));
        resume.SetResult();

        var error = await Assert.ThrowsAsync<CortexException>(() => earlier);
        Assert.Equal(CortexErrorKind.Conflict, error.Kind);
        Assert.Contains("Another call has begun", error.Message);
        Assert.Equal(undisturbed, await rig.DumpAsync());
        Assert.Equal(2 * TwoSlices, rig.Asked.Fired);
    }

    [Fact]
    public async Task EvaluateAsync_CasesTakenInLate_AreNotThoseOfTheEvaluation()
    {
        await using var rig = await Rig.CreateAsync();
        await using var dying = new DyingClient(rig.Cortex, 0, LastStatement.Late)
        {
            Counts = s => s.Text.Contains("MERGE INTO \"EVALUATION_CASES\"", StringComparison.Ordinal),
        };
        await Record.ExceptionAsync(() => rig.EvaluateAsync(executor: dying));
        await rig.EvaluateAsync();
        var dump = await rig.DumpAsync();

        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT INTO held_out SELECT 'new', 'What is 6?', 'It is 6', NULL"));
        await dying.ArriveAsync();

        Assert.True(dying.IsDead);
        Assert.Equal(dump, await rig.DumpAsync());
        Assert.All((await rig.EvaluateAsync()).Runs, run => Assert.Equal(5, run.Count));
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
        var asked = new ConcurrentQueue<(string Model, string Prompt)>();
        rig.Controls.OnCompletion(_ => true).Answer(call =>
        {
            asked.Enqueue((call.Model, call.Prompt));
            return Rig.Answer(call);
        });
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
        // A statement that is cancelled keeps nothing of what it has asked already; all else is asked once.
        var rest = asked.Where(question => question != (Rig.Good, "What is 3?")).ToList();
        Assert.Equal((9, 9), (rest.Count, rest.Distinct().Count()));
    }

    /// <summary>Kills a client at one statement after the other, goes on by other metrics perhaps, and compares what is kept in the end.</summary>
    /// <returns>How many statements there were.</returns>
    private static async Task<int> KillAtEveryStatementAsync(
        int cases, LastStatement fate, MetricSet first, MetricSet next, int throttled = 0, Func<Rig, Task>? before = null)
    {
        var undisturbed = await UndisturbedAsync(cases, throttled, next);
        for (var killed = 0; ; killed++)
        {
            await using var rig = await Rig.CreateAsync(cases);
            await (before?.Invoke(rig) ?? Task.CompletedTask);
            await using var dying = new DyingClient(rig.Cortex, killed, fate);
            // What the dead client has sent goes on only once the next client has come to the same request.
            var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var asked = rig.Controls.OnCompletion(_ => true).Answer(async (call, token) =>
            {
                if (dying.IsDead && fate == LastStatement.RunsOn)
                    await caughtUp.Task.WaitAsync(token);
                return Rig.Answer(call);
            });
            var turnedAway = Throttle(rig, throttled);
            await Record.ExceptionAsync(() => rig.EvaluateAsync(rig.RequestBy(first, dying), dying));
            if (!dying.IsDead)
                return killed;

            await using var living = DyingClient.Immortal(rig.Cortex, () => caughtUp.TrySetResult());
            await rig.EvaluateAsync(rig.RequestBy(next, living), living);
            await dying.ArriveAsync();

            Assert.True(undisturbed == await rig.DumpAsync(), $"Other tables after statement {killed}: {dying.Died}.");
            Assert.True(
                rig.Asked.Fired + asked.Fired == 2 * cases,
                $"{rig.Asked.Fired + asked.Fired} answers were asked for after statement {killed}: {dying.Died}.");
            Assert.Equal(throttled, turnedAway?.Fired ?? 0);
        }
    }

    private static async Task<string> UndisturbedAsync(int cases, int throttled, MetricSet? metrics = null)
    {
        await using var rig = await CreateAsync(cases, throttled);
        await rig.EvaluateAsync(rig.RequestBy(metrics ?? Rig.Metrics()));
        return await rig.DumpAsync();
    }

    /// <summary>A rig whose good model turns a case away some times before it answers.</summary>
    private static async Task<Rig> CreateAsync(int cases, int throttled)
    {
        var rig = await Rig.CreateAsync(cases);
        Throttle(rig, throttled);
        return rig;
    }

    private static TestRule? Throttle(Rig rig, int times) => times > 0 ? rig.Throttle(1, times) : null;

    /// <summary>An executor over a driver that is not Snowflake's: it refuses request ids and tags, and finds nothing again.</summary>
    private sealed class PlainExecutor(ISqlExecutor inner) : ISqlExecutor
    {
        public Task<SqlResult> ExecuteAsync(
            SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
        {
            Assert.Null(options?.RequestId);
            if (options?.QueryTag is not null)
                throw new CortexException(CortexErrorKind.NotSupported, "This driver cannot set QueryTag for one statement.");
            return inner.ExecuteAsync(statement, options, cancellationToken);
        }
    }
}
