using System.Collections.Concurrent;
using CortexSharp.Conformance;
using CortexSharp.Evaluation.Metrics;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>Kills a client that asks case by case at every statement, then goes on with it.</summary>
public sealed class ClientResumingTests
{
    private const int Cases = 7;

    [Theory]
    [InlineData(LastStatement.Lost, false)]
    [InlineData(LastStatement.Done, false)]
    [InlineData(LastStatement.RunsOn, false)]
    [InlineData(LastStatement.Late, false)]
    [InlineData(LastStatement.Lost, true)]
    [InlineData(LastStatement.Done, true)]
    [InlineData(LastStatement.RunsOn, true)]
    [InlineData(LastStatement.Late, true)]
    public async Task EvaluateAsync_KilledAtEveryStatement_AsksForNothingKeptAndEndsAsIfUndisturbed(LastStatement fate, bool otherMetrics)
    {
        var next = otherMetrics ? Rig.OtherMetrics() : Rig.Metrics();
        var undisturbed = await UndisturbedAsync(next);
        var killed = 0;
        for (; ; killed++)
        {
            await using var rig = await Rig.CreateAsync(Cases);
            await using var dying = new DyingClient(rig.Cortex, killed, fate);
            var far = new ScriptedClient();
            var mortal = far.Model((_, _) => dying.IsDead ? throw new DyingClient.ProcessDiedException() : Task.CompletedTask);
            await Record.ExceptionAsync(() => rig.EvaluateAsync(rig.RequestBy(Rig.Metrics(), dying, mortal), dying));
            if (!dying.IsDead)
                break;
            var kept = await rig.AnsweredAsync();

            await rig.EvaluateAsync(rig.RequestBy(next, null, far.Model()));
            await dying.ArriveAsync();

            Assert.True(undisturbed == await rig.DumpAsync(), $"Other tables after statement {killed}: {dying.Died}.");
            Assert.Equal(Cases, far.Asked.Count);
            Assert.All(kept, key => Assert.Equal(1, far.Asked[key]));
            Assert.All(far.Asked.Values, times => Assert.InRange(times, 1, 2));
        }

        Assert.True(killed > 30, $"{killed} statements.");
    }

