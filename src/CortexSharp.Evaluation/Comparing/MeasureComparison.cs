using System.Globalization;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>One measure of two runs on the cases that both have a value for.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Pairs">How many cases count.</param>
/// <param name="NotScored">How many common cases do not, because one side has no value, as when a judge gave no verdict.</param>
/// <param name="Baseline">The baseline's figure on these cases; not a number when there are none.</param>
/// <param name="System">The system's figure on the same cases.</param>
/// <param name="Interval">The bootstrap interval of <see cref="Difference"/>.</param>
public sealed record MeasureComparison(Measure Measure, int Pairs, int NotScored, double Baseline, double System, ConfidenceInterval Interval)
{
    /// <summary>
    /// The bootstrap interval of <see cref="Baseline"/>. Whether the two runs differ is said by <see cref="Interval"/>, not by whether theirs
    /// overlap.
    /// </summary>
    public required ConfidenceInterval BaselineInterval { get; init; }

    /// <summary>The bootstrap interval of <see cref="System"/>.</summary>
    public required ConfidenceInterval SystemInterval { get; init; }

    /// <summary>The system's figure minus the baseline's, whichever direction is better.</summary>
    public double Difference => System - Baseline;

    /// <summary>By how much the system is better; negative when it is worse.</summary>
    public double Gain => Measure.Gain(Baseline, System);

    /// <summary>On how many cases the system is better.</summary>
    public int Wins { get; init; }

    /// <summary>On how many cases both are as good.</summary>
    public int Ties { get; init; }

    /// <summary>On how many cases the system is worse.</summary>
    public int Losses { get; init; }

    /// <summary>
    /// How large the difference is, whatever the number of cases: Cohen's d of the values case by case, positive when the system's are higher; see
    /// <see cref="EffectSize.PairedCohensD"/>.
    /// </summary>
    public double EffectSize { get; init; } = double.NaN;

    /// <summary>Who had what right, the baseline first; <see langword="null"/> unless the measure is right or wrong.</summary>
    public PairedOutcomes? Outcomes { get; init; }

    /// <summary>
    /// The test behind <see cref="PValue"/>; <see langword="null"/> within a slice, which is not tested: too many tests find something.
    /// </summary>
    public SignificanceTest? Test { get; init; }

    /// <summary>
    /// How likely a difference at least this large is if both are equally good; 1 when the two do not differ in any case; <see langword="null"/>
    /// when not tested, without pairs, and where the measure has no value.
    /// </summary>
    public double? PValue { get; init; }

    /// <summary>The p-value corrected for all measures and all systems of the comparison (Holm); the one to decide by.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>The figures in a form for reports.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Measure.Name}: {Baseline:F4} -> {System:F4} ({Difference:+0.0000;-0.0000;0.0000} [{Interval.Low:F4}, {Interval.High:F4}]")
        + (AdjustedPValue is { } p ? string.Create(CultureInfo.InvariantCulture, $", p = {p:F4})") : ")");
}
