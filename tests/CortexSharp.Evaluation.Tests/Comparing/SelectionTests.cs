using CortexSharp.Completions;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Tests.Comparing;

public sealed class SelectionTests
{
    [Fact]
    public void SelectBest_Measure_RanksOnSharedCasesAndNamesTies()
    {
        var result = Selection.SelectBest(
            [Of("a", 1, 0, 0), Of("b", 1, 1, 0), Of("c", 0, 1, 1), new(Runs.Of("d", ("0", 0), ("1", 0), ("2", 0), ("more", 1)))],
            SelectionObjective.Best("exact_match"));

        Assert.Equal(3, result.Cases);
        Assert.Equal([("b", 1), ("c", 1), ("a", 3), ("d", 4)], result.Ranking.Select(ranked => (ranked.Run.Name, ranked.Rank!.Value)));
        Assert.Equal(["b", "c"], result.Best.Select(run => run.Name));
    }

    [Fact]
    public void SelectBest_CostPerCorrectAnswer_IsAsCheapAsItIsRight()
    {
        var result = Selection.SelectBest(
            [
                Priced("dear", 2m, 1, 1, 1, 1), Priced("cheap", 1m, 1, 0, 0, 0), Priced("good", 1m, 1, 1, 1, 0), Priced("wrong", 1m, 0, 0, 0, 0),
                Of("unpriced", 1, 1, 1, 1),
            ],
            SelectionObjective.LowestCostPerCorrectAnswer());

        Assert.Equal(["good", "dear", "cheap", "wrong", "unpriced"], result.Ranking.Select(ranked => ranked.Run.Name));
        Assert.Equal(Amount.OfAiCredits(40m / 3), result.Ranking[0].Cost.PerCorrectAnswer);
        Assert.Equal([null, null, null, "no answer is right", "what its answers cost is not known"], result.Ranking.Select(ranked => ranked.Reason));
    }

    [Fact]
    public void SelectBest_Condition_LeavesRunsOutWithReason()
    {
        var result = Selection.SelectBest(
            [Priced("cheap", 1m, 1, 1, 0, 0), Priced("good", 9m, 1, 1, 1, 0)],
            SelectionObjective.LowestCostPerCorrectAnswer().Where("exact_match", 0.75));

        Assert.Equal(["good"], result.Best.Select(run => run.Name));
        Assert.Equal("exact_match is 0.5000; the bound is 0.75", result.Ranking[1].Reason);
    }

    [Fact]
    public void SelectBest_TrainingAndUnits_CountOnlyByARate()
    {
        var tuned = Priced("tuned", 1m, 1, 1, 1, 1) with { Training = new TrainingShare(Amount.OfPlatformCredits(1000), 100) };
        var rate = Prices("tuned", Amount.OfAiCredits(1_000_000), new AmountConversion(AmountUnit.PlatformCredit, Amount.OfAiCredits(2)));
        var dollars = Of("dollars", 1, 1, 1, 1) with { Prices = Prices("dollars", Amount.OfMoney(1, "USD")) };

        Assert.Empty(Selection.SelectBest([tuned], SelectionObjective.LowestCostPerCorrectAnswer()).Best);
        var result = Selection.SelectBest([tuned with { Prices = rate }, dollars], SelectionObjective.LowestCostPerCorrectAnswer());
        Assert.Equal(Amount.OfAiCredits((40 + 80) / 4m), result.Ranking[0].Cost.PerCorrectAnswer);
        Assert.Equal("it costs USD, another run AI credit; price all runs in one unit", result.Ranking[1].Reason);
    }

    [Fact]
    public void SelectBest_LowerIsBetter_RanksTheOtherWay()
    {
        var metrics = new MetricSet(new DelegateMetric("seconds", (_, _) => 0) { Measure = Measure.Mean("seconds") with { HigherIsBetter = false } });

        var result = Selection.SelectBest(
            [
                new(Runs.Of("slow", metrics, [("1", 9)])), new(Runs.Of("fast", metrics, [("1", 2)])),
                new(Runs.Of("none", metrics, [("1", double.NaN)])),
            ],
            SelectionObjective.Best("seconds").Where("seconds", 9));

        Assert.Equal(["fast", "slow", "none"], result.Ranking.Select(ranked => ranked.Run.Name));
        Assert.NotNull(result.Ranking[2].Reason);
    }

    [Fact]
    public void SelectBest_BadInput_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Selection.SelectBest([], SelectionObjective.Best("exact_match")));
        Assert.Throws<ArgumentException>(() => Selection.SelectBest([Of("a", 1)], SelectionObjective.Best("unknown")));
        Assert.Throws<EvaluationDataException>(
            () => Selection.SelectBest([Of("a", 1), new(Runs.Of("b", ("other", 1)))], SelectionObjective.Best("exact_match")));
        var bleu = Runs.OfBleu("a", [[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]]);
        Assert.Throws<ArgumentException>(() => Selection.SelectBest([new(bleu)], SelectionObjective.LowestCostPerCorrectAnswer("bleu")));
    }

    private static SelectionCandidate Of(string name, params double[] right) => new(Run(name, right));

    private static SelectionCandidate Priced(string name, decimal perToken, params double[] right) =>
        Of(name, right) with { Prices = Prices(name, Amount.OfAiCredits(perToken * 1_000_000)) };

    private static PriceBook Prices(string model, Amount price, params AmountConversion[] rates) =>
        new([new ModelPrice(model) { Input = price, Output = price }], rates);

    private static ScoredRun Run(string name, double[] right)
    {
        var run = new ScoredRun(name, Runs.RightOrWrong);
        foreach (var (i, value) in right.Index())
            run.Add(new ScoredAnswer($"{i}", [MetricScore.Mean(value)]) { Usage = new TokenUsage(6, 4, 10) });
        return run;
    }
}