    [Theory]
    [InlineData(LastStatement.Lost)]
    [InlineData(LastStatement.Done)]
    [InlineData(LastStatement.Late)]
    public async Task EvaluateAsync_KilledAtEveryStatementWhileJudging_PaysForNoKeptVerdictTwice(LastStatement fate)
    {
        var undisturbed = await UndisturbedAsync(Judged([]));
        var killed = 0;
        for (; ; killed++)
        {
            await using var rig = await Rig.CreateAsync(Cases);
            var far = new ScriptedClient();
            await rig.EvaluateAsync(rig.RequestBy(Rig.Metrics(), null, far.Model()));
            await using var dying = new DyingClient(rig.Cortex, killed, fate);
            var verdicts = new ConcurrentDictionary<string, int>();
            await Record.ExceptionAsync(() => rig.EvaluateAsync(rig.RequestBy(Judged(verdicts, () => dying.IsDead), dying, far.Model()), dying));
            if (!dying.IsDead)
                break;
            var kept = await rig.ScoredAsync("judge");

            await rig.EvaluateAsync(rig.RequestBy(Judged(verdicts), null, far.Model()));
            await dying.ArriveAsync();

            Assert.True(undisturbed == await rig.DumpAsync(), $"Other tables after statement {killed}: {dying.Died}.");
            Assert.Equal(Cases, verdicts.Count);
            Assert.All(kept, key => Assert.Equal(1, verdicts[key]));
            Assert.All(verdicts.Values, times => Assert.InRange(times, 1, 2));
            Assert.All(far.Asked.Values, times => Assert.Equal(1, times));
        }

        Assert.True(killed > 20, $"{killed} statements.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task EvaluateAsync_CaseEndsTheRun_KeepsEveryAnswerThatWasUnderWay(int concurrency)
    {
        await using var rig = await Rig.CreateAsync(Cases);
        var far = new ScriptedClient();
        var broken = far.Model((number, _) => number == "4" ? throw new CortexException(CortexErrorKind.Network, "lost") : Task.CompletedTask);

        await Assert.ThrowsAsync<CortexException>(() =>
            rig.EvaluateAsync(rig.RequestBy(Rig.Metrics(), null, broken) with { Concurrency = concurrency, SliceSize = Cases }));
        Assert.Equal(far.Asked.Keys.Order(), await rig.AnsweredAsync());
        var result = await rig.EvaluateAsync(rig.RequestBy(Rig.Metrics(), null, far.Model()));

        Assert.Equal(Cases, result[ScriptedClient.Name].Count);
        Assert.All(far.Asked.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task EvaluateAsync_Cancelled_KeepsWhatHasCome()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        using var cancel = new CancellationTokenSource();
        var far = new ScriptedClient();
        var stuck = far.Model(async (number, token) =>
        {
            if (number != "2")
                return;
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            rig.EvaluateAsync(rig.RequestBy(Rig.Metrics(), null, stuck) with { Concurrency = 1 }, cancellationToken: cancel.Token));

        Assert.Equal(["k000000", "k000001"], await rig.AnsweredAsync());
    }

    [Fact]
    public async Task EvaluateAsync_ModelThatWasAskedInsideSnowflakeBefore_SettlesItsStatementFirst()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        rig.Controls.OnStatement("AI_COMPLETE").Once().LoseConnectionAfter();
        await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(rig.Request(Rig.Good)));
        var far = new ScriptedClient();

        var result = await rig.EvaluateAsync(rig.Request(far.Model(name: Rig.Good)));

        Assert.Equal((Cases, 3, Cases - 3), (result[Rig.Good].Count, rig.Asked.Fired, far.Asked.Count));
    }

    [Fact]
    public async Task EvaluateAsync_LateAnswersWhileAStatementAsks_GiveNoCaseASecondAnswer()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        await using var dying = new DyingClient(rig.Cortex, 0, LastStatement.Late)
        {
            Counts = s => s.Text.Contains("MERGE INTO \"EVALUATION_ANSWERS\"", StringComparison.Ordinal),
        };
        await Record.ExceptionAsync(() => rig.EvaluateAsync(rig.RequestBy(Rig.Metrics(), dying, new ScriptedClient().Model(name: Rig.Good)), dying));
        var asked = rig.Controls.OnCompletion(_ => true).Answer(async (call, _) =>
        {
            await dying.ArriveAsync();
            return Rig.Answer(call);
        });

        await rig.EvaluateAsync(rig.Request(Rig.Good));

        Assert.True(dying.IsDead);
        Assert.Equal(Cases, asked.Fired);
        Assert.Equal(Enumerable.Range(0, Cases).Select(i => $"k00000{i}"), await rig.AnsweredAsync());
    }

    /// <summary>A metric that takes its time for each answer, as a judge does.</summary>
    private static MetricSet Judged(ConcurrentDictionary<string, int> verdicts, Func<bool>? isDead = null) => new(new DelegateMetric("judge", async (item, _, _) =>
    {
        await Task.Yield();
        if (isDead?.Invoke() is true)
            throw new DyingClient.ProcessDiedException();
        verdicts.AddOrUpdate(item.Key, 1, (_, count) => count + 1);
        return 3;
    }));

    private static async Task<string> UndisturbedAsync(MetricSet metrics)
    {
        await using var rig = await Rig.CreateAsync(Cases);
        await rig.EvaluateAsync(rig.RequestBy(Rig.Metrics(), null, new ScriptedClient().Model()));
        await rig.EvaluateAsync(rig.RequestBy(metrics, null, new ScriptedClient().Model()));
        return await rig.DumpAsync();
    }
}
