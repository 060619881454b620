using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Deciding;

/// <summary>A right answer must not cost more than a bound.</summary>
/// <param name="AtMost">The bound.</param>
public sealed record CostPerCorrectAnswerRule(Amount AtMost) : GateRule
{
    /// <inheritdoc/>
    public override GateFinding Check(GateEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Cost switch
        {
            null or { Total: null } => Undecided("what the answers cost is not known"),
            { Correct: null } => Undecided("how many answers are right is not known"),
            { PerCorrectAnswer: null } => Found(false, "no answer is right, so that no price of one is low enough"),
            { PerCorrectAnswer: { } cost } when cost.Unit != AtMost.Unit =>
                Undecided($"a right answer costs {cost}, but the bound is in {AtMost.Unit}"),
            { PerCorrectAnswer: { } cost } => Found(cost.Value <= AtMost.Value, $"a right answer costs {cost}; the bound is {AtMost}"),
        };
    }
}
