namespace CortexSharp.Evaluation.Deciding;

/// <summary>Not too many of the system's answers may be errors.</summary>
/// <param name="AtMost">The share allowed, 0 to 1.</param>
public sealed record ErrorsRule(double AtMost) : GateRule
{
    /// <inheritdoc/>
    public override GateFinding Check(GateEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var system = evidence.Comparison.System;
        return system.Count == 0
            ? Undecided($"'{system.Name}' has no answers")
            : Found(
                Reaches(AtMost, (double)system.Errors / system.Count),
                FormattableString.Invariant($"{system.Errors} of {system.Count} answers are errors; {AtMost:P1} may be"));
    }
}
