namespace CortexSharp.Local.Engine.Translation;

/// <summary>What a step of a changing statement is for.</summary>
internal enum ChangeStepKind
{
    /// <summary>It prepares something; nothing is counted.</summary>
    Setup,

    /// <summary>It changes rows, which are counted as affected.</summary>
    Change,

    /// <summary>It reads a number that is reported beside the affected rows.</summary>
    Report,

    /// <summary>It reads a number that must be 0, or the statement fails for a row that several rows would change.</summary>
    Guard,
}
