using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>Where a measure stands in a run.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Index">Its place among the measures of all metrics.</param>
/// <param name="Metric">The metric that it is of.</param>
/// <param name="MetricIndex">The place of the metric.</param>
internal readonly record struct MeasureColumn(Measure Measure, int Index, IEvaluationMetric Metric, int MetricIndex)
{
    public static IEnumerable<MeasureColumn> All(MetricSet metrics)
    {
        var index = 0;
        for (var i = 0; i < metrics.Metrics.Length; i++)
        {
            foreach (var measure in metrics.Metrics[i].Measures)
                yield return new MeasureColumn(measure, index++, metrics.Metrics[i], i);
        }
    }

    /// <exception cref="ArgumentException">No metric has a measure of this name.</exception>
    public static MeasureColumn Of(MetricSet metrics, string measure)
    {
        foreach (var column in All(metrics))
        {
            if (column.Measure.Name == measure)
                return column;
        }

        throw new ArgumentException(
            $"There is no measure '{measure}'; there are {string.Join(", ", metrics.Measures.Select(known => $"'{known.Name}'"))}.", nameof(measure));
    }

    /// <exception cref="ArgumentException">No metric has a measure of this name, or it does not say what is right.</exception>
    public static MeasureColumn OfRightAndWrong(MetricSet metrics, string measure) => Of(metrics, measure) is { Measure.IsRightOrWrong: true } column
        ? column
        : throw new ArgumentException(
            $"The measure '{measure}' does not say which answers are right; name one that does, such as exact match.", nameof(measure));
}
