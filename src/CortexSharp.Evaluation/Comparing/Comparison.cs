using System.Collections.Immutable;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>
/// Compares runs from what is stored of each answer: nothing is asked or scored again. They are paired by the keys of their cases, as far as prompt
/// and references are the same too.
/// </summary>
public static class Comparison
{
    /// <summary>Holds a run against the baseline.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="system">The run.</param>
    /// <param name="options">How to compare.</param>
    /// <param name="cancellationToken">Stops before the next resample.</param>
    /// <exception cref="EvaluationDataException">The two have no case in common.</exception>
    /// <exception cref="ArgumentException">They were scored by different metrics, or by metrics with different settings.</exception>
    public static RunComparison Compare(
        ScoredRun baseline, ScoredRun system, ComparisonOptions? options = null, CancellationToken cancellationToken = default) =>
        Compare(baseline, [system], options, cancellationToken)[0];

    /// <summary>Holds several runs against one baseline. The adjusted p-values allow for all of them and all measures.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="systems">The runs.</param>
    /// <param name="options">How to compare.</param>
    /// <param name="cancellationToken">Stops before the next resample.</param>
    /// <returns>A comparison for each run, in their order.</returns>
    /// <exception cref="EvaluationDataException">A run has no case in common with the baseline.</exception>
    /// <exception cref="ArgumentException">They were scored by different metrics, or by metrics with different settings.</exception>
    public static ImmutableArray<RunComparison> Compare(
        ScoredRun baseline, IReadOnlyList<ScoredRun> systems, ComparisonOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(systems);
        options ??= new ComparisonOptions();
        foreach (var system in systems)
            SharedCases.ThrowIfScoredOtherwise(baseline, system);
        return Corrected([.. systems.Select(system => CompareOne(baseline, system, options, cancellationToken))]);
    }

    private static RunComparison CompareOne(ScoredRun baseline, ScoredRun system, ComparisonOptions options, CancellationToken cancellationToken)
    {
        var pairs = SharedCases.Pair(baseline, system);
        if (pairs.Count == 0)
        {
            throw new EvaluationDataException(
                $"The runs '{baseline.Name}' and '{system.Name}' have no case in common ({SharedCases.WhyNone(baseline, system)}); "
                + "run both on the same cases.");
        }

        var comparer = new PairComparer(baseline, system, options, cancellationToken);
        return new RunComparison(baseline, system)
        {
            Cases = pairs.Count,
            Measures = [.. comparer.Columns.Select(column => comparer.Compare(column, pairs, tested: true))],
            Slices =
            [
                .. SlicesOf(baseline, pairs, options).Select(slice => new SliceComparison(
                    slice.Tag,
                    slice.Value,
                    slice.Pairs.Count,
                    [.. comparer.Columns.Select(column => comparer.Compare(column, slice.Pairs, tested: false))])),
            ],
            OnlyInBaseline = [.. baseline.Rows.Where(row => !system.TryFind(row, out _)).Select(row => row.Key)],
            OnlyInSystem = [.. system.Rows.Where(row => !baseline.TryFind(row, out _)).Select(row => row.Key)],
        };
    }

    private static IEnumerable<(string Tag, string Value, List<RowPair> Pairs)> SlicesOf(
        ScoredRun baseline, List<RowPair> pairs, ComparisonOptions options)
    {
        var slices = new SortedDictionary<(string Tag, string Value), List<RowPair>>(Comparer<(string Tag, string Value)>.Create(
            (a, b) => string.CompareOrdinal(a.Tag, b.Tag) is var order and not 0 ? order : string.CompareOrdinal(a.Value, b.Value)));
        foreach (var pair in pairs)
        {
            foreach (var (tag, value) in baseline.Rows[pair.Baseline].Tags)
            {
                if (options.SliceBy is not null && !options.SliceBy.Contains(tag))
                    continue;
                if (!slices.TryGetValue((tag, value), out var slice))
                    slices[(tag, value)] = slice = [];
                slice.Add(pair);
            }
        }

        return slices.Where(slice => slice.Value.Count >= options.SmallestSlice).Select(slice => (slice.Key.Tag, slice.Key.Value, slice.Value));
    }

    /// <summary>Corrects the p-values of all comparisons together.</summary>
    private static ImmutableArray<RunComparison> Corrected(RunComparison[] comparisons)
    {
        double[] pValues = [.. comparisons.SelectMany(comparison => comparison.Measures).Select(measure => measure.PValue).OfType<double>()];
        var adjusted = new Queue<double>(HolmCorrection.Adjust(pValues));
        return
        [
            .. comparisons.Select(comparison => comparison with
            {
                Measures =
                [
                    .. comparison.Measures.Select(measure => measure with { AdjustedPValue = measure.PValue is null ? null : adjusted.Dequeue() }),
                ],
            }),
        ];
    }
}
