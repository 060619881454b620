using CortexSharp.Evaluation.Metrics;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>What answers of a run cost, and how many of them are right.</summary>
internal static class RunCost
{
    private const string UsualMeasure = "exact_match";

    public static AnswerCost Of(ScoredRun run, IReadOnlyCollection<int> rows, PriceBook prices, TrainingShare? training, MeasureColumn? right)
    {
        var inference = run.UsageOf(rows) is { } usage ? prices.CostOf(run.Model, usage, run.BaseModel) : null;
        return AnswerCost.Of(rows.Count, Correct(run, rows, right), inference, training, prices);
    }

    /// <summary>How many answers are right; null when nothing says so.</summary>
    public static long? Correct(ScoredRun run, IReadOnlyCollection<int> rows, MeasureColumn? right) =>
        right is { Measure.IsRightOrWrong: true } column ? rows.Count(row => run.Value(column, row) == 1) : null;

    /// <summary>The measure that says what is right; null when none was named and the usual one is not there.</summary>
    /// <exception cref="ArgumentException">There is no measure of the given name, or it does not say what is right.</exception>
    public static MeasureColumn? RightBy(MetricSet metrics, string? measure) =>
        measure is null && metrics.Measures.All(known => known.Name != UsualMeasure)
            ? null
            : MeasureColumn.OfRightAndWrong(metrics, measure ?? UsualMeasure);
}
