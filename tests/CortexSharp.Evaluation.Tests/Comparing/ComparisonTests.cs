using System.Text.Json;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Tests.Comparing;

public sealed class ComparisonTests
{
    private static readonly MetricSet Length = new(new DelegateMetric("length", (_, text) => text.Length));
    private static readonly ResamplingOptions Few = new() { Samples = 50 };

    [Fact]
    public void Compare_ReferencesCorpora_GivesScoresExactlyAndPValuesNearly()
    {
        (string, SignificanceTest)[] tests =
            [("paired_bootstrap", SignificanceTest.PairedBootstrap), ("approx_randomization", SignificanceTest.ApproximateRandomization)];
        foreach (var (kind, test) in tests)
        {
            foreach (var row in SignificanceVectors.OfKind(kind))
            {
                var options = new ComparisonOptions { Test = test, Resampling = new() { Samples = row.GetProperty("n_samples").GetInt32() } };
                var bleu = Comparison.Compare(
                    Runs.OfBleu("a", row.NumberRows("stats_baseline")), Runs.OfBleu("b", row.NumberRows("stats_system")), options).Find("bleu")!;

                SignificanceVectors.AssertNear(row.GetProperty("score_baseline").GetDouble(), bleu.Baseline);
                SignificanceVectors.AssertNear(row.GetProperty("score_system").GetDouble(), bleu.System);
                Assert.Equal(test, bleu.Test);
                Assert.Equal(row.GetProperty("p").GetDouble(), bleu.PValue!.Value, row.GetProperty("p_tol_abs").GetDouble());
            }
        }
    }

    [Fact]
    public void Compare_CorpusMetric_EqualsTheTestOnItsStatistics()
    {
        var row = SignificanceVectors.OfKind("paired_bootstrap")[0];
        var metric = new BleuMetric();
        var (first, second) = (Statistics(row, "stats_baseline"), Statistics(row, "stats_system"));

        var (baseline, system) = (Runs.OfBleu("a", row.NumberRows("stats_baseline")), Runs.OfBleu("b", row.NumberRows("stats_system")));
        var bleu = Comparison.Compare(baseline, system).Find("bleu")!;

        Assert.Equal(PairedBootstrap.Test(first, second, metric.Measures[0].Aggregate).PValue, bleu.PValue);
        Assert.InRange(bleu.Difference, bleu.Interval.Low, bleu.Interval.High);
    }

    [Fact]
    public void Compare_EachRun_HasTheIntervalOfItsEstimate()
    {
        var row = SignificanceVectors.OfKind("paired_bootstrap")[0];
        var (first, second) = (Runs.OfBleu("a", row.NumberRows("stats_baseline")), Runs.OfBleu("b", row.NumberRows("stats_system")));

        var bleu = Comparison.Compare(first, second, new() { Confidence = 0.9, Resampling = Few }).Measures[0];

        Assert.Equal(first.Estimate(0.9, Few)[0].Interval, bleu.BaselineInterval);
        Assert.Equal(second.Estimate(0.9, Few)[0].Interval, bleu.SystemInterval);
        Assert.NotEqual(bleu.BaselineInterval, bleu.SystemInterval);
    }

    [Fact]
    public void Compare_RightOrWrong_IsTheReferencesMcNemar()
    {
        foreach (var row in SignificanceVectors.OfKind("mcnemar"))
        {
            var (b, c) = (row.GetProperty("b").GetInt32(), row.GetProperty("c").GetInt32());
            (string Key, double First, double Second)[] cases =
            [
                .. Enumerable.Range(0, b).Select(i => ($"b{i}", 1.0, 0.0)),
                .. Enumerable.Range(0, c).Select(i => ($"c{i}", 0.0, 1.0)),
                ("both", 1, 1),
                ("none", 0, 0),
            ];

            var match = Comparison.Compare(
                Runs.Of("a", cases.Select(item => (item.Key, item.First))),
                Runs.Of("b", cases.Reverse().Select(item => (item.Key, item.Second))),
                new() { Resampling = Few }).Measures[0];

            SignificanceVectors.AssertNear(row.GetProperty("exact_p").GetDouble(), match.PValue!.Value);
            Assert.Equal(new PairedOutcomes(1, b, c, 1), match.Outcomes);
            Assert.Equal((c, 2, b), (match.Wins, match.Ties, match.Losses));
            Assert.Equal(SignificanceTest.McNemar, match.Test);
        }
    }

