using CortexSharp.Metrics;
using CortexSharp.Metrics.Baseline;

namespace CortexSharp.Benchmarks.Ratios;

/// <summary>BLEU against what bounds it, the copying and the tokenizing of its texts, and against the obvious way to write it.</summary>
internal sealed class BleuRatios : IRatioSet
{
    public const string Bleu = "BLEU";
    private const string NotPreparedName = "BLEU, 8 candidates";
    private const string PreparedName = "BLEU, prepared reference and 8 candidates";
    private const int Reuses = 8;

    private readonly char[] _copy = new char[1 << 20];

    public IReadOnlyList<Measured> Measured =>
    [
        new("memcpy", Copy),
        new("13a", workload => Sum(workload, (candidate, reference) =>
            BleuTokenizer.Mteval13a.Count(candidate) + BleuTokenizer.Mteval13a.Count(reference))),
        Sentence,
        new("slow BLEU", workload => Sum(workload, (candidate, reference) => SlowBleu.Sentence(candidate, reference).Score)),
        new(NotPreparedName, NotPrepared, "L"),
        new(PreparedName, Prepared, "L"),
    ];

    public IReadOnlyList<Goal> Goals =>
    [
        new("sentence BLEU as a share of the speed of 13a tokenizing", "13a", Bleu, true, 0.24, 0.16, 0.06),
        new("13a tokenizing as a multiple of memcpy's time", "13a", "memcpy", false, 9, 12, 12),
        new("sentence BLEU against the slow obvious one", "slow BLEU", Bleu, true, 48, 32, 21),
        new("a prepared reference used 8 times against not prepared", NotPreparedName, PreparedName, true, 1.22, 1.45, null),
    ];

    /// <summary>What is also timed without AVX-512, and by two threads.</summary>
    public static Measured Sentence { get; } =
        new(Bleu, workload => Sum(workload, (candidate, reference) => Metrics.Bleu.Sentence(candidate, reference).Score));

    private static double Sum(Workload workload, Func<string, string, double> score)
    {
        var sum = 0.0;
        for (var i = 0; i < workload.References.Length; i++)
            sum += score(workload.Candidates[i], workload.References[i]);
        return sum;
    }

    private double Copy(Workload workload) => Sum(workload, (candidate, reference) =>
    {
        candidate.CopyTo(_copy);
        reference.CopyTo(_copy);
        return _copy[0];
    });

    private static double NotPrepared(Workload workload)
    {
        var sum = 0.0;
        for (var i = 0; i < workload.References.Length; i++)
        {
            for (var reuse = 0; reuse < Reuses; reuse++)
                sum += Metrics.Bleu.Sentence(workload.Candidates[(i + reuse) % workload.Candidates.Length], workload.References[i]).Score;
        }

        return sum;
    }

    private static double Prepared(Workload workload)
    {
        var sum = 0.0;
        for (var i = 0; i < workload.References.Length; i++)
        {
            var reference = new BleuReference(workload.References[i]);
            for (var reuse = 0; reuse < Reuses; reuse++)
                sum += reference.Score(workload.Candidates[(i + reuse) % workload.Candidates.Length]).Score;
        }

        return sum;
    }
}
