using System.Globalization;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>A measure of a run, and between what it lies.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Value">The measure over all answers that have a value; not a number when none has.</param>
/// <param name="Interval">The bootstrap interval; not numbers when the value is none.</param>
/// <param name="Scored">How many answers have a value, failed answers among them where the metric counts them as wrong.</param>
/// <param name="NotScored">How many have none: a judge gave no verdict, or the metric leaves failed answers out.</param>
public sealed record MeasureEstimate(Measure Measure, double Value, ConfidenceInterval Interval, int Scored, int NotScored)
{
    /// <summary>The figures in a form for reports.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Measure.Name} = {Value:F4} [{Interval.Low:F4}, {Interval.High:F4}] (n = {Scored})");
}
