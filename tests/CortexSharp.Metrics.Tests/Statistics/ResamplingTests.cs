using CortexSharp.Metrics.Statistics;
using CortexSharp.Metrics.Tests.Vectors;

namespace CortexSharp.Metrics.Tests.Statistics;

public class ResamplingTests
{
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    [Fact]
    public void PairedBootstrap_ReferencesDraws_GivesItsFigures()
    {
        foreach (var row in SignificanceVectors.OfKind("paired_bootstrap_explicit"))
        {
            var (baseline, system) = (BleuFromSums.Of(row.NumberRows("stats_baseline")), BleuFromSums.Of(row.NumberRows("stats_system")));
            var indices = row.IntegerRows("indices");
            var tolerance = row.Number("tol");
            DrawSegments draw = (resample, segments) => indices[resample].CopyTo(segments);
            var options = new ResamplingOptions { Samples = indices.Length, Segments = draw, MaxDegreeOfParallelism = 1 };

            AssertNear(
                row.Numbers("resample_scores_baseline"), Resampling.Scores(baseline, BleuFromSums.Score, indices.Length, draw, OneThread), tolerance);
            AssertNear(
                row.Numbers("resample_scores_system"), Resampling.Scores(system, BleuFromSums.Score, indices.Length, draw, OneThread), tolerance);

            var test = PairedBootstrap.Test(baseline, system, BleuFromSums.Score, options);
            Near.Assert(row.Number("score_baseline"), test.BaselineScore, tolerance);
            Near.Assert(row.Number("score_system"), test.SystemScore, tolerance);
            Near.Assert(row.Number("p"), test.PValue, tolerance);

            var estimate = Bootstrap.Corpus(system, BleuFromSums.Score, options);
            Near.Assert(row.Number("mean"), estimate.Mean, tolerance);
            Near.Assert(row.Number("ci"), estimate.HalfWidth, tolerance);
        }
    }

