using CortexSharp.Metrics.NGrams;

namespace CortexSharp.Metrics.Tests.NGrams;

public class ClippedNGramsTests
{
    [Fact]
    public void CountNext_RandomSequences_AgreesWithDictionaries()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 5_000; round++)
        {
            var alphabet = random.Next(1, 6);
            int[] candidate = [.. Units(random, random.Next(20), alphabet)];
            int[][] references = [.. Enumerable.Range(0, random.Next(4))
                .Select(_ => Units(random, random.Next(20), alphabet).Where(u => u >= 0).ToArray())];
            int[] ends = [.. references.Select((_, i) => references.Take(i + 1).Sum(r => r.Length))];

            using var shared = new ClippedNGrams(candidate, references.SelectMany(r => r).ToArray(), ends);
            for (var order = 1; order <= 6; order++)
                Assert.Equal(Obvious(candidate, references, order), shared.CountNext());
        }
    }

    [Fact]
    public void CountNext_LongRepetition_IsLinear()
    {
        var units = new int[1_000_000];
        using var shared = new ClippedNGrams(units, units, [units.Length]);
        for (var order = 1; order <= 6; order++)
            Assert.Equal(units.Length - order + 1, shared.CountNext());
    }

    private static IEnumerable<int> Units(Random random, int length, int alphabet) =>
        Enumerable.Range(0, length).Select(_ => random.Next(-1, alphabet));

    private static int Obvious(int[] candidate, int[][] references, int order)
    {
        var counts = references.Select(reference => Counts(reference, order)).ToArray();
        return Counts(candidate, order).Sum(c => Math.Min(c.Value, counts.Select(r => r.GetValueOrDefault(c.Key)).DefaultIfEmpty().Max()));
    }

    private static Dictionary<string, int> Counts(int[] units, int order) => Enumerable.Range(0, Math.Max(0, units.Length - order + 1))
        .GroupBy(i => string.Join(' ', units.Skip(i).Take(order))).ToDictionary(g => g.Key, g => g.Count());
}
