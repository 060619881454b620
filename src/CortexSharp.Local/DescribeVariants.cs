namespace CortexSharp.Local;

/// <summary>Forms of <c>FINETUNE('DESCRIBE', …)</c> that were seen or must be expected, to be combined.</summary>
[Flags]
public enum DescribeVariants
{
    /// <summary>The form of Snowflake's newest documentation.</summary>
    None = 0,

    /// <summary>A job that is not finished shows only <c>id</c>, <c>progress</c> and <c>status</c>, as older documentation says.</summary>
    RunningShowsStatusOnly = 1,

    /// <summary><c>training_result</c> is an array of objects, as the Python client's type says.</summary>
    ResultAsArray = 2,

    /// <summary>Keys that no documentation knows are present.</summary>
    ExtraKeys = 4,

    /// <summary>A running job's status is <c>RUNNING</c> instead of <c>IN_PROGRESS</c>.</summary>
    SaysRunning = 8,

    /// <summary><c>model</c> is the bare name, without database and schema.</summary>
    BareModelName = 16,

    /// <summary><c>training_data</c> and <c>validation_data</c> are never echoed.</summary>
    NoTrainingData = 32,

    /// <summary>The optional keys <c>options</c>, <c>base_model</c>, <c>created_on</c> and <c>finished_on</c> are missing.</summary>
    NoOptionalKeys = 64,

    /// <summary>Comments are taken out of the queries that are echoed, so a mark in them is lost.</summary>
    NoComments = 128,
}
