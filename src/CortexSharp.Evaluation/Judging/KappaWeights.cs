namespace CortexSharp.Evaluation.Judging;

/// <summary>How much a disagreement counts.</summary>
public enum KappaWeights
{
    /// <summary>As much as any other: for labels without an order.</summary>
    None,

    /// <summary>As much as the ratings are apart.</summary>
    Linear,

    /// <summary>As the square of it: usual for scales such as 1 to 5.</summary>
    Quadratic,
}