    [Fact]
    public void Compare_RandomRuns_EqualsASlowComparison()
    {
        var random = new Random(3);
        var metrics = new MetricSet(new DelegateMetric("seconds", (_, _) => 0) { Measure = Measure.Mean("seconds") with { HigherIsBetter = false } });
        for (var round = 0; round < 20; round++)
        {
            var first = Draw();
            var second = Draw();
            second["always"] = first["always"] = 1;

            var result = Comparison.Compare(
                Runs.Of("a", metrics, first.Select(item => (item.Key, item.Value))),
                Runs.Of("b", metrics, second.Select(item => (item.Key, item.Value))),
                new() { Resampling = Few });

            var common = first.Keys.Intersect(second.Keys).ToList();
            var scored = common.Where(key => !double.IsNaN(first[key] + second[key])).ToList();
            var seconds = result.Measures[0];
            Assert.Equal((common.Count, scored.Count, common.Count - scored.Count), (result.Cases, seconds.Pairs, seconds.NotScored));
            Assert.Equal(scored.Average(key => second[key]) - scored.Average(key => first[key]), seconds.Difference, 1e-12);
            Assert.Equal(scored.Count(key => second[key] < first[key]), seconds.Wins);
            Assert.Equal(scored.Count(key => second[key] > first[key]), seconds.Losses);
            Assert.Equal(-seconds.Difference, seconds.Gain);
            Assert.Equal(first.Keys.Except(second.Keys).Order(), result.OnlyInBaseline.Order());
            Assert.Equal(second.Keys.Except(first.Keys).Order(), result.OnlyInSystem.Order());
        }

        Dictionary<string, double> Draw() => Enumerable.Range(0, 30).Where(_ => random.Next(3) > 0)
            .ToDictionary(i => $"{i}", _ => random.Next(5) == 0 ? double.NaN : random.Next(4));
    }

    [Fact]
    public void Compare_EqualRuns_AreNotSignificant()
    {
        var row = SignificanceVectors.OfKind("paired_bootstrap")[0];

        foreach (var test in (SignificanceTest[])[SignificanceTest.PairedBootstrap, SignificanceTest.ApproximateRandomization])
        {
            var system = row.NumberRows("stats_system");
            var bleu = Comparison.Compare(Runs.OfBleu("a", system), Runs.OfBleu("b", system), new() { Test = test, Resampling = Few }).Measures[0];
            Assert.Equal((1.0, 0.0, 0.0), (bleu.PValue, bleu.Difference, bleu.EffectSize));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0.5)]
    [InlineData(3, 0.25)]
    [InlineData(10, 1 / 512.0)]
    public void Compare_BetterOnFewCasesAndWorseOnNone_HasThePValueOfTheSigns(int better, double expected)
    {
        var metrics = new MetricSet(new DelegateMetric("quality", (_, _) => 0));
        var random = new Random(better);
        (string Key, double Value)[] first = [.. Enumerable.Range(0, 200).Select(i => ($"{i}", random.NextDouble()))];
        var second = first.Select((item, i) => (item.Key, item.Value + (i % 20 == 0 && i < 20 * better ? 0.1 : 0)));

        var quality = Comparison.Compare(
            Runs.Of("a", metrics, first), Runs.Of("b", metrics, second), new() { Test = SignificanceTest.ApproximateRandomization }).Measures[0];

        Assert.Equal((better, 0), (quality.Wins, quality.Losses));
        // Six standard errors of 10,000 trials.
        Assert.Equal(expected, quality.PValue!.Value, 1e-4 + (6 * Math.Sqrt(expected * (1 - expected) / 10_000)));
    }

    [Fact]
    public async Task Compare_SameKeyWithOtherPromptOrReference_IsAnotherCase()
    {
        EvaluationCase[] cases = [new("1", "p", "r"), new("2", "p", "r"), new("3", "p", "r", "s"), new("4", "p", "r"), new("5", "p")];
        EvaluationCase[] others = [new("1", "p", "r"), new("2", "q", "r"), new("3", "p", "r"), new("4", "p", "s"), new("6", "p")];
        var (first, second, byHand) =
            (await RunAsync("a", cases), await RunAsync("b", others), Runs.Of("c", Length, others.Select(item => (item.Key, 1.0))));

        var comparison = Comparison.Compare(first, second, new() { Resampling = Few });

        Assert.Equal(1, comparison.Cases);
        Assert.Equal(["2", "3", "4", "5"], comparison.OnlyInBaseline.AsEnumerable());
        Assert.Equal(["2", "3", "4", "6"], comparison.OnlyInSystem.AsEnumerable());
        Assert.Equal(4, Comparison.Compare(first, byHand, new() { Resampling = Few }).Cases);
        var error = await Assert.ThrowsAsync<EvaluationDataException>(async () =>
            Comparison.Compare(first, await RunAsync("d", new EvaluationCase("2", "q"))));
        Assert.Equal(
            "The runs 'a' and 'd' have no case in common (they share 1 key(s), but with other prompts or references); run both on the same cases.",
            error.Message);

        static async Task<ScoredRun> RunAsync(string name, params EvaluationCase[] cases)
        {
            var run = new ScoredRun(name, Length);
            foreach (var item in cases)
                await run.AddAsync(item, EvaluationAnswer.Of(item.Key, "r"));
            return run;
        }
    }

