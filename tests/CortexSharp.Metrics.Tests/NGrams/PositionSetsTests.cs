using CortexSharp.Metrics.NGrams;

namespace CortexSharp.Metrics.Tests.NGrams;

public class PositionSetsTests
{
    [Fact]
    public void Of_UpTo64Keys_HasABitForEachEqualOne()
    {
        var random = new Random(1);
        var (low, high) = (new ulong[128], new ulong[128]);
        for (var count = 0; count <= PositionSets.MostTokens; count++)
        {
            Array.Fill(low, 0xFDul);
            for (var i = 0; i < count; i++)
                (low[i], high[i]) = ((ulong)random.Next(2), (ulong)random.Next(3));

            foreach (var (keyLow, keyHigh) in new[] { (0ul, 0ul), (1ul, 2ul), (1ul, 0ul), (2ul, 0ul) })
            {
                var expected =
                    Enumerable.Range(0, count).Where(i => low[i] == keyLow && high[i] == keyHigh).Aggregate(0ul, (set, i) => set | (1ul << i));
                Assert.Equal(expected, PositionSets.Of(low, high, count, keyLow, keyHigh));
            }
        }
    }
}
