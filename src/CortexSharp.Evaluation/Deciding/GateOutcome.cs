namespace CortexSharp.Evaluation.Deciding;

/// <summary>What a rule, or a whole gate, comes to.</summary>
public enum GateOutcome
{
    /// <summary>The rule holds.</summary>
    Passed,

    /// <summary>The rule is broken.</summary>
    Failed,

    /// <summary>What the rule asks about is not known, so that nobody may rely on it: a measure without values, a cost without a price.</summary>
    Undecided,
}
