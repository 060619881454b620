namespace CortexSharp.Evaluation.Judging;

/// <summary>Which of two answers is better.</summary>
public enum PairwiseOutcome
{
    /// <summary>The judge gave no verdict on one order at least.</summary>
    NoVerdict,

    /// <summary>The first, in both orders.</summary>
    First,

    /// <summary>The second, in both orders.</summary>
    Second,

    /// <summary>Neither, or another in each order: then the place decided, not the answer.</summary>
    Tie,
}
