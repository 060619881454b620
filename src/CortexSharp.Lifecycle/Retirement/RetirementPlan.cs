namespace CortexSharp.Lifecycle.Retirement;

/// <summary>What is to become of the tuned models.</summary>
/// <param name="Policy">By which rules.</param>
/// <param name="Models">The models, those to be retired first.</param>
public sealed record RetirementPlan(RetirementPolicy Policy, IReadOnlyList<RetirementCandidate> Models)
{
    /// <summary>The models to be retired.</summary>
    public IEnumerable<RetirementCandidate> ToRetire => Models.Where(m => m.Verdict == RetirementVerdict.Retire);

    /// <summary>A line for each model.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Models);
}
