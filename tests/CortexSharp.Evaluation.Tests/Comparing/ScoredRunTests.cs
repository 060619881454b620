using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Tests.Comparing;

public sealed class ScoredRunTests
{
    private static readonly MetricSet Length = new(new DelegateMetric("length", (_, text) => text.Length > 0 ? text.Length : double.NaN));

    [Fact]
    public async Task Estimate_ValuesErrorsAndNone_CountsEach()
    {
        var run = new ScoredRun("m", Length);
        await run.AddAsync(new("a", "p"), EvaluationAnswer.Of("a", "four"));
        await run.AddAsync(new("b", "p"), EvaluationAnswer.Of("b", ""));
        await run.AddAsync(new("c", "p"), EvaluationAnswer.Failed("c", new(CortexErrorKind.Throttled, "slow")));

        var estimate = Assert.Single(run.Estimate(resampling: new ResamplingOptions { Samples = 10 }));

        Assert.Equal((2.0, 2, 1), (estimate.Value, estimate.Scored, estimate.NotScored));
        Assert.Equal((3, 1), (run.Count, run.Errors));
    }

    [Fact]
    public async Task Estimate_Mean_IsThatOfTheBootstrap()
    {
        var run = new ScoredRun("m", Length);
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        foreach (var (i, value) in values.Index())
            await run.AddAsync(new($"{i}", "p"), EvaluationAnswer.Of($"{i}", new string('x', (int)value)));

        var estimate = Assert.Single(run.Estimate(0.9));

        Assert.Equal(values.Average(), estimate.Value);
        Assert.Equal(Bootstrap.Mean(values, 0.9), estimate.Interval);
    }

    [Fact]
    public void Add_KeyTwiceOrForeignScores_IsRefused()
    {
        var run = new ScoredRun("m", Length);
        run.Add(new ScoredAnswer("a", [MetricScore.Mean(1)]));

        Assert.Throws<EvaluationDataException>(() => run.Add(new ScoredAnswer("a", [MetricScore.Mean(1)])));
        Assert.Throws<InvalidOperationException>(() => run.Add(new ScoredAnswer("b", [])));
        Assert.Throws<InvalidOperationException>(() => run.Add(new ScoredAnswer("b", [new([1], [1, 2, 3])])));
        Assert.Equal(1, run.Count);
    }

    [Fact]
    public void Estimate_NoAnswer_IsRefused() => Assert.Throws<EvaluationDataException>(() => new ScoredRun("m", Length).Estimate());
}
