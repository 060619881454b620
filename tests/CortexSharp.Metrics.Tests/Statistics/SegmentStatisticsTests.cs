using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Metrics.Tests.Statistics;

public class SegmentStatisticsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(33)]
    [InlineData(231)]
    public void Sum_AnyShareOfZeros_IsThatOfWholeRows(int width)
    {
        var random = new Random(width);
        foreach (var share in (double[])[0, 0.4, 0.98, 1])
        {
            var statistics = new SegmentStatistics(width);
            double[][] rows = [.. Enumerable.Range(0, 60).Select(_ => Row(share))];
            foreach (var row in rows)
                statistics.Add(row);
            int[] segments = [.. Enumerable.Range(0, 200).Select(_ => random.Next(rows.Length))];
            var (sums, read) = (new double[width], new double[width]);
            sums.AsSpan().Fill(7);

            statistics.Sum(segments, sums);

            Assert.Equal(Enumerable.Range(0, width).Select(column => segments.Aggregate(0.0, (sum, segment) => sum + rows[segment][column])), sums);
            for (var i = 0; i < rows.Length; i++)
            {
                statistics.CopyTo(i, read);
                Assert.Equal(rows[i], read);
            }
        }

        double[] Row(double share) => [.. Enumerable.Range(0, width).Select(_ => random.NextDouble() < share ? 0 : random.NextDouble() - 0.5)];
    }

    /// <summary>Numbers that single precision cannot hold come behind such as it can, and are kept to the last bit all the same.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(32)]
    public void CopyTo_NumbersOfAnyPrecision_AreTheSameToTheLastBit(int width)
    {
        var random = new Random(width);
        double[] special = [0.1, double.NaN, double.PositiveInfinity, -0.0, double.Epsilon, 16_777_217, double.MaxValue, 1 / 3.0];
        var statistics = new SegmentStatistics(width);
        double[][] rows =
        [
            .. Enumerable.Range(0, 20_000).Select(i => (double[])[.. Enumerable.Range(0, width).Select(_ => i % 5_000 < 4_000
                ? random.Next(1_000)
                : special[random.Next(special.Length)])]),
        ];
        foreach (var row in rows)
            statistics.Add(row);

        var read = new double[width];
        foreach (var (i, row) in rows.Index())
        {
            statistics.CopyTo(i, read);
            // The sum of nothing and -0 is 0.
            Assert.Equal(row.Select(number => BitConverter.DoubleToInt64Bits(number + 0.0)), read.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void Add_Counts_TakeFourBytesEach()
    {
        var row = new double[10];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var statistics = new SegmentStatistics(row.Length);
        for (var i = 0; i < 100_000; i++)
        {
            row.AsSpan().Fill(i);
            statistics.Add(row);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 4_000_000, 4_400_000);
    }

    [Fact]
    public void Add_CountsByManyLabels_TakeLittleMemory()
    {
        const int Labels = 77;
        var row = new double[3 * Labels];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var statistics = new SegmentStatistics(row.Length);
        for (var i = 0; i < 10_000; i++)
        {
            var (actual, answered) = (i % Labels, i * 31 % Labels);
            row[3 * actual] = actual == answered ? 1 : 0;
            row[(3 * answered) + 1] = row[(3 * actual) + 2] = 1;
            statistics.Add(row);
            row.AsSpan().Clear();
        }

        // Whole rows are 1,848 bytes each; here up to three numbers of 12 bytes, and as much again for growing.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 10_000 * 120);
        Assert.Equal(10_000, statistics.Count);
    }

    [Fact]
    public void CopyTo_NoSuchSegmentOrRoom_IsRefused()
    {
        var statistics = new SegmentStatistics(2);
        statistics.Add([1, 2]);

        Assert.Throws<ArgumentOutOfRangeException>(() => statistics.CopyTo(1, new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => statistics.CopyTo(-1, new double[2]));
        Assert.Throws<ArgumentException>(() => statistics.CopyTo(0, new double[3]));
    }
}
