namespace CortexSharp.Evaluation.Metrics;

/// <summary>The rules of which SQuAD.</summary>
public enum SquadVersion
{
    /// <summary>Version 1.1: every question has an answer.</summary>
    V1,

    /// <summary>Version 2: an empty answer may be the right one.</summary>
    V2,
}
