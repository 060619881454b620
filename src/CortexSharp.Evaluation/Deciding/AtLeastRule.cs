namespace CortexSharp.Evaluation.Deciding;

/// <summary>A measure of the system must be as good as a bound, whatever the baseline's.</summary>
/// <param name="Measure">The measure's name.</param>
/// <param name="Bound">The bound: the lowest value allowed, or the highest where lower is better.</param>
public sealed record AtLeastRule(string Measure, double Bound) : GateRule
{
    /// <inheritdoc/>
    public override GateFinding Check(GateEvidence evidence) => OfMeasure(evidence, Measure, comparison => Found(
        Reaches(comparison.Measure.Gain(Bound, comparison.System), 0),
        FormattableString.Invariant($"{Measure} is {comparison.System:F4}; the bound is {Bound}")));
}
