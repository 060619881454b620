using CortexSharp.Metrics;

namespace CortexSharp.Benchmarks.Ratios;

/// <summary>Exact match against the comparison of two spans, on equal texts, where it has most to do.</summary>
internal sealed class ExactMatchRatios : IRatioSet
{
    private const string Comparison = "SequenceEqual";
    private const string Match = "exact match";

    // Equal texts that are not the same object, else there is nothing to compare.
    private readonly Dictionary<Workload, string[]> _copies = [];

    public IReadOnlyList<Measured> Measured =>
    [
        new(Comparison, workload =>
        {
            var (copies, matches) = (Copies(workload), 0);
            for (var i = 0; i < copies.Length; i++)
                matches += copies[i].AsSpan().SequenceEqual(workload.References[i]) ? 1 : 0;
            return matches;
        }),
        new(Match, workload =>
        {
            var (copies, matches) = (Copies(workload), 0);
            for (var i = 0; i < copies.Length; i++)
                matches += ExactMatch.IsMatch(copies[i], workload.References[i]) ? 1 : 0;
            return matches;
        }),
    ];

    public IReadOnlyList<Goal> Goals => [new("exact match as a multiple of SequenceEqual's time", Match, Comparison, false, 1.05, 1.03, 1.03)];

    private string[] Copies(Workload workload)
    {
        if (!_copies.TryGetValue(workload, out var copies))
            _copies[workload] = copies = [.. workload.References.Select(text => new string(text.AsSpan()))];
        return copies;
    }
}
