using CortexSharp.Metrics.Statistics;
using CortexSharp.Metrics.Tests.Vectors;

namespace CortexSharp.Metrics.Tests.Statistics;

public class PercentileTests
{
    [Fact]
    public void Of_Vectors_AreNumpys()
    {
        foreach (var row in SignificanceVectors.OfKind("percentile_linear"))
            Near.Assert(row.Number("value"), Percentile.Of(row.Numbers("values"), row.Number("q")), row.Number("tol"));
    }

    [Fact]
    public void Of_NoValues_IsNotANumber() => Assert.True(double.IsNaN(Percentile.Of([], 50)));

    [Theory]
    [InlineData(-1)]
    [InlineData(100.5)]
    [InlineData(double.NaN)]
    public void Of_NoPercentage_IsRefused(double percent) => Assert.Throws<ArgumentOutOfRangeException>(() => Percentile.Of([1], percent));

    [Fact]
    public void Of_ManyValues_AllocatesNothing()
    {
        var values = Enumerable.Range(0, 1000).Select(i => (double)(i * 7919 % 1000)).ToArray();

        Assert.Equal(0, Allocation.InSteadyState(() => Percentile.Of(values, 95)));
    }
}
