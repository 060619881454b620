using CortexSharp.Metrics.NGrams;

namespace CortexSharp.Metrics.Tests.NGrams;

public class SortedWindowsTests
{
    [Fact]
    public void TryCount_RandomSequences_AgreesWithNumberedNGrams()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 5_000; round++)
        {
            var alphabet = random.Next(3) == 0 ? 120 : random.Next(1, 6);
            int[] reference = [.. Enumerable.Range(0, random.Next(300)).Select(_ => random.Next(alphabet))];
            int[] candidate = [.. Enumerable.Range(0, random.Next(300)).Select(Unit)];
            var matches = new int[random.Next(1, SortedWindows.MostOrders + 1)];

            Assert.True(SortedWindows.TryCount(candidate, reference, matches));

            using var shared = new ClippedNGrams(candidate, reference, [reference.Length]);
            foreach (var count in matches)
                Assert.Equal(shared.CountNext(), count);

            int Unit(int i) => random.Next(4) > 0 && i < reference.Length ? reference[i] : random.Next(-1, alphabet);
        }
    }

    [Theory]
    [InlineData(1, 65_534)]
    [InlineData(3, 65_534)]
    [InlineData(6, 1_022)]
    [InlineData(8, 126)]
    public void TryCount_AsManyDifferentUnitsAsFit_CountsButNotOneMore(int orders, int most)
    {
        int[] units = [.. Enumerable.Range(0, most + 1)];
        var matches = new int[orders];

        Assert.True(SortedWindows.TryCount(units, units.AsSpan(0, most), matches));
        Assert.Equal(Enumerable.Range(0, orders).Select(order => most - order), matches);
        Assert.False(SortedWindows.TryCount(units, units, matches));
    }

    [Fact]
    public void TryCount_MoreThanItIsFor_IsRefused()
    {
        var units = new int[300_000];

        Assert.False(SortedWindows.TryCount(units, units, new int[6]));
        Assert.False(SortedWindows.TryCount([1], [1], new int[SortedWindows.MostOrders + 1]));
    }
}
