namespace CortexSharp.TrainingData;

/// <summary>Which pairs count as the same; of the same pairs the one with the first key stays.</summary>
public enum DuplicatePolicy
{
    /// <summary>Pairs that differ at most in the case and white space of prompt and completion.</summary>
    Normalized,

    /// <summary>Pairs that are equal character by character.</summary>
    Exact,

    /// <summary>None: all pairs stay.</summary>
    Keep,
}
