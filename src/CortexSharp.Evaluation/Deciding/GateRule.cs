using CortexSharp.Evaluation.Comparing;

namespace CortexSharp.Evaluation.Deciding;

/// <summary>One condition for a system to take the baseline's place. Derive a record for a rule of your own.</summary>
public abstract record GateRule
{
    /// <summary>Holds the evidence against the rule.</summary>
    /// <param name="evidence">The evidence.</param>
    public abstract GateFinding Check(GateEvidence evidence);

    /// <summary>The finding of a condition that is known to hold or not.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="reason">The figures.</param>
    protected GateFinding Found(bool holds, string reason) => new(this, holds ? GateOutcome.Passed : GateOutcome.Failed, reason);

    /// <summary>The finding of a condition that cannot be told.</summary>
    /// <param name="reason">What is missing.</param>
    protected GateFinding Undecided(string reason) => new(this, GateOutcome.Undecided, reason);

    /// <summary>Whether a figure is as high as a bound, or by rounding only is not: 0.48 - 0.5 is a little less than -0.02.</summary>
    private protected static bool Reaches(double figure, double bound) => figure >= bound - 1e-9;

    /// <summary>Holds one measure against a condition; undecided when there is no such measure, or no value.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="measure">The measure's name.</param>
    /// <param name="check">What to do with its comparison.</param>
    protected GateFinding OfMeasure(GateEvidence evidence, string measure, Func<MeasureComparison, GateFinding> check)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(check);
        return evidence.Comparison.Find(measure) switch
        {
            null => Undecided($"there is no measure '{measure}'"),
            var comparison when double.IsNaN(comparison.Difference) => Undecided($"{measure} has no value for both runs"),
            var comparison => check(comparison),
        };
    }
}
