using System.Collections.Concurrent;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;
using Moq;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>What was paid for is kept, whatever breaks off.</summary>
public sealed class KeptWorkTests
{
    private readonly ConcurrentQueue<string> _asked = [];

    [Fact]
    public async Task EvaluateAsync_TokenExpires_LeavesNoErrorsBehind()
    {
        await using var rig = await Rig.CreateAsync();
        var expired = true;
        var request = Asking(rig, (prompt, _) => expired && prompt is "What is 3?"
            ? throw new CortexException(CortexErrorKind.Authentication, "expired")
            : Task.FromResult(RightTo(prompt)));

        var error = await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(request));
        expired = false;
        var result = await rig.EvaluateAsync(request);

        Assert.Equal(CortexErrorKind.Authentication, error.Kind);
        Assert.Equal((5, 0), (result["far"].Count, result["far"].Errors));
    }

    [Fact]
    public async Task EvaluateAsync_OneOfSeveralFails_KeepsWhatIsOnItsWay()
    {
        await using var rig = await Rig.CreateAsync(3);
        var (failed, started) = (new TaskCompletionSource(), 0);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = Asking(rig, async (prompt, token) =>
        {
            if (Interlocked.Increment(ref started) == 3)
                all.SetResult();
            await all.Task;
            if (prompt is "What is 0?" && !failed.Task.IsCompleted)
            {
                failed.SetResult();
                throw new CortexException(CortexErrorKind.Network, "lost");
            }

            await failed.Task;
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            return RightTo(prompt);
        });
        request = request with { Concurrency = 3 };

        await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(request));
        var result = await rig.EvaluateAsync(request);

        Assert.Equal(["What is 0?", "What is 0?", "What is 1?", "What is 2?"], _asked.Order());
        Assert.Equal(1, result["far"].Estimate()[0].Value);
    }

    [Fact]
    public async Task EvaluateAsync_AskFailedAgain_AsksThoseOnlyAndScoresThoseOnly()
    {
        await using var rig = await Rig.CreateAsync();
        var broken = rig.Controls.OnCompletion("What is 3?").Once().Fail("unknown model");
        var judged = new ConcurrentQueue<string>();
        var request = new EvaluationRequest(rig.Source(), new MetricSet(Judge((item, answer) => Judged(judged, item, answer))), Rig.Good)
        {
            Id = Rig.Id,
            SliceSize = 3,
        };
        Assert.Equal(1, (await rig.EvaluateAsync(request))[Rig.Good].Errors);
        Assert.Equal(1, (await rig.EvaluateAsync(request))[Rig.Good].Errors);
        judged.Clear();

        var result = await rig.EvaluateAsync(request with { AskFailedAgain = true });

        Assert.Equal((5, 0, 1.0), (result[Rig.Good].Count, result[Rig.Good].Errors, result[Rig.Good].Estimate()[0].Value));
        Assert.Equal((1, 5, "k000003"), (broken.Fired, rig.Asked.Fired, Assert.Single(judged)));
    }

    [Fact]
    public async Task EvaluateAsync_AskFailedAgainKilledAtEveryStatement_EndsAsIfUndisturbed()
    {
        await using var undisturbed = await FailedAsync();
        await undisturbed.EvaluateAsync(Again(undisturbed));
        var dump = await undisturbed.DumpAsync();
        var killed = 0;
        while (true)
        {
            await using var rig = await FailedAsync();
            var loss = rig.Controls.OnStatement().Skip(killed).Once().LoseConnectionBefore();
            await Record.ExceptionAsync(() => rig.EvaluateAsync(Again(rig)));
            if (loss.Fired == 0)
                break;

            await rig.EvaluateAsync(Again(rig));

            Assert.True(dump == await rig.DumpAsync(), $"Other tables after statement {killed}.");
            Assert.True(rig.Asked.Fired == undisturbed.Asked.Fired, $"{rig.Asked.Fired} answers were asked for after statement {killed}.");
            killed++;
        }

        Assert.True(killed > 20);

        static async Task<Rig> FailedAsync()
        {
            var rig = await Rig.CreateAsync();
            rig.Controls.OnCompletion("What is 3?").Once().Fail("unknown model");
            await rig.EvaluateAsync(rig.Request(Rig.Good));
            return rig;
        }

        static EvaluationRequest Again(Rig rig) => rig.Request(Rig.Good) with { AskFailedAgain = true };
    }

    [Fact]
    public async Task EvaluateAsync_ScoringBreaksOffAmongSeveral_PaysForNoVerdictTwice()
    {
        await using var rig = await Rig.CreateAsync(120);
        var (last, failing) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), true);
        var judge = Judge(async (item, _) =>
        {
            _asked.Enqueue(item.Key);
            await Task.Yield();
            if (failing && item.Key == "k000110")
            {
                await last.Task;
                throw new CortexException(CortexErrorKind.Network, "lost");
            }

            if (item.Key == "k000117")
                last.TrySetResult();
            return MetricScore.Mean(3);
        });
        var request = new EvaluationRequest(rig.Source(), new MetricSet(judge), Rig.Good) { Id = Rig.Id, Concurrency = 8 };

        await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(request));
        failing = false;
        var result = await rig.EvaluateAsync(request);

        // All cases, and the one again that failed.
        Assert.Equal(["k000110"], _asked.GroupBy(key => key).Where(times => times.Count() > 1).Select(times => times.Key));
        Assert.Equal((121, 3.0), (_asked.Count, result[Rig.Good].Estimate()[0].Value));
    }

    [Fact]
    public async Task EvaluateAsync_ScoringCancelled_PaysForNoVerdictTwice()
    {
        await using var rig = await Rig.CreateAsync(3);
        using var cancel = new CancellationTokenSource();
        var judge = Judge(async (item, _) =>
        {
            _asked.Enqueue(item.Key);
            await Task.Yield();
            if (item.Key == "k000001")
                await cancel.CancelAsync();
            return MetricScore.Mean(3);
        });
        var request = new EvaluationRequest(rig.Source(), new MetricSet(judge), Rig.Good) { Id = Rig.Id, Concurrency = 2 };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new CortexEvaluator(rig.Cortex).EvaluateAsync(request, null, cancel.Token));
        await rig.EvaluateAsync(request);

        Assert.Equal(["k000000", "k000001", "k000002"], _asked.Order());
    }

    [Fact]
    public async Task EvaluateAsync_SecondJudgeBreaksOff_KeepsTheVerdictOfTheFirst()
    {
        await using var rig = await Rig.CreateAsync(2);
        var failing = true;
        var first = Judge((item, _) =>
        {
            _asked.Enqueue(item.Key);
            return ValueTask.FromResult(MetricScore.Mean(4));
        });
        var second = Judge(
            (item, _) =>
                failing && item.Key == "k000001"
                    ? throw new CortexException(CortexErrorKind.Network, "lost")
                    : ValueTask.FromResult(MetricScore.Mean(2)), "second");
        var request = new EvaluationRequest(rig.Source(), new MetricSet(first, second), Rig.Good) { Id = Rig.Id };

        await Assert.ThrowsAsync<CortexException>(() => rig.EvaluateAsync(request));
        failing = false;
        var result = await rig.EvaluateAsync(request);

        Assert.Equal(["k000000", "k000001"], _asked.Order());
        Assert.Equal([4, 2], result[Rig.Good].Estimate().Select(estimate => estimate.Value));
    }

    [Fact]
    public async Task EvaluateAsync_UsageOfAClient_IsKeptWhole()
    {
        await using var rig = await Rig.CreateAsync(2);
        var usage = new TokenUsage(3, 4, 12, 2);
        var client = new Mock<ICortexCompleteClient>();
        client.Setup(c =>
            c.CompleteAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>())).Returns((CompletionRequest request, CancellationToken _) =>
            Task.FromResult(new CompletionResult("x") { Usage = request.Messages[0].Content is "What is 0?" ? usage : null }));
        var request = rig.Request(EvaluatedModel.Of("far", client.Object));

        await rig.EvaluateAsync(request);
        var run = (await new EvaluationStore(rig.Cortex).FindAsync(Rig.Id)).Single();
        var read = await new EvaluationStore(rig.Cortex).ReadAsync(run, request.Metrics);

        Assert.Equal((usage, null), (read.UsageOf([0]), read.UsageOf([1])));
        Assert.Equal(
            2,
            await rig.Cortex.QueryScalarAsync<long>(
                SqlStatement.Create($"SELECT RAW:usage:guardrail_tokens::NUMBER FROM EVALUATION_ANSWERS ORDER BY KEY LIMIT 1")));
    }

    private EvaluationRequest Asking(Rig rig, Func<string, CancellationToken, Task<string>> answer)
    {
        var client = new Mock<ICortexCompleteClient>();
        client.Setup(c =>
            c.CompleteAsync(
                It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>())).Returns(async (CompletionRequest request, CancellationToken token) =>
        {
            _asked.Enqueue(request.Messages[0].Content);
            return new CompletionResult(await answer(request.Messages[0].Content, token));
        });
        return rig.Request(EvaluatedModel.Of("far", client.Object)) with { Concurrency = 1 };
    }

    private static string RightTo(string prompt) => prompt.Replace("What is", "It is", StringComparison.Ordinal).TrimEnd('?');

    private static ValueTask<MetricScore> Judged(ConcurrentQueue<string> judged, EvaluationCase item, EvaluationAnswer answer)
    {
        judged.Enqueue(item.Key);
        return ValueTask.FromResult(MetricScore.Mean(answer.Text == item.References[0] ? 1 : 0));
    }

    private static IEvaluationMetric Judge(Func<EvaluationCase, EvaluationAnswer, ValueTask<MetricScore>> score, string name = "judge")
    {
        var judge = new Mock<IEvaluationMetric>();
        judge.SetupGet(m => m.Name).Returns(name);
        judge.SetupGet(m => m.Signature).Returns(name);
        judge.SetupGet(m => m.Measures).Returns([Measure.Mean(name)]);
        judge.SetupGet(m => m.Width).Returns(2);
        judge.Setup(m => m.ScoreAsync(It.IsAny<EvaluationCase>(), It.IsAny<EvaluationAnswer>(), It.IsAny<CancellationToken>()))
            .Returns((EvaluationCase item, EvaluationAnswer answer, CancellationToken _) => score(item, answer));
        return judge.Object;
    }
}
