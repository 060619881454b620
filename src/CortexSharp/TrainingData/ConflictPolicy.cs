namespace CortexSharp.TrainingData;

/// <summary>
/// What becomes of one prompt with several completions. Prompts and completions that differ in case and white space alone count as equal.
/// </summary>
public enum ConflictPolicy
{
    /// <summary>All stay: several completions may be right.</summary>
    Keep,

    /// <summary>None stays.</summary>
    Drop,
}
