using System.Text.Json;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Tests.Comparing;

/// <summary>Comparisons by the references' own resamples and coins, so that every figure is theirs, not only nearly.</summary>
public sealed class ExplicitDrawsTests
{
    [Fact]
    public void Compare_ReferencesResamples_GivesItsFigures()
    {
        foreach (var row in SignificanceVectors.OfKind("paired_bootstrap_explicit"))
        {
            var tolerance = row.Number("tol");
            var options = new ComparisonOptions { Resampling = ByIndices(row.IntegerRows("indices")) };

            var bleu = Compare(row, options);

            SignificanceVectors.AssertNear(row.Number("score_baseline"), bleu.Baseline, tolerance);
            SignificanceVectors.AssertNear(row.Number("score_system"), bleu.System, tolerance);
            SignificanceVectors.AssertNear(row.Number("p"), bleu.PValue!.Value, tolerance);
            var baselines = row.Numbers("resample_scores_baseline");
            double[] differences = [.. row.Numbers("resample_scores_system").Select((system, i) => system - baselines[i])];
            Assert.Equal(Percentile.Of(differences, 2.5), bleu.Interval.Low, 100 * tolerance);
            Assert.Equal(Percentile.Of(differences, 50), bleu.Interval.Mid, 100 * tolerance);
            Assert.Equal(Percentile.Of(differences, 97.5), bleu.Interval.High, 100 * tolerance);
        }
    }

    [Fact]
    public void Compare_ReferencesCoins_CountsItsDifferences()
    {
        foreach (var row in SignificanceVectors.OfKind("approx_randomization_explicit"))
        {
            var coins = row.IntegerRows("take_baseline");
            var resampling = new ResamplingOptions
            {
                Samples = coins.Length,
                Sides = (trial, unswapped) =>
                {
                    for (var i = 0; i < unswapped.Length; i++)
                        unswapped[i] = coins[trial][i] == 1;
                },
                Segments = (_, segments) => segments.Clear(),
            };
            var options = new ComparisonOptions { Test = SignificanceTest.ApproximateRandomization, Resampling = resampling };

            var bleu = Compare(row, options);

            SignificanceVectors.AssertNear(row.Number("score_system"), bleu.System, row.Number("tol"));

            // The reference counts what is larger than the real difference; a comparison counts what is as large, too.
            var real = Math.Abs(row.Number("score_system") - row.Number("score_baseline"));
            var asLarge = row.Numbers("abs_diffs").Count(difference => difference >= real - (1e-9 * row.Number("score_system")));
            SignificanceVectors.AssertNear((asLarge + 1) / (double)(coins.Length + 1), bleu.PValue!.Value, row.Number("tol"));
            Assert.True(bleu.PValue >= row.Number("p"));
        }
    }

    [Fact]
    public void Estimate_ReferencesResamples_GivesItsIntervals()
    {
        foreach (var row in SignificanceVectors.OfKind("rouge_aggregate_explicit"))
        {
            var resampling = ByIndices(row.IntegerRows("indices"));
            for (var column = 0; column < 3; column++)
            {
                var run = Runs.Of("a", row.NumberRows("scores_prf").Select((score, i) => ($"{i}", score[column])));

                var interval = Assert.Single(run.Estimate(row.Number("confidence"), resampling)).Interval;

                SignificanceVectors.AssertNear(row.Numbers("low")[column], interval.Low, row.Number("tol"));
                SignificanceVectors.AssertNear(row.Numbers("mid")[column], interval.Mid, row.Number("tol"));
                SignificanceVectors.AssertNear(row.Numbers("high")[column], interval.High, row.Number("tol"));
            }
        }
    }

    [Fact]
    public void Estimate_ReferencesCorpora_GivesTheirScores()
    {
        foreach (var row in SignificanceVectors.OfKind("bootstrap_ci"))
        {
            var bleu = Assert.Single(Runs.OfBleu("a", row.NumberRows("stats")).Estimate());

            SignificanceVectors.AssertNear(row.Number("score"), bleu.Value);
            Assert.InRange(bleu.Value, bleu.Interval.Low, bleu.Interval.High);
        }
    }

    private static ResamplingOptions ByIndices(int[][] indices) =>
        new() { Samples = indices.Length, Segments = (resample, segments) => indices[resample].CopyTo(segments) };

    private static MeasureComparison Compare(JsonElement row, ComparisonOptions options) => Assert.Single(
        Comparison.Compare(Runs.OfBleu("a", row.NumberRows("stats_baseline")), Runs.OfBleu("b", row.NumberRows("stats_system")), options).Measures);
}
