using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Evaluation.Tests.Judging;
using CortexSharp.Usage;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>A judge's tokens count for the budget and are told apart. Here an answer takes 7, a verdict 15.</summary>
public sealed class JudgingBudgetTests
{
    private const int Cases = 9;

    private readonly ScriptedClient _far = new();
    private readonly ScriptedJudge _judge = new("""{"reason":"well","factuality":5,"helpfulness":4}""");
    private readonly List<EvaluationProgress> _told = [];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EvaluateAsync_BudgetOfTokens_CountsAnswersAndVerdicts(bool isKept)
    {
        await using var rig = await Rig.CreateAsync(Cases);
        var evaluator = isKept ? new CortexEvaluator(rig.Cortex) : new CortexEvaluator();
        var request = Request(rig, Judged()) with { Budget = EvaluationBudget.OfTokens(140) };

        var result = await evaluator.EvaluateAsync(request, new Listener(_told));

        Assert.True(result.StoppedByBudget);
        Assert.Equal((6, 6, 6), (result.Runs[0].Count, _far.Asked.Count, _judge.Requests.Count));
        Assert.Equal((6 * 7, 6 * 15), (_told[^1].Tokens, _told[^1].ScoringTokens));
        Assert.Equal((6 * 7, 6 * 15), (result.Runs[0].Usage?.TotalTokens, result.Runs[0].ScoringUsage?.TotalTokens));
    }

    [Fact]
    public async Task EvaluateAsync_GoesOn_CountsTheVerdictsOfEarlierCalls()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        var request = Request(rig, Judged()) with { Budget = EvaluationBudget.OfTokens(140) };
        await rig.EvaluateAsync(request);

        Assert.True((await rig.EvaluateAsync(request)).StoppedByBudget);
        Assert.Equal(6, _judge.Requests.Count);
        var result = await rig.EvaluateAsync(request with { Budget = EvaluationBudget.OfTokens(Cases * (7 + 15)) }, null, new Listener(_told));

        Assert.False(result.StoppedByBudget);
        Assert.Equal((Cases, Cases * 7, Cases * 15), (_judge.Requests.Count, _told[^1].Tokens, _told[^1].ScoringTokens));
    }

    [Fact]
    public async Task EvaluateAsync_JudgeAddedLater_StopsAtTheBudget()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        await rig.EvaluateAsync(Request(rig, new MetricSet(new ExactMatchMetric())));

        var result = await rig.EvaluateAsync(Request(rig, Judged()) with { Budget = EvaluationBudget.OfTokens(100) });

        Assert.True(result.StoppedByBudget);
        Assert.Equal((3, 3), (result.Runs[0].Count, _judge.Requests.Count));
        Assert.Equal(Cases, (await rig.EvaluateAsync(Request(rig, Judged()))).Runs[0].Count);
        Assert.Equal((Cases, Cases), (_judge.Requests.Count, _far.Asked.Values.Sum()));
    }

    [Fact]
    public async Task EvaluateAsync_OtherMetricsLater_StillCountTheVerdicts()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        await rig.EvaluateAsync(Request(rig, Judged()));

        await rig.EvaluateAsync(Request(rig, new MetricSet(new ChrfMetric())), null, new Listener(_told));

        Assert.Equal(Cases * 15, _told[^1].ScoringTokens);
    }

    [Fact]
    public async Task EvaluateAsync_BudgetOfCredits_NeedsAPriceForTheJudge()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        var far = new ModelPrice(ScriptedClient.Name) { Input = Amount.OfAiCredits(1000), Output = Amount.OfAiCredits(1000) };
        var judge = new ModelPrice("judge-1") { Input = Amount.OfAiCredits(10_000), Output = Amount.OfAiCredits(10_000) };
        var request = Request(rig, Judged());

        var error = await Assert.ThrowsAsync<ArgumentException>(() => rig.EvaluateAsync(request with { Budget = Budget(far) }));
        var result = await rig.EvaluateAsync(request with { Budget = Budget(far, judge) });

        Assert.Contains("no price for judge-1", error.Message, StringComparison.Ordinal);
        // A slice of three costs 0.021 for the answers and 0.45 for the verdicts.
        Assert.Equal((3, true), (_judge.Requests.Count, result.StoppedByBudget));

        static EvaluationBudget Budget(params ModelPrice[] prices) => EvaluationBudget.OfCost(Amount.OfAiCredits(0.5m), new PriceBook(prices));
    }

    private MetricSet Judged() => new(new ExactMatchMetric(), new JudgeMetric(_judge));

    private EvaluationRequest Request(Rig rig, MetricSet metrics) => rig.RequestBy(metrics, null, _far.Model()) with { Concurrency = 1 };

    private sealed class Listener(List<EvaluationProgress> told) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => told.Add(value);
    }
}
