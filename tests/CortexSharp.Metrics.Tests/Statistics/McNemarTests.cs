using CortexSharp.Metrics.Statistics;
using CortexSharp.Metrics.Tests.Vectors;

namespace CortexSharp.Metrics.Tests.Statistics;

public class McNemarTests
{
    [Fact]
    public void ExactAndChiSquare_Vectors_AreStatsmodels()
    {
        foreach (var row in SignificanceVectors.OfKind("mcnemar"))
        {
            var outcomes = new PairedOutcomes(0, row.Integer("b"), row.Integer("c"), 0);
            var tolerance = row.Number("tol");
            var exact = McNemar.Exact(outcomes);
            Assert.Equal(row.Number("exact_statistic"), exact.Statistic);
            Near.Assert(row.Number("exact_p"), exact.PValue, tolerance);
            if (!row.TryGetProperty("chi2", out _))
                continue;

            var corrected = McNemar.ChiSquare(outcomes);
            var plain = McNemar.ChiSquare(outcomes, continuityCorrection: false);
            Near.Assert(row.Number("chi2_corrected"), corrected.Statistic, tolerance);
            Near.Assert(row.Number("p_corrected"), corrected.PValue, tolerance);
            Near.Assert(row.Number("chi2"), plain.Statistic, tolerance);
            Near.Assert(row.Number("p"), plain.PValue, tolerance);
        }
    }

    [Fact]
    public void ChiSquare_NoDifference_IsNotANumber() => Assert.True(double.IsNaN(McNemar.ChiSquare(new PairedOutcomes(3, 0, 0, 4)).PValue));

    [Fact]
    public void Exact_ManyItems_AgreesWithTheSumOfBinomials()
    {
        for (var onlyFirst = 0; onlyFirst <= 60; onlyFirst++)
        {
            for (var onlySecond = 0; onlySecond <= 60; onlySecond++)
            {
                var fewer = Math.Min(onlyFirst, onlySecond);
                var sum = System.Numerics.BigInteger.Zero;
                var choose = System.Numerics.BigInteger.One;
                for (var i = 0; i <= fewer; i++)
                {
                    sum += choose;
                    choose = choose * (onlyFirst + onlySecond - i) / (i + 1);
                }

                var expected = onlyFirst == onlySecond ? 1 : Math.Min(1, Math.ScaleB((double)sum, 1 - onlyFirst - onlySecond));
                Near.Assert(expected, McNemar.Exact(new PairedOutcomes(0, onlyFirst, onlySecond, 0)).PValue, 1e-12);
            }
        }
    }

    [Fact]
    public void Exact_HundredThousandsOfItems_AgreesWithTheApproximation()
    {
        var outcomes = new PairedOutcomes(0, 500_000, 501_500, 0);

        Assert.Equal(McNemar.ChiSquare(outcomes).PValue, McNemar.Exact(outcomes).PValue, 1e-5);
        Assert.Equal(0, McNemar.Exact(new PairedOutcomes(0, 0, int.MaxValue, 0)).PValue);
    }

    // Tabulated values of erfc.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0.479500122186953462)]
    [InlineData(2, 0.00467773498104726584)]
    [InlineData(5, 1.53745979442803485e-12)]
    [InlineData(10, 2.08848758376254476e-45)]
    public void Complement_KnownValues_AreMet(double x, double expected) => Near.Assert(expected, ErrorFunction.Complement(x), 1e-12);

    [Fact]
    public void Complement_WhereTheFormulasMeet_HasNoStep() =>
        Near.Assert(ErrorFunction.Complement(2), ErrorFunction.Complement(Math.BitDecrement(2)), 1e-12);
}
