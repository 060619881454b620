using CortexSharp.Evaluation.Comparing;

namespace CortexSharp.Evaluation.Reports;

/// <summary>How each case that both runs have came out, by one measure.</summary>
internal sealed class CaseOutcomes(RunComparison comparison, MeasureColumn column)
{
    public bool TryFind(string key, out RowPair pair)
    {
        pair = default;
        if (!comparison.Baseline.TryFind(key, out var baseline) || !comparison.System.TryFind(comparison.Baseline.Rows[baseline], out var system))
            return false;
        pair = new RowPair(baseline, system);
        return true;
    }

    public CaseOutcome Of(RowPair pair) => Gain(pair) switch
    {
        < 0 => CaseOutcome.Worse,
        > 0 => CaseOutcome.Better,
        0 => CaseOutcome.Same,
        // Where failed answers have no value, an answer that is gone is still a step back.
        _ => FailsNewly(pair) ? CaseOutcome.Worse : CaseOutcome.NotScored,
    };

    /// <summary>By how much the system is better; worst of all where it alone failed without a value.</summary>
    public double Severity(RowPair pair) => Gain(pair) is var gain && double.IsNaN(gain) ? double.NegativeInfinity : gain;

    private double Gain(RowPair pair) =>
        column.Measure.Gain(comparison.Baseline.Value(column, pair.Baseline), comparison.System.Value(column, pair.System));

    private bool FailsNewly(RowPair pair) => comparison.System.Rows[pair.System].Failed && !comparison.Baseline.Rows[pair.Baseline].Failed;
}
