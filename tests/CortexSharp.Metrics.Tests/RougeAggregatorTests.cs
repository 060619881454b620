using CortexSharp.Metrics.Statistics;
using CortexSharp.Metrics.Summaries;
using CortexSharp.Metrics.Tests.Statistics;
using CortexSharp.Metrics.Tests.Vectors;

namespace CortexSharp.Metrics.Tests;

public class RougeAggregatorTests
{
    [Fact]
    public void Aggregate_PairsOfTheReference_IsNearItsFigures()
    {
        var rows = 0;
        foreach (var row in SignificanceVectors.OfKind("rouge_aggregate"))
        {
            var aggregator = new RougeAggregator(RougeTypes.Rouge1);
            foreach (var figures in row.NumberRows("scores_prf"))
                aggregator.Add(Pair(figures));

            var estimate =
                aggregator.Aggregate(RougeTypes.Rouge1, row.Number("confidence"), new ResamplingOptions { Samples = row.Integer("n_samples") });
            ConfidenceInterval[] columns = [estimate.Precision, estimate.Recall, estimate.F1];
            for (var column = 0; column < columns.Length; column++)
            {
                Assert.Equal(row.Numbers("low")[column], columns[column].Low, row.Numbers("bound_tol_abs")[column]);
                Assert.Equal(row.Numbers("mid")[column], columns[column].Mid, row.Numbers("mid_tol_abs")[column]);
                Assert.Equal(row.Numbers("high")[column], columns[column].High, row.Numbers("bound_tol_abs")[column]);
            }

            rows++;
        }

        Assert.True(rows > 0);
    }

    [Fact]
    public void Aggregate_SeveralTypes_TakesEachTypesOwnFigures()
    {
        var aggregator = new RougeAggregator();
        for (var i = 0; i < 3; i++)
            aggregator.Add(Rouge.Score("the cat sat on the mat", "the cat lay on the mat"));

        var pair = Rouge.Score("the cat sat on the mat", "the cat lay on the mat");
        foreach (var type in RougeTypes.Usual.Each())
        {
            var estimate = aggregator.Aggregate(type);
            Assert.Equal(pair[type].Precision, estimate.Precision.Mid, 1e-15);
            Assert.Equal(pair[type].Recall, estimate.Recall.Low, 1e-15);
            Assert.Equal(pair[type].F1, estimate.F1.High, 1e-15);
        }
    }

    [Fact]
    public void Aggregate_SameSeed_IsTheSameToTheBit()
    {
        var aggregator = new RougeAggregator();
        aggregator.Add(Rouge.Score("a b c", "a b d"));
        aggregator.Add(Rouge.Score("a b c", "x y z"));
        aggregator.Add(Rouge.Score("a b c d", "a b c"));

        Assert.Equal(aggregator.Aggregate(RougeTypes.Rouge1), aggregator.Aggregate(RougeTypes.Rouge1));
        Assert.NotEqual(
            aggregator.Aggregate(RougeTypes.Rouge1, options: new ResamplingOptions { Samples = 7 }),
            aggregator.Aggregate(RougeTypes.Rouge1, options: new ResamplingOptions { Samples = 7, Seed = 5 }));
    }

    [Fact]
    public void Aggregate_NoPairs_IsNotANumber() => Assert.Equal(double.NaN, new RougeAggregator().Aggregate(RougeTypes.RougeL).F1.Mid);

    [Fact]
    public void Add_ScoresThatLackAType_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => new RougeAggregator().Add(Rouge.Score("a", "a", RougeTypes.Rouge1)));
        Assert.Contains("Rouge2, RougeL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aggregate_WrongType_Throws()
    {
        Assert.Throws<ArgumentException>(() => new RougeAggregator().Aggregate(RougeTypes.RougeLsum));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RougeAggregator().Aggregate(RougeTypes.Usual));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RougeAggregator((RougeTypes)(1 << 11)));
    }

    /// <summary>Counts that give the precision and the recall.</summary>
    private static RougeScores Pair(double[] figures)
    {
        var (precision, recall) = (figures[0], figures[1]);
        for (var overlap = precision == 0 ? 0 : 1; overlap <= 100; overlap++)
        {
            var score = overlap == 0
                ? new RougeScore(0, 1, 1)
                : new RougeScore(overlap, (int)Math.Round(overlap / precision), (int)Math.Round(overlap / recall));
            if (Math.Abs(score.Precision - precision) + Math.Abs(score.Recall - recall) > 1e-14)
                continue;

            Assert.Equal(figures[2], score.F1, 1e-14);
            var slots = default(RougeScores.Slots);
            slots.Set(RougeTypes.Rouge1, score);
            return new RougeScores(RougeTypes.Rouge1, slots);
        }

        throw new InvalidOperationException($"No counts give {precision} and {recall}.");
    }
}
