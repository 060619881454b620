namespace CortexSharp.FineTuning;

/// <summary>Who may start an intended job.</summary>
public enum FineTuningClaim
{
    /// <summary>The caller, and nobody was there before: no job can have been started.</summary>
    First,

    /// <summary>The caller, in place of one that stopped without a word: a job may have been started.</summary>
    TakenOver,

    /// <summary>Someone else, who may be starting it now: wait and claim again.</summary>
    HeldByOther,
}
