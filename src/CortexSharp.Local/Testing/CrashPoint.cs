namespace CortexSharp.Local.Testing;

/// <summary>A point at which the offline Cortex can be made to die (<see cref="TestControls.CrashAt"/>).</summary>
public enum CrashPoint
{
    /// <summary>A statement has come in; nothing was done.</summary>
    StatementReceived,

    /// <summary>
    /// The AI calls of a statement are answered, which Snowflake bills; nothing was changed. Passed once for each level of nested calls.
    /// </summary>
    CallsAnswered,

    /// <summary>A statement has made its changes; they are not committed.</summary>
    BeforeCommit,

    /// <summary>A statement's changes are committed; its caller was not told.</summary>
    AfterCommit,

    /// <summary>A fine-tuning job was begun and is held by a lease; nothing was read.</summary>
    JobClaimed,

    /// <summary>A job has its training data.</summary>
    TrainingDataRead,

    /// <summary>A job has made another hundredth of its way. Passed up to a hundred times a job.</summary>
    TrainingProgressed,

    /// <summary>A job has learned; its model is not stored.</summary>
    ModelTrained,

    /// <summary>A job has ended with success and its model is stored.</summary>
    ModelStored,
}
