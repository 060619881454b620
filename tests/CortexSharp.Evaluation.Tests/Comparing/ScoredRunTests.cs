using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Metrics.Statistics;
using CortexSharp.Usage;

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
    public void Estimate_FewAnswersWithAValue_HasTheIntervalOfTheResamplesThatHoldOne()
    {
        var run = Runs.Of("m", [("a", 1), ("b", double.NaN), ("c", double.NaN), ("d", 0)]);
        int[][] draws = [[0, 1, 2, 0], [1, 1, 2, 2], [3, 3, 0, 1], [3, 1, 1, 2]];
        var resampling = new ResamplingOptions { Samples = draws.Length, Segments = (resample, segments) => draws[resample].CopyTo(segments) };

        var estimate = Assert.Single(run.Estimate(1, resampling));

        Assert.Equal((0.5, 2, 2), (estimate.Value, estimate.Scored, estimate.NotScored));
        Assert.Equal(new ConfidenceInterval(0, 1 / 3.0, 1) { Unscored = 1 }, estimate.Interval);
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
    public void CostOf_PriceBook_IsThatOfEachAndOfEachRightAnswer()
    {
        var prices = new PriceBook(
            [new("base")
            {
                Input = Amount.OfAiCredits(1_000_000),
                Output = Amount.OfAiCredits(2_000_000),
                Training = Amount.OfAiCredits(3_000_000),
            }]);
        var run = Answered(new("tuned", Runs.RightOrWrong) { BaseModel = "base" }, 1, 1, 0, double.NaN);

        Assert.Equal(new(40, 20, 60), run.Usage);
        Assert.Equal(new AnswerCost(4, 2, Amount.OfAiCredits(80)), run.CostOf(prices));
        Assert.Equal(Amount.OfAiCredits(40), run.CostOf(prices).PerCorrectAnswer);
        Assert.Equal(Amount.OfAiCredits(80 + 12), run.CostOf(prices, new TrainingShare(prices.TrainingCostOf("base", 10), Answers: 10)).Total);
        Assert.Equal(new AnswerCost(4, 2, Amount.OfMoney(1, "USD")), run.CostOf(Amount.OfMoney(1, "USD")));
    }

    [Fact]
    public void CostOf_PriceTokensOrMeasureMissing_IsNotKnown()
    {
        var prices = new PriceBook([new("m") { Input = Amount.OfAiCredits(1), Output = Amount.OfAiCredits(1) }]);
        var run = Answered(new("m", Runs.RightOrWrong), 1);
        Assert.Null(run.CostOf(PriceBook.Empty).Total);
        Assert.Null(Answered(new("m", Length), 1).CostOf(prices).Correct);
        Assert.NotNull(Answered(new("first", Runs.RightOrWrong) { Model = "m" }, 1).CostOf(prices).Total);

        run.Add(new ScoredAnswer("failed", [MetricScore.Mean(0)]) { Failed = true });
        Assert.NotNull(run.CostOf(prices).Total);
        run.Add(new ScoredAnswer("untold", [MetricScore.Mean(1)]));
        Assert.Null(run.Usage);
        Assert.Null(run.CostOf(prices).Total);

        Assert.Throws<ArgumentException>(() => run.CostOf(prices, measure: "f1"));
        Assert.Throws<ArgumentException>(() => Answered(new("m", Length), 1).CostOf(prices, measure: "length"));
    }

    [Fact]
    public void Estimate_NoAnswer_IsRefused() => Assert.Throws<EvaluationDataException>(() => new ScoredRun("m", Length).Estimate());

    private static ScoredRun Answered(ScoredRun run, params double[] values)
    {
        foreach (var (i, value) in values.Index())
            run.Add(new ScoredAnswer($"{i}", [MetricScore.Mean(value)]) { Usage = new(10, 5, 15) });
        return run;
    }
}
