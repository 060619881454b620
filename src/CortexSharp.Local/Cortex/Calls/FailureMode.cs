namespace CortexSharp.Local.Cortex.Calls;

/// <summary>What a failing row does.</summary>
internal enum FailureMode
{
    /// <summary>It fails the statement, as in the legacy functions.</summary>
    Raise,

    /// <summary>It is <c>NULL</c>, as in the <c>AI_</c> functions since behaviour change BCR-2184.</summary>
    Null,

    /// <summary>Each row is an object of value and error, by <c>return_error_details => TRUE</c>.</summary>
    Details,
}
