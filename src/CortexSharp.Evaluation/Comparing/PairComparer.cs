using CortexSharp.Evaluation.Metrics;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>Compares single measures of two runs on given cases.</summary>
internal sealed class PairComparer(ScoredRun baseline, ScoredRun system, ComparisonOptions options, CancellationToken cancellationToken)
{
    public MeasureColumn[] Columns { get; } = [.. MeasureColumn.All(baseline.Metrics)];

    public MeasureComparison Compare(MeasureColumn column, List<RowPair> cases, bool tested)
    {
        List<RowPair> pairs = [.. cases.Where(pair => HasValues(column, pair))];
        var width = column.Metric.Width;
        var (first, second, both) = (new SegmentStatistics(width), new SegmentStatistics(width), new SegmentStatistics(2 * width));
        var row = new double[2 * width];
        var areEqual = true;
        foreach (var pair in pairs)
        {
            Span<double> ours = row.AsSpan(0, width), theirs = row.AsSpan(width);
            baseline.CopyStatistics(column, pair.Baseline, ours);
            system.CopyStatistics(column, pair.System, theirs);
            first.Add(ours);
            second.Add(theirs);
            both.Add(row);
            areEqual &= ours.SequenceEqual(theirs);
        }

        var aggregate = column.Measure.Aggregate;
        var intervals = Bootstrap.Intervals(both, [Difference, First, Second], options.Confidence, options.Resampling, cancellationToken);
        var comparison = new MeasureComparison(
            column.Measure, pairs.Count, cases.Count - pairs.Count, first.Score(aggregate), second.Score(aggregate), intervals[0])
        {
            BaselineInterval = intervals[1],
            SystemInterval = intervals[2],
        };
        comparison = WithValues(comparison, column, pairs);
        return !tested || pairs.Count == 0 ? comparison
            : comparison.Outcomes is { } outcomes ? comparison with { Test = SignificanceTest.McNemar, PValue = McNemar.Exact(outcomes).PValue }

            // Of two runs without any difference, resampling makes the smallest p-value there is; nothing is less significant.
            : comparison with { Test = options.Test, PValue = areEqual ? 1 : PValueOf(comparison.Measure, first, second) };

        double First(ReadOnlySpan<double> numbers) => aggregate(numbers[..width]);

        double Second(ReadOnlySpan<double> numbers) => aggregate(numbers[width..]);

        double Difference(ReadOnlySpan<double> numbers) => Second(numbers) - First(numbers);
    }

    private bool HasValues(MeasureColumn column, RowPair pair) =>
        !double.IsNaN(baseline.Value(column, pair.Baseline)) && !double.IsNaN(system.Value(column, pair.System));

    /// <summary>What the values case by case tell.</summary>
    private MeasureComparison WithValues(MeasureComparison comparison, MeasureColumn column, List<RowPair> pairs)
    {
        double[] first = [.. pairs.Select(pair => baseline.Value(column, pair.Baseline))];
        double[] second = [.. pairs.Select(pair => system.Value(column, pair.System))];
        int wins = 0, losses = 0;
        for (var i = 0; i < first.Length; i++)
        {
            var gain = column.Measure.Gain(first[i], second[i]);
            wins += gain > 0 ? 1 : 0;
            losses += gain < 0 ? 1 : 0;
        }

        return comparison with
        {
            Wins = wins,
            Ties = first.Length - wins - losses,
            Losses = losses,
            EffectSize = EffectSize.PairedCohensD(first, second),
            Outcomes = column.Measure.IsRightOrWrong ? PairedOutcomes.Count(Right(first), Right(second)) : null,
        };
    }

    private double? PValueOf(Measure measure, SegmentStatistics first, SegmentStatistics second)
    {
        var test = options.Test is SignificanceTest.ApproximateRandomization
            ? ApproximateRandomization.TestWithTies(first, second, measure.Aggregate, options.Resampling, cancellationToken)
            : PairedBootstrap.Test(first, second, measure.Aggregate, options.Resampling, cancellationToken);
        return double.IsNaN(test.PValue) ? null : test.PValue;
    }

    private static bool[] Right(double[] values) => Array.ConvertAll(values, value => value == 1);
}
