using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Metrics.Tests.Statistics;

public class ResampleRandomTests
{
    [Fact]
    public void Next_SameSeedAndResample_IsTheSameForEver()
    {
        var random = new ResampleRandom(12345, 0);
        var other = new ResampleRandom(12345, 1);

        ulong[] expected = [0xCA38A986ABE5B9D, 0x64C30203A67185DC, 0xCB8ABB13D452BEC2];
        ulong[] actual = [random.Next(), random.Next(), other.Next()];
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Below_ManyDraws_AreEvenlySpread()
    {
        var counts = new int[7];
        var random = new ResampleRandom(1, 2);
        for (var i = 0; i < 70_000; i++)
            counts[random.Below(counts.Length)]++;

        // Ten standard deviations.
        Assert.All(counts, count => Assert.InRange(count, 9_070, 10_930));
    }

    [Fact]
    public void Sides_ManyTrials_AreFairForEverySegment()
    {
        var draw = Resampling.Sides(5);
        var heads = new int[130];
        Span<bool> sides = stackalloc bool[heads.Length];
        for (var trial = 0; trial < 10_000; trial++)
        {
            draw(trial, sides);
            for (var i = 0; i < heads.Length; i++)
                heads[i] += sides[i] ? 1 : 0;
        }

        Assert.All(heads, count => Assert.InRange(count, 4_500, 5_500));
    }
}
