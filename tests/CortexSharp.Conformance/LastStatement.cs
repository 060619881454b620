namespace CortexSharp.Conformance;

/// <summary>What becomes of the statement in which a client dies.</summary>
public enum LastStatement
{
    /// <summary>It never leaves.</summary>
    Lost,

    /// <summary>It is carried out, but nobody hears of it.</summary>
    Done,

    /// <summary>It runs while the next client is there already.</summary>
    RunsOn,

    /// <summary>It comes to the server only after the next client has ended.</summary>
    Late,
}