    [Fact]
    public void Compare_SeveralSystems_CorrectsForAll()
    {
        var baseline = Runs.Of("a", Enumerable.Range(0, 12).Select(i => ($"{i}", 0.0)));
        ScoredRun[] systems =
        [
            .. Enumerable.Range(0, 3).Select(s => Runs.Of($"{s}", Enumerable.Range(0, 12).Select(i => ($"{i}", i < 6 + (2 * s) ? 1.0 : 0)))),
        ];

        var measures = Comparison.Compare(baseline, systems, new() { Resampling = Few }).Select(comparison => comparison.Measures[0]).ToList();

        Assert.Equal(
            HolmCorrection.Adjust([.. measures.Select(measure => measure.PValue!.Value)]), measures.Select(measure => measure.AdjustedPValue!.Value));
        Assert.True(measures[0].AdjustedPValue >= measures[0].PValue);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Compare_AnyParallelism_GivesTheSame(int parallelism)
    {
        var row = SignificanceVectors.OfKind("paired_bootstrap")[0];
        var (first, second) = (Runs.OfBleu("a", row.NumberRows("stats_baseline")), Runs.OfBleu("b", row.NumberRows("stats_system")));

        Assert.Equal(
            Comparison.Compare(first, second).Measures.ToArray(),
            Comparison.Compare(first, second, new() { Resampling = new() { MaxDegreeOfParallelism = parallelism } }).Measures.ToArray());
    }

    [Fact]
    public async Task Compare_Tags_CutSlices()
    {
        var (first, second) = (new ScoredRun("a", Runs.RightOrWrong), new ScoredRun("b", Runs.RightOrWrong));
        foreach (var (key, language, right) in ((string, string, bool)[])[("1", "de", true), ("2", "en", false), ("3", "de", true)])
        {
            var item = new EvaluationCase(key, "p", "r") { Tags = new Dictionary<string, string> { ["language"] = language, ["topic"] = key } };
            await first.AddAsync(item, EvaluationAnswer.Of(key, "r"));
            await second.AddAsync(item, EvaluationAnswer.Of(key, right ? "r" : "wrong"));
        }

        var slices = Comparison.Compare(first, second, new() { Resampling = Few, SliceBy = ["language"] }).Slices;

        Assert.Equal(
            [("language", "de", 2, 0.0), ("language", "en", 1, -1.0)],
            slices.Select(slice => (slice.Tag, slice.Value, slice.Cases, slice.Measures[0].Difference)));
        Assert.All(slices, slice => Assert.Null(slice.Measures[0].PValue));
        Assert.Equal(5, Comparison.Compare(first, second, new() { Resampling = Few }).Slices.Length);
        Assert.Single(Comparison.Compare(first, second, new() { Resampling = Few, SmallestSlice = 2 }).Slices);
    }

    [Fact]
    public void Compare_NothingInCommonOrOtherMetrics_IsRefused()
    {
        var error = Assert.Throws<EvaluationDataException>(() => Comparison.Compare(Runs.Of("a", ("1", 1)), Runs.Of("b", ("2", 1))));
        Assert.Equal("The runs 'a' and 'b' have no case in common (by their keys); run both on the same cases.", error.Message);

        var other = new MetricSet(new ExactMatchMetric(new() { IgnoreCase = true }));
        Assert.Throws<ArgumentException>(() => Comparison.Compare(Runs.Of("a", ("1", 1)), Runs.Of("b", other, [("1", 1)])));
        Assert.Throws<ArgumentException>(() => new ComparisonOptions { Test = SignificanceTest.McNemar });
    }

    [Fact]
    public void Compare_NoVerdictAnywhere_HasNoFigures()
    {
        var measure = Comparison.Compare(Runs.Of("a", ("1", double.NaN)), Runs.Of("b", ("1", 1)), new() { Resampling = Few }).Measures[0];

        Assert.Equal((0, 1), (measure.Pairs, measure.NotScored));
        Assert.True(double.IsNaN(measure.Difference));
        Assert.Null(measure.PValue);
    }

    [Fact]
    public void Compare_MeasureThatIsNoNumberOnSomeResamples_LeavesThemOut()
    {
        // The measure is the mean of what is above 0, of which there is one in three.
        var metric = new DelegateMetric("rare", (_, _) => 0) { Measure = new Measure("rare", sums => sums[0] / sums[1]) };
        var metrics = new MetricSet(metric);
        var (first, second) = (new ScoredRun("a", metrics), new ScoredRun("b", metrics));
        foreach (var (key, value) in ((string, double)[])[("1", 3), ("2", 0), ("3", 0)])
        {
            first.Add(new ScoredAnswer(key, [new([value], value > 0 ? [value, 1] : [0, 0])]));
            second.Add(new ScoredAnswer(key, [new([2 * value], value > 0 ? [2 * value, 1] : [0, 0])]));
        }

        var rare = Comparison.Compare(first, second, new() { Resampling = new() { Samples = 200 } }).Measures[0];

        // (2/3)^3 of the resamples hold none.
        Assert.InRange(rare.Interval.Unscored, 30, 90);
        Assert.Equal((3.0, 3.0, 3.0), (rare.Interval.Low, rare.Interval.Mid, rare.Interval.High));
        Assert.Equal(1.0 / (200 - rare.Interval.Unscored + 1), rare.PValue!.Value, 1e-12);
    }

    private static SegmentStatistics Statistics(JsonElement row, string name)
    {
        var statistics = new SegmentStatistics(10);
        foreach (var numbers in row.NumberRows(name))
            statistics.Add(numbers);
        return statistics;
    }
}
