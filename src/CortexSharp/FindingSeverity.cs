namespace CortexSharp;

/// <summary>How much a finding of a check matters.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>It may go wrong, or could not be checked.</summary>
    Warning,

    /// <summary>It will not work, or do harm, as it is.</summary>
    Error,
}
