using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Metrics.Tests.Statistics;

public class HolmCorrectionTests
{
    [Fact]
    public void Adjust_SeveralTests_MultipliesMonotonicallyAndStopsAtOne()
    {
        double[] expected = [0.03, 0.06, 0.06, 0.02];
        var adjusted = HolmCorrection.Adjust([0.01, 0.04, 0.03, 0.005]);
        for (var i = 0; i < expected.Length; i++)
            Near.Assert(expected[i], adjusted[i], 1e-12);

        Assert.Equal([1, 1], HolmCorrection.Adjust([0.6, 0.9]));
    }

    [Fact]
    public void Adjust_NoTests_IsEmpty() => Assert.Empty(HolmCorrection.Adjust([]));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Adjust_NoPValue_IsRefused(double p) => Assert.Throws<ArgumentException>(() => HolmCorrection.Adjust([p]));
}
