using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Tests.Comparing;

namespace CortexSharp.Evaluation.Tests.Judging;

public sealed class AgreementTests
{
    // The table of J. Cohen's coefficient in textbooks: 20 and 15 agreements, 5 and 10 disagreements, kappa 0.4.
    [Fact]
    public void Of_TextbookTable_GivesItsKappa()
    {
        var (first, second) = (new List<int?>(), new List<int?>());
        foreach (var (one, other, count) in ((int, int, int)[])[(1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15)])
        {
            first.AddRange(Enumerable.Repeat<int?>(one, count));
            second.AddRange(Enumerable.Repeat<int?>(other, count));
        }

        var agreement = Agreement.Of(first, second);

        Assert.Equal(0.7, agreement.Observed, 1e-12);
        Assert.Equal(0.4, agreement.Kappa, 1e-12);
        Assert.Equal(0.4, Agreement.Of(first, second, KappaWeights.Quadratic).Kappa, 1e-12);
    }

    // By hand, of ratings 1, 2, 3 three, two and three times against three, four times and once. Agreed on 5 of 8, by chance 20/64; apart 4/8 against
    // 56/64 by chance, in squares 6/8 against 80/64.
    [Theory]
    [InlineData(KappaWeights.None, 5 / 11.0)]
    [InlineData(KappaWeights.Linear, 3 / 7.0)]
    [InlineData(KappaWeights.Quadratic, 2 / 5.0)]
    public void Of_ThreeRatings_GivesWhatIsReckonedByHand(KappaWeights weights, double kappa)
    {
        int?[] first = [1, 1, 2, 2, 3, 3, 3, 1], second = [1, 2, 2, 2, 3, 2, 1, 1];

        Assert.Equal(5 / 8.0, Agreement.Of(first, second, weights).Observed);
        Assert.Equal(kappa, Agreement.Of(first, second, weights).Kappa, 1e-12);
        Assert.Equal(kappa, Agreement.Of(second, first, weights).Kappa, 1e-12);
    }

    // By hand: never agreed, by chance on 1/3; apart 5/3 against 1 by chance, in squares 3 against 5/3.
    [Theory]
    [InlineData(KappaWeights.None, -1 / 2.0)]
    [InlineData(KappaWeights.Linear, -2 / 3.0)]
    [InlineData(KappaWeights.Quadratic, -4 / 5.0)]
    public void Of_OppositeRatings_IsNegative(KappaWeights weights, double kappa) =>
        Assert.Equal(kappa, Agreement.Of([1, 2, 3], [3, 1, 1], weights).Kappa, 1e-12);

    [Theory]
    [InlineData(KappaWeights.None)]
    [InlineData(KappaWeights.Linear)]
    [InlineData(KappaWeights.Quadratic)]
    public void Of_RandomRatings_EqualsTheDefinitionByMatrices(KappaWeights weights)
    {
        var random = new Random(9);
        for (var round = 0; round < 50; round++)
        {
            int?[] first = [.. Enumerable.Range(0, 30).Select(_ => (int?)random.Next(1, 6))];
            int?[] second = [.. first.Select(rating => random.Next(2) == 0 ? rating : random.Next(1, 6))];
            double observed = 0, expected = 0;
            for (var i = 1; i <= 5; i++)
            {
                for (var j = 1; j <= 5; j++)
                {
                    var weight = weights switch
                    {
                        KappaWeights.None => i == j ? 0 : 1,
                        KappaWeights.Linear => Math.Abs(i - j),
                        _ => (i - j) * (i - j),
                    };
                    observed += weight * first.Zip(second).Count(pair => pair == (i, j)) / 30.0;
                    expected += weight * (first.Count(rating => rating == i) / 30.0) * (second.Count(rating => rating == j) / 30.0);
                }
            }

            Assert.Equal(1 - (observed / expected), Agreement.Of(first, second, weights).Kappa, 1e-12);
        }
    }

    [Fact]
    public void Of_ItemsWithoutRating_DoNotCount()
    {
        var agreement = Agreement.Of([1, 2, null, 3, null], [1, 2, 3, null, null]);

        Assert.Equal((2, 3, 1.0, 1.0), (agreement.Items, agreement.NotRated, agreement.Observed, agreement.Kappa));
    }

    [Fact]
    public void Of_NothingToTellApart_IsNoNumber()
    {
        Assert.Equal(double.NaN, Agreement.Of([3, 3], [3, 3]).Kappa);
        Assert.Equal(double.NaN, Agreement.Of([], []).Kappa);
        Assert.Throws<ArgumentException>(() => Agreement.Of([1], []));
    }

    [Fact]
    public void Between_TwoRuns_PairsByKey()
    {
        var (first, second) = (Runs.Of("a", ("1", 1), ("2", 0), ("3", double.NaN)), Runs.Of("b", ("3", 0), ("2", 0), ("1", 1), ("4", 1)));
        var agreement = Agreement.Between(first, second, "exact_match");

        Assert.Equal((2, 1, 1.0), (agreement.Items, agreement.NotRated, agreement.Kappa));
        Assert.Throws<EvaluationDataException>(() => Agreement.Between(Runs.Of("a", ("1", 1)), Runs.Of("b", ("2", 1)), "exact_match"));
    }
}
