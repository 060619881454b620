using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Metrics.Tests.Statistics;

public class EffectSizeTests
{
    [Fact]
    public void PairedCohensD_Differences_IsTheirMeanOverTheirDeviation()
    {
        Near.Assert(2, EffectSize.PairedCohensD([1, 1, 1], [2, 3, 4]), 1e-15);
        Near.Assert(-2, EffectSize.PairedCohensD([2, 3, 4], [1, 1, 1]), 1e-15);
    }

    [Fact]
    public void PairedCohensD_NothingVaries_IsInfiniteOrZero()
    {
        Assert.Equal(double.PositiveInfinity, EffectSize.PairedCohensD([1, 2], [2, 3]));
        Assert.Equal(0, EffectSize.PairedCohensD([1, 2], [1, 2]));
        Assert.True(double.IsNaN(EffectSize.PairedCohensD([1], [2])));
    }

    [Fact]
    public void PairedCohensD_UnequalLengths_IsRefused() => Assert.Throws<ArgumentException>(() => EffectSize.PairedCohensD([1], []));
}
