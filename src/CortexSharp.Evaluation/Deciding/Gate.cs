using System.Collections.Immutable;

namespace CortexSharp.Evaluation.Deciding;

/// <summary>Rules that a system must keep to take the baseline's place.</summary>
public sealed class Gate
{
    /// <summary>Takes rules.</summary>
    /// <param name="rules">The rules, at least one.</param>
    /// <exception cref="ArgumentException">There is none: everything would pass.</exception>
    public Gate(params IReadOnlyList<GateRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Count == 0)
            throw new ArgumentException("A gate without rules lets everything pass; give at least one.", nameof(rules));
        Rules = [.. rules];
    }

    /// <summary>The rules.</summary>
    public ImmutableArray<GateRule> Rules { get; }

    /// <summary>Holds the evidence against every rule.</summary>
    /// <param name="evidence">The evidence.</param>
    public GateVerdict Decide(GateEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ImmutableArray<GateFinding> findings = [.. Rules.Select(rule => rule.Check(evidence))];
        var outcome = findings.Any(finding => finding.Outcome is GateOutcome.Failed) ? GateOutcome.Failed
            : findings.Any(finding => finding.Outcome is GateOutcome.Undecided) ? GateOutcome.Undecided
            : GateOutcome.Passed;
        return new GateVerdict(outcome, findings);
    }
}
