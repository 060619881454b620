namespace CortexSharp.Evaluation.Deciding;

/// <summary>A measure must be better than the baseline's, and not by chance.</summary>
/// <param name="Measure">The measure's name.</param>
public sealed record BetterRule(string Measure) : GateRule
{
    /// <summary>Below what the adjusted p-value must be.</summary>
    /// <value>Default: 0.05.</value>
    public double Significance { get; init; } = 0.05;

    /// <summary>By how much it must be better at least, in the measure's own scale.</summary>
    /// <value>Default: 0.</value>
    public double Margin { get; init; }

    /// <inheritdoc/>
    public override GateFinding Check(GateEvidence evidence) => OfMeasure(evidence, Measure, comparison => comparison.AdjustedPValue is { } p
        ? Found(comparison.Gain > 0 && Reaches(comparison.Gain, Margin) && p < Significance, FormattableString.Invariant(
            $"{comparison}; it must be better by {Margin} or more with p < {Significance}"))
        : Undecided($"{Measure} was not tested"));
}
