namespace CortexSharp.Evaluation.Deciding;

/// <summary>A measure must not be worse than the baseline's.</summary>
/// <param name="Measure">The measure's name.</param>
public sealed record NotWorseRule(string Measure) : GateRule
{
    /// <summary>
    /// By how much it may be worse all the same, in the measure's own scale: 0.01 is a point of exact match, but a hundredth of one of BLEU.
    /// </summary>
    /// <value>Default: 0.</value>
    public double Tolerance { get; init; }

    /// <inheritdoc/>
    public override GateFinding Check(GateEvidence evidence) =>
        OfMeasure(evidence, Measure, comparison => Found(Reaches(comparison.Gain, -Tolerance), FormattableString.Invariant(
            $"{comparison}; it may be worse by {Tolerance}")));
}
