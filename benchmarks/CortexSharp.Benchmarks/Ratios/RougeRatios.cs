using CortexSharp.Metrics;
using CortexSharp.Metrics.Baseline;

namespace CortexSharp.Benchmarks.Ratios;

/// <summary>ROUGE against a table of integers on the same words, against itself with fewer scores, and against the obvious way to write it.</summary>
internal sealed class RougeRatios : IRatioSet
{
    private const string L = "ROUGE-L";
    private const string Table = "ROUGE-L by a table of integers";
    private const string Usual = "ROUGE-1+2+L";
    private const string SlowUsual = "slow ROUGE-1+2+L";
    private const string Lsum = "ROUGE-Lsum";
    private const string SlowLsum = "slow ROUGE-Lsum";
    private const string NotPrepared = "ROUGE-1+2+L, 8 candidates";
    private const string Prepared = "ROUGE-1+2+L, prepared reference and 8 candidates";
    private const int Reuses = 8;

    private readonly TableLcs _table = new();

    public IReadOnlyList<Measured> Measured =>
    [
        new(L, workload => Sum(workload, (candidate, reference) => Rouge.L(candidate, reference).Overlap)),
        new(Table, workload => Sum(workload, _table.Length)),
        new(Usual, workload => Sum(workload, (candidate, reference) => Rouge.Score(candidate, reference).L.Overlap)),
        new(SlowUsual, workload => Sum(workload, SlowThree), "L"),
        new(Lsum, workload => Sum(workload, (candidate, reference) => Rouge.Lsum(candidate, reference).Overlap)),
        new(SlowLsum, workload => Sum(workload, SlowSummary), "L"),
        new(NotPrepared, workload => SumReused(workload, isPrepared: false), "L"),
        new(Prepared, workload => SumReused(workload, isPrepared: true), "L"),
    ];

    public IReadOnlyList<Goal> Goals =>
    [
        new("ROUGE-L against a table of integers on the same words", Table, L, true, 2.5, 12, 52),
        new("ROUGE-1+2+L in one call as a multiple of ROUGE-L's time", Usual, L, false, 1.12, 1.35, 1.3),
        new("ROUGE-1+2+L against the slow obvious one", SlowUsual, Usual, true, 21, 55, null),
        new("ROUGE-Lsum against the slow obvious one", SlowLsum, Lsum, true, 10, 32, null),
        new("a prepared ROUGE reference used 8 times against not prepared", NotPrepared, Prepared, true, 1.22, 1.45, null),
    ];

    private static double SlowThree(string candidate, string reference)
    {
        var (first, second) = (SlowRouge.Tokenize(candidate), SlowRouge.Tokenize(reference));
        return SlowRouge.N(1, first, second).Overlap + SlowRouge.N(2, first, second).Overlap + SlowRouge.L(first, second).Overlap;
    }

    private static double SlowSummary(string candidate, string reference) =>
        SlowRouge.Lsum(
            SlowRouge.Lines(candidate, text => SlowRouge.Tokenize(text)), SlowRouge.Lines(reference, text => SlowRouge.Tokenize(text))).Overlap;

    private static double Sum(Workload workload, Func<string, string, double> score)
    {
        var sum = 0.0;
        for (var i = 0; i < workload.References.Length; i++)
            sum += score(workload.Candidates[i], workload.References[i]);
        return sum;
    }

    private static double SumReused(Workload workload, bool isPrepared)
    {
        var sum = 0.0;
        for (var i = 0; i < workload.References.Length; i++)
        {
            var prepared = isPrepared ? new RougeReference(workload.References[i]) : null;
            for (var reuse = 0; reuse < Reuses; reuse++)
            {
                var candidate = workload.Candidates[(i + reuse) % workload.Candidates.Length];
                sum += (prepared?.Score(candidate) ?? Rouge.Score(candidate, workload.References[i])).L.Overlap;
            }
        }

        return sum;
    }
}
