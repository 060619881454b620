using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Tests.Comparing;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Tests.Deciding;

public sealed class GateTests
{
    private const string Match = "exact_match";

    // 20 cases: the system has the first 10 right, where the language is German, and one more; the baseline has the last one only.
    private static readonly GateEvidence Evidence = new(Comparison.Compare(
        Run("base", i => i == 19), Run("tuned", i => i < 11), new() { Resampling = new() { Samples = 50 } }));

    [Fact]
    public void Decide_EveryRuleHolds_Passes()
    {
        var verdict = new Gate(new NotWorseRule(Match), new BetterRule(Match), new AtLeastRule(Match, 0.5), new ErrorsRule(0.01)).Decide(Evidence);

        Assert.True(verdict.IsPassed);
        Assert.Equal(0, verdict.ExitCode);
        Assert.StartsWith("Passed\n- Passed: exact_match: 0.0500 -> 0.5500 (+0.5000 [", verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_OneRuleBroken_FailsWithItsReason()
    {
        var verdict = new Gate(new BetterRule(Match), new AtLeastRule(Match, 0.6), new NotWorseRule("unknown")).Decide(Evidence);

        Assert.Equal((GateOutcome.Failed, 1), (verdict.Outcome, verdict.ExitCode));
        Assert.Equal([GateOutcome.Passed, GateOutcome.Failed, GateOutcome.Undecided], verdict.Findings.Select(finding => finding.Outcome));
        Assert.Equal("exact_match is 0.5500; the bound is 0.6", verdict.Findings[1].Reason);
        Assert.Equal("there is no measure 'unknown'", verdict.Findings[2].Reason);
    }

    [Fact]
    public void Decide_OneRuleCannotBeTold_IsUndecided() =>
        Assert.Equal(2, new Gate(new BetterRule(Match), new CostPerCorrectAnswerRule(Amount.OfAiCredits(1))).Decide(Evidence).ExitCode);

    [Fact]
    public void NotWorse_Tolerance_IsInTheMeasuresScale()
    {
        var worse = new GateEvidence(
            Comparison.Compare(Evidence.Comparison.System, Evidence.Comparison.Baseline, new() { Resampling = new() { Samples = 50 } }));

        Assert.Equal(GateOutcome.Failed, new NotWorseRule(Match) { Tolerance = 0.49 }.Check(worse).Outcome);
        Assert.Equal(GateOutcome.Passed, new NotWorseRule(Match) { Tolerance = 0.51 }.Check(worse).Outcome);
        Assert.Equal(GateOutcome.Failed, new BetterRule(Match).Check(worse).Outcome);
    }

    [Fact]
    public void Better_ChanceOrTooLittle_Fails()
    {
        Assert.Equal(GateOutcome.Failed, new BetterRule(Match) { Significance = 0.001 }.Check(Evidence).Outcome);
        Assert.Equal(GateOutcome.Failed, new BetterRule(Match) { Margin = 0.6 }.Check(Evidence).Outcome);
    }

    [Fact]
    public void NoSliceWorse_ASliceThatLost_IsNamed()
    {
        var hidden = new GateEvidence(
            Comparison.Compare(Run("base", i => i is 18 or 19), Run("tuned", i => i < 11), new() { Resampling = new() { Samples = 50 } }));

        var finding = new NoSliceWorseRule(Match, 0.02).Check(hidden);

        Assert.Equal(GateOutcome.Failed, finding.Outcome);
        Assert.StartsWith("worse by slice: language=en exact_match: 0.2000 -> 0.1000", finding.Reason, StringComparison.Ordinal);
        Assert.Equal(GateOutcome.Passed, new NoSliceWorseRule(Match, 0.11).Check(hidden).Outcome);
        Assert.Equal(GateOutcome.Undecided, new NoSliceWorseRule(Match, 0) { SmallestSlice = 11 }.Check(hidden).Outcome);
    }

    [Fact]
    public void CostPerCorrectAnswer_EveryKindOfCost_IsTold()
    {
        var rule = new CostPerCorrectAnswerRule(Amount.OfAiCredits(0.1m));

        Assert.Equal(GateOutcome.Passed, Of(new AnswerCost(20, 10, Amount.OfAiCredits(1))));
        Assert.Equal(GateOutcome.Failed, Of(new AnswerCost(20, 9, Amount.OfAiCredits(1))));
        Assert.Equal(GateOutcome.Failed, Of(new AnswerCost(20, 0, Amount.OfAiCredits(1))));
        Assert.Equal(GateOutcome.Undecided, Of(new AnswerCost(20, 10, null)));
        Assert.Equal(GateOutcome.Undecided, Of(new AnswerCost(20, null, Amount.OfAiCredits(1))));
        Assert.Equal(GateOutcome.Undecided, Of(new AnswerCost(20, 10, Amount.OfMoney(1, "USD"))));

        GateOutcome Of(AnswerCost cost) => rule.Check(Evidence with { Cost = cost }).Outcome;
    }

    [Fact]
    public void Check_FigureOnTheBound_HoldsWhateverRoundingMakesOfIt()
    {
        // 0.71 - 0.73 is a little less than -0.02, 0.73 - 0.71 a little more than 0.02, 0.3 - 0.29 a little more than 0.01, and 0.29 * 100 a little
        // less than 29.
        var (more, less) = (Answers("more", 73, 30), Answers("less", 71, 29));
        var worse = new GateEvidence(Comparison.Compare(more, less, new() { Resampling = new() { Samples = 50 } }));
        var better = new GateEvidence(Comparison.Compare(less, more, new() { Resampling = new() { Samples = 50 } }));

        Assert.Equal(GateOutcome.Passed, new NotWorseRule(Match) { Tolerance = 0.02 }.Check(worse).Outcome);
        Assert.Equal(GateOutcome.Failed, new NotWorseRule(Match) { Tolerance = 0.0199 }.Check(worse).Outcome);
        Assert.Equal(GateOutcome.Passed, new NoSliceWorseRule(Match, 0.02).Check(worse).Outcome);
        Assert.Equal(GateOutcome.Passed, new BetterRule(Match) { Significance = 2, Margin = 0.02 }.Check(better).Outcome);
        Assert.Equal(GateOutcome.Passed, new AtLeastRule(Match, 0.71).Check(worse).Outcome);
        Assert.Equal(GateOutcome.Passed, new ErrorsRule(0.29).Check(worse).Outcome);
        Assert.Equal(GateOutcome.Failed, new ErrorsRule(0.28).Check(worse).Outcome);

        static ScoredRun Answers(string name, int right, int errors)
        {
            var run = new ScoredRun(name, Runs.RightOrWrong);
            for (var i = 0; i < 100; i++)
            {
                run.Add(new ScoredAnswer($"{i}", [MetricScore.Mean(i < right ? 1 : 0)])
                {
                    Failed = i >= 100 - errors,
                    Tags = new Dictionary<string, string> { ["language"] = "de" },
                });
            }

            return run;
        }
    }

    [Fact]
    public void Errors_Share_IsOfAllAnswers()
    {
        var run = Run("tuned", _ => true);
        run.Add(new ScoredAnswer("failed", [MetricScore.Mean(0)]) { Failed = true });
        var evidence = new GateEvidence(Comparison.Compare(Run("base", _ => true), run, new() { Resampling = new() { Samples = 50 } }));

        Assert.Equal(GateOutcome.Failed, new ErrorsRule(0.047).Check(evidence).Outcome);
        Assert.Equal(GateOutcome.Passed, new ErrorsRule(0.048).Check(evidence).Outcome);
    }

    [Fact]
    public void Constructor_NoRule_IsRefused() => Assert.Throws<ArgumentException>(() => new Gate());

    [Fact]
    public void Decide_RuleOfTheUsers_Counts() =>
        Assert.Equal(GateOutcome.Failed, new Gate(new EnoughCases(21)).Decide(Evidence).Outcome);

    private static ScoredRun Run(string name, Func<int, bool> right)
    {
        var run = new ScoredRun(name, Runs.RightOrWrong);
        for (var i = 0; i < 20; i++)
        {
            run.Add(new ScoredAnswer($"{i}", [MetricScore.Mean(right(i) ? 1 : 0)])
            {
                Tags = new Dictionary<string, string> { ["language"] = i < 10 ? "de" : "en" },
            });
        }

        return run;
    }

    private sealed record EnoughCases(int Least) : GateRule
    {
        public override GateFinding Check(GateEvidence evidence) =>
            Found(evidence.Comparison.Cases >= Least, $"there are {evidence.Comparison.Cases} cases");
    }
}
