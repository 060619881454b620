using CortexSharp.Metrics.Nltk;
using CortexSharp.Metrics.Squad;

namespace CortexSharp.Metrics.Tests;

/// <summary>How much memory hostile texts take. Alone, as listening to the pools would make other tests allocate.</summary>
[Collection(nameof(ScratchTests))]
public class ScratchTests
{
    private const long Most = 32 << 20;

    private static readonly string Million = new('x', 1_000_000);
    private static readonly string The = string.Concat(Enumerable.Repeat("the ", 100_000));
    private static readonly string Distinct = string.Join(' ', Enumerable.Range(0, 100_000));
    private static readonly string Backwards = string.Join(' ', Enumerable.Range(0, 100_000).Reverse());
    private static readonly string ShortLines =
        string.Concat(Enumerable.Range(0, 100_000).Select(i => (i * i % 7 < 3 ? "a" : "b") + (i % 12 == 0 ? "\n" : " ")));

    public static TheoryData<string, string> Texts => new()
    {
        { Million, Million }, { The, The }, { Distinct, Distinct }, { Backwards, Distinct }, { The, Distinct }, { ShortLines, ShortLines },
        { Million, Distinct },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Scorers_HostileTexts_StayWithin32Megabytes(string candidate, string reference)
    {
        Assert.InRange(PooledMemory.PeakOnFreshThread(() => Bleu.Sentence(candidate, reference)), 1, Most);
        Assert.InRange(PooledMemory.PeakOnFreshThread(() => Rouge.Score(candidate, reference, RougeTypes.All)), 1, Most);
        Assert.InRange(PooledMemory.PeakOnFreshThread(() => SquadV1.Score(candidate, reference)), 1, Most);
        Assert.InRange(PooledMemory.PeakOnFreshThread(() => Chrf.Sentence(candidate, reference, ChrfOptions.PlusPlus)), 1, Most);
        Assert.InRange(PooledMemory.PeakOnFreshThread(() => NltkBleu.Sentence(candidate.Split(' '), reference.Split(' '))), 1, Most);
    }

    [CollectionDefinition(nameof(ScratchTests), DisableParallelization = true)]
    public class Alone;
}
