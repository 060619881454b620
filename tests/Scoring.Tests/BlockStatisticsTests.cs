namespace CortexSharp.Samples.Scoring.Tests;

public class BlockStatisticsTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(300_001)]
    public void Estimate_AnyNumberOfPairs_HasTheMeanAndItsStandardError(int pairs)
    {
        var random = new Random(20261124);
        var mean = new MeanScore();
        var sum = 0;
        for (var i = 0; i < pairs; i++)
        {
            var score = random.Next(10) < 3 ? 1 : 0;
            sum += score;
            mean.Add(score);
        }

        var estimate = mean.Estimate();
        Assert.Equal(sum / (double)pairs, estimate.Score, 1e-12);
        // 1.96 standard errors of a share of 0.3; a bootstrap of 1,000 samples strays by some per cent.
        Assert.InRange(estimate.HalfWidth / (1.96 * Math.Sqrt(0.3 * 0.7 / pairs)), 0.85, 1.15);
    }

    [Fact]
    public void Estimate_NoPairs_IsZero() => Assert.Equal(0, new MeanScore().Estimate().Score);
}