    [Fact]
    public void ApproximateRandomization_ReferencesCoins_GivesItsFigures()
    {
        foreach (var row in SignificanceVectors.OfKind("approx_randomization_explicit"))
        {
            var (baseline, system) = (BleuFromSums.Of(row.NumberRows("stats_baseline")), BleuFromSums.Of(row.NumberRows("stats_system")));
            var coins = row.IntegerRows("take_baseline");
            DrawSides draw = (trial, unswapped) =>
            {
                for (var i = 0; i < unswapped.Length; i++)
                    unswapped[i] = coins[trial][i] == 1;
            };

            var differences = Resampling.SwappedDifferences(baseline, system, BleuFromSums.Score, coins.Length, draw, OneThread);
            var expected = row.Numbers("abs_diffs");
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], differences[i], row.Number("tol") * row.Number("score_system"));
            var test = ApproximateRandomization.Test(
                baseline, system, BleuFromSums.Score, new() { Samples = coins.Length, Sides = draw, MaxDegreeOfParallelism = 1 });
            Near.Assert(row.Number("p"), test.PValue, row.Number("tol"));
        }
    }

    [Fact]
    public void MeanBootstrap_ReferencesDraws_GivesItsFigures()
    {
        foreach (var row in SignificanceVectors.OfKind("rouge_aggregate_explicit"))
        {
            var indices = row.IntegerRows("indices");
            var scores = row.NumberRows("scores_prf");
            for (var column = 0; column < 3; column++)
            {
                var values = scores.Select(score => score[column]).ToArray();
                var means = Resampling.Means(values, indices.Length, (resample, items) => indices[resample].CopyTo(items), OneThread);
                var interval = ConfidenceInterval.Of(means, row.Number("confidence"));
                Near.Assert(row.Numbers("low")[column], interval.Low, row.Number("tol"));
                Near.Assert(row.Numbers("mid")[column], interval.Mid, row.Number("tol"));
                Near.Assert(row.Numbers("high")[column], interval.High, row.Number("tol"));
            }
        }
    }

    [Fact]
    public void EstimateAndPValue_Vectors_AreSacrebleus()
    {
        foreach (var row in SignificanceVectors.OfKind("estimate_ci"))
        {
            var estimate = BootstrapEstimate.Of(0, row.Numbers("values"));
            Near.Assert(row.Number("mean"), estimate.Mean, row.Number("tol"));
            Near.Assert(row.Number("ci"), estimate.HalfWidth, row.Number("tol"));
        }

        foreach (var row in SignificanceVectors.OfKind("p_value"))
            Near.Assert(row.Number("p"), PairedTestResult.PValueOf(row.Numbers("stats"), row.Number("real_difference")), row.Number("tol"));
    }

    [Fact]
    public void Bootstrap_OwnDraws_IsNearTheReference()
    {
        foreach (var row in SignificanceVectors.OfKind("bootstrap_ci"))
        {
            var estimate = Bootstrap.Corpus(BleuFromSums.Of(row.NumberRows("stats")), BleuFromSums.Score);
            Near.Assert(row.Number("score"), estimate.Score, 1e-9);
            Assert.Equal(row.Number("mean"), estimate.Mean, row.Number("mean_tol_abs"));
            Near.Assert(row.Number("ci"), estimate.HalfWidth, row.Number("ci_tol_rel"));
        }

        foreach (var row in SignificanceVectors.OfKind("rouge_aggregate"))
        {
            for (var column = 0; column < 3; column++)
            {
                var values = row.NumberRows("scores_prf").Select(score => score[column]).ToArray();
                var interval = Bootstrap.Mean(values, row.Number("confidence"));
                Assert.Equal(row.Numbers("low")[column], interval.Low, row.Numbers("bound_tol_abs")[column]);
                Assert.Equal(row.Numbers("mid")[column], interval.Mid, row.Numbers("mid_tol_abs")[column]);
                Assert.Equal(row.Numbers("high")[column], interval.High, row.Numbers("bound_tol_abs")[column]);
            }
        }
    }

    [Fact]
    public void PairedTests_OwnDraws_AreNearTheReference()
    {
        (string, PairedTest)[] tests = [("paired_bootstrap", PairedBootstrap.Test), ("approx_randomization", ApproximateRandomization.Test)];
        foreach (var (kind, test) in tests)
        {
            foreach (var row in SignificanceVectors.OfKind(kind))
            {
                var (baseline, system) = (BleuFromSums.Of(row.NumberRows("stats_baseline")), BleuFromSums.Of(row.NumberRows("stats_system")));
                var result =
                    test(baseline, system, BleuFromSums.Score, new ResamplingOptions { Samples = row.Integer("n_samples") }, CancellationToken.None);
                Near.Assert(row.Number("score_baseline"), result.BaselineScore, 1e-9);
                Near.Assert(row.Number("score_system"), result.SystemScore, 1e-9);
                Assert.Equal(row.Number("p"), result.PValue, row.Number("p_tol_abs"));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Tests_AnyParallelism_GiveTheSameResult(int parallelism)
    {
        var row = SignificanceVectors.OfKind("paired_bootstrap").First();
        var (baseline, system) = (BleuFromSums.Of(row.NumberRows("stats_baseline")), BleuFromSums.Of(row.NumberRows("stats_system")));
        var options = new ResamplingOptions { Samples = 300, MaxDegreeOfParallelism = parallelism };
        var alone = options with { MaxDegreeOfParallelism = 1 };

        Assert.Equal(
            PairedBootstrap.Test(baseline, system, BleuFromSums.Score, alone),
            PairedBootstrap.Test(baseline, system, BleuFromSums.Score, options));
        Assert.Equal(
            ApproximateRandomization.Test(baseline, system, BleuFromSums.Score, alone),
            ApproximateRandomization.Test(baseline, system, BleuFromSums.Score, options));
        Assert.Equal(Bootstrap.Corpus(system, BleuFromSums.Score, alone), Bootstrap.Corpus(system, BleuFromSums.Score, options));
        Assert.Equal(Bootstrap.Mean([1, 2, 4, 8], options: alone), Bootstrap.Mean([1, 2, 4, 8], options: options));
    }

    [Fact]
    public void PairedTests_IdenticalSystems_GiveTheSmallestPValue()
    {
        var system = BleuFromSums.Of([[4, 4, 4, 3, 2, 1, 4, 3, 2, 1], [5, 6, 3, 2, 1, 0, 5, 4, 3, 2]]);
        var options = new ResamplingOptions { Samples = 99 };

        Assert.Equal(0.01, PairedBootstrap.Test(system, system, BleuFromSums.Score, options).PValue);
        Assert.Equal(0.01, ApproximateRandomization.Test(system, system, BleuFromSums.Score, options).PValue);
        Assert.Equal(1, ApproximateRandomization.TestWithTies(system, system, BleuFromSums.Score, options).PValue);
    }

    [Fact]
    public void Resampling_NothingToDraw_DoesNotFail()
    {
        var nothing = new SegmentStatistics(10);

        Assert.Equal(default, Bootstrap.Corpus(nothing, BleuFromSums.Score));
        Assert.Equal(0, PairedBootstrap.Test(nothing, nothing, BleuFromSums.Score).Difference);
        Assert.Equal(0, ApproximateRandomization.Test(nothing, nothing, BleuFromSums.Score).Difference);
        Assert.True(double.IsNaN(Bootstrap.Mean([]).Mid));
    }

    [Fact]
    public void Resampling_Misuse_IsRefused()
    {
        var (two, three) = (new SegmentStatistics(2), new SegmentStatistics(3));
        var none = new ResamplingOptions { Samples = 0 };

        Assert.Throws<ArgumentException>(() => two.Add([1]));
        Assert.Throws<ArgumentException>(() => PairedBootstrap.Test(two, three, sums => 0));
        Assert.Throws<ArgumentException>(() => ApproximateRandomization.Test(two, three, sums => 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Corpus(two, sums => 0, none));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Mean([1], 1.5));
    }

    [Fact]
    public void Resampling_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var system = BleuFromSums.Of([[4, 4, 4, 3, 2, 1, 4, 3, 2, 1]]);
        var scored = 0;
        CorpusScore cancelling = _ =>
        {
            if (Interlocked.Increment(ref scored) == 10)
                source.Cancel();
            return 0;
        };
        var options = new ResamplingOptions { Samples = 1_000_000, MaxDegreeOfParallelism = 1 };

        Assert.Throws<OperationCanceledException>(() => PairedBootstrap.Test(system, system, cancelling, options, source.Token));
        Assert.Equal(10, scored); // on one thread the next resample is not begun
        Assert.Throws<OperationCanceledException>(() => ApproximateRandomization.Test(system, system, cancelling, options, source.Token));
        Assert.Throws<OperationCanceledException>(() => Bootstrap.Corpus(system, cancelling, options, source.Token));
        Assert.Throws<OperationCanceledException>(() => Bootstrap.Mean([1, 2], options: options, cancellationToken: source.Token));
    }

    [Fact]
    public void Results_AsText_CanGoIntoAReport()
    {
        Assert.Equal("48.5 (μ = 48.4 ± 1.9)", new BootstrapEstimate(48.53, 48.41, 1.92).ToString());
        Assert.Equal("40.00 -> 41.50 (+1.50, p = 0.0123)", new PairedTestResult(40, 41.5, 0.01234).ToString());
        Assert.Equal("0.5000 [0.4000, 0.6000]", new ConfidenceInterval(0.4, 0.5, 0.6).ToString());
    }

    [Fact]
    public void Interval_OfAMean_IsThatOfItsValues()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 64).Select(_ => random.NextDouble())];
        var statistics = new SegmentStatistics(2);
        foreach (var value in values)
            statistics.Add([value, 1]);

        var interval = Bootstrap.Interval(statistics, sums => sums[0] / sums[1], 0.9);

        Assert.Equal(Bootstrap.Mean(values, 0.9), interval);
    }

    [Fact]
    public void Resampling_SegmentsWithoutScore_LeavesOutResamplesThatHoldNothingElse()
    {
        var (statistics, other) = (new SegmentStatistics(2), new SegmentStatistics(2));
        foreach (var row in (double[][])[[3, 1], [0, 0], [0, 0], [5, 1]])
        {
            statistics.Add(row);
            other.Add([row[0] + row[1], row[1]]);
        }

        int[][] draws = [[0, 0, 1, 2], [1, 2, 2, 1], [3, 3, 0, 1], [2, 2, 2, 2], [3, 1, 1, 1]];
        var options = new ResamplingOptions { Samples = draws.Length, Segments = (resample, segments) => draws[resample].CopyTo(segments) };

        var interval = Bootstrap.Interval(statistics, Mean, 1, options);
        var estimate = Bootstrap.Corpus(statistics, Mean, options);

        Assert.Equal(new ConfidenceInterval(3, 13 / 3.0, 5) { Unscored = 2 }, interval);
        Assert.Equal(new BootstrapEstimate(4, (3 + (13 / 3.0) + 5) / 3, 1) { Unscored = 2 }, estimate);

        // Every difference is 1, so that none is larger than chance makes it; the two resamples without a score are not among the three.
        Assert.Equal(1 / 4.0, PairedBootstrap.Test(statistics, other, Mean, options).PValue);

        static double Mean(ReadOnlySpan<double> sums) => sums[0] / sums[1];
    }

    [Fact]
    public void Tests_NoScoreAtAll_AreNoNumber()
    {
        var nothing = new SegmentStatistics(2);
        nothing.Add([0, 0]);

        Assert.True(double.IsNaN(PairedBootstrap.Test(nothing, nothing, sums => sums[0] / sums[1]).PValue));
        Assert.True(double.IsNaN(ApproximateRandomization.Test(nothing, nothing, sums => sums[0] / sums[1]).PValue));
        Assert.True(double.IsNaN(Bootstrap.Corpus(nothing, sums => sums[0] / sums[1]).HalfWidth));
    }

    [Fact]
    public void Interval_NoScoreOrNoConfidence_SaysSo()
    {
        var statistics = new SegmentStatistics(2);
        statistics.Add([0, 0]);

        var none = Bootstrap.Interval(statistics, sums => sums[0] / sums[1]);
        Assert.True(double.IsNaN(none.Low));
        Assert.Equal(1000, none.Unscored);
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Interval(statistics, sums => sums[0], 1.1));
    }

    private delegate PairedTestResult PairedTest(
        SegmentStatistics baseline, SegmentStatistics system, CorpusScore score, ResamplingOptions? options, CancellationToken cancellationToken);

    private static void AssertNear(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Near.Assert(expected[i], actual[i], tolerance);
    }
}
