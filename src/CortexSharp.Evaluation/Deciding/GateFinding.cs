namespace CortexSharp.Evaluation.Deciding;

/// <summary>What one rule comes to.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Reason">Why, with the figures, in a sentence.</param>
public sealed record GateFinding(GateRule Rule, GateOutcome Outcome, string Reason)
{
    /// <summary>Outcome and reason on one line.</summary>
    public override string ToString() => $"{Outcome}: {Reason}";
}
