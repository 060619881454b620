using System.Collections.Immutable;

namespace CortexSharp.Evaluation.Deciding;

/// <summary>What a gate comes to.</summary>
/// <param name="Outcome">Failed if one rule is broken; else undecided if one cannot be told; else passed.</param>
/// <param name="Findings">What each rule comes to, in their order.</param>
public sealed record GateVerdict(GateOutcome Outcome, ImmutableArray<GateFinding> Findings)
{
    /// <summary>Whether every rule holds.</summary>
    public bool IsPassed => Outcome is GateOutcome.Passed;

    /// <summary>For a process in a build: 0 if passed, 1 if failed, 2 if undecided.</summary>
    public int ExitCode => (int)Outcome;

    /// <summary>The outcome and, a line each, the findings.</summary>
    public override string ToString() => string.Join('\n', (string[])[Outcome.ToString(), .. Findings.Select(finding => $"- {finding}")]);
}
