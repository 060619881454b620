using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Metrics.Tests.Statistics;

public class PairedOutcomesTests
{
    [Fact]
    public void Count_TwoSystems_CountsEachCase()
    {
        var outcomes = PairedOutcomes.Count([true, true, false, false, false], [true, false, true, true, false]);

        Assert.Equal(new PairedOutcomes(1, 1, 2, 1), outcomes);
        Assert.Equal((5, 0.2, 2), (outcomes.Items, outcomes.Difference, outcomes.OddsRatio));
    }

    [Fact]
    public void Count_UnequalLengths_IsRefused() => Assert.Throws<ArgumentException>(() => PairedOutcomes.Count([true], []));

    [Fact]
    public void OddsRatio_NothingToDivideBy_IsInfiniteOrNotANumber()
    {
        Assert.Equal(double.PositiveInfinity, new PairedOutcomes(0, 0, 1, 0).OddsRatio);
        Assert.True(double.IsNaN(default(PairedOutcomes).OddsRatio) && double.IsNaN(default(PairedOutcomes).Difference));
    }
}
